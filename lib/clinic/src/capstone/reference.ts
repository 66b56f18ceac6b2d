import { Categorical, gae, importanceRatio, Random, surrogateSlope } from 'ppo-lib';
import type { CapstoneProgram } from './program';

/** The parts as ppo-lib has them: what a mended program must agree with. */
export const reference: CapstoneProgram = {
  ratioOf: importanceRatio,
  slopeOf: surrogateSlope,
  advantagesOf(rewards, values, nextValues, terminated, truncated, gamma, gaeLambda) {
    const rollout = { rewards, values, nextValues, terminated, truncated, gamma, gaeLambda, numEnvs: 1 };
    return Array.from(gae(rollout).advantages);
  },
  targetsOf: (advantages, values) => advantages.map((advantage, t) => advantage + values[t]),
  entropySlopes(probabilities) {
    const h = 1e-4;
    const logits = probabilities.map((p) => Math.log(Math.max(p, 1e-12)));
    const entropy = (a: number, shift: number): number => {
      const moved = logits.map((z, b) => z + (a === b ? shift : 0));
      return new Categorical({ logits: moved, numActions: moved.length }).entropy()[0];
    };
    return logits.map((_, a) => (entropy(a, h) - entropy(a, -h)) / (2 * h));
  },
};

/** The names of the parts. */
export const partNames = Object.keys(reference) as (keyof CapstoneProgram)[];

const column = (random: Random, length: number): number[] => Array.from({ length }, () => random.normal());
const flags = (random: Random, length: number): number[] =>
  Array.from({ length }, () => Number(random.uniform() < 0.3));

/** Arguments on which a part is tried, drawn anew for each call. */
const draws: Readonly<Record<keyof CapstoneProgram, (random: Random) => unknown[]>> = {
  ratioOf: (random) => [-random.uniform(0.1, 3), -random.uniform(0.1, 3)],
  slopeOf: (random) => [random.uniform(0.2, 2), random.normal(), random.uniform(0.05, 0.5)],
  advantagesOf: (random) => {
    const [rewards, values, following] = [0, 1, 2].map(() => column(random, 6));
    const terminated = flags(random, 6);
    const truncated = flags(random, 6).map((flag, t) => (terminated[t] === 1 ? 0 : flag));
    return [rewards, values, following, terminated, truncated, random.uniform(0.5, 1), random.uniform(0.3, 1)];
  },
  targetsOf: (random) => [column(random, 5), column(random, 5)],
  entropySlopes: (random) => {
    const weights = [0, 1, 2].map(() => random.uniform(0.05, 1));
    const sum = weights.reduce((total, x) => total + x, 0);
    return [weights.map((x) => x / sum)];
  },
};

/** Whether a part of a program does what it should, on forty draws; one that throws does not. */
export function isSound(program: CapstoneProgram, part: keyof CapstoneProgram): boolean {
  const random = new Random(4, part);
  try {
    return Array.from({ length: 40 }, () => draws[part](random)).every((args) => {
      const given = callOf(program, part)(...structuredClone(args));
      return isNear(given, callOf(reference, part)(...structuredClone(args)));
    });
  } catch {
    return false;
  }
}

type Call = (...args: unknown[]) => unknown;
const callOf = (program: CapstoneProgram, part: keyof CapstoneProgram): Call => program[part] as unknown as Call;

function isNear(given: unknown, right: unknown): boolean {
  if (typeof right === 'number')
    return typeof given === 'number' && Math.abs(given - right) <= 1e-5 * Math.max(1, Math.abs(right));
  if (!Array.isArray(given) || !Array.isArray(right) || given.length !== right.length) return false;
  return right.every((x, i) => isNear(given[i], x));
}
