import { Random } from 'ppo-lib';
import {
  answersOf,
  copyOf,
  drawPrompts,
  generate,
  pretrain,
  sentences,
  tokenPolicyLoss,
  tokenSettings,
  TokenTrainer,
  trueScorer,
  type Answers,
  type TokenModel,
} from 'ppo-lib/tokens';
import { requireSeed } from '../ward/ward';
import { tokenPrograms } from './defects';
import { isTokenBugId, tokenCandidates, type TokenBugId } from './catalogue';
import type { Column, TokenProgram } from './program';

/** What the checks measure on a program; the texts say what a right one has. */
export const tokenChecks = {
  chosenProbability: 'mean probability of a chosen token; a sampler that chose it gives it a good one',
  firstMove: 'first step: largest |ratio - 1|; 0, for nothing has moved',
  secondMove: 'second step: largest |ratio - 1|; above 0, for the policy has moved',
  paddingInMask: 'share of the mask that is padding; 0',
  promptInMask: 'share of the mask that is prompt; 0',
  rewardOutside: 'largest reward outside the answers; 0',
  chargePerNat: 'reward of a token for each nat that the policy is surer than the reference; -0.5, which is -beta',
  telescopeError: 'lambda = 1: advantage + value less what was earned from here on, largest; 0',
  telescopeRange: 'how much of that error differs within an answer; 0',
  whiteSpread: 'deviation of the whitened advantages over the tokens of the answers; 1',
  klAfterSteps: 'KL from the reference after eight steps, nats a token; above 0',
  groupSum: 'largest sum of the centred rewards of the answers to one prompt; 0',
} as const;

/** The measurements of one program. */
export type TokenFindings = Readonly<Record<keyof typeof tokenChecks, number>>;

const BETA = 0.5;
const GROUP = 4;
const ROWS = 24;
const STEPS = 8;

/** A language model, a policy that has left it a little, and answers of the policy: what every program of the ward is run on. */
interface TokenWorld {
  readonly reference: TokenModel;
  readonly policy: TokenModel;
  readonly answers: Answers;
  readonly scores: Float64Array;
}

function worldOf(seed: number): TokenWorld {
  const random = new Random(seed, 'token ward');
  const { model: reference } = pretrain(sentences, random.stream('language'), { steps: 60, rows: 32 });
  const policy = copyOf(reference, random.stream('copy'));
  const shift = random.stream('shift');
  policy.setParameters(policy.getParameters().map((weight) => weight + shift.normal(0, 0.03)));
  const prompts = drawPrompts(sentences, ROWS, GROUP, random.stream('prompts'));
  const answers = answersOf(generate(policy, prompts, random.stream('answers')), sentences.promptTokens);
  return { reference, policy, answers, scores: trueScorer(sentences)(answers) };
}

const kept = new Map<string, TokenFindings>();
const worlds = new Map<number, TokenWorld>(); // one at a time: models hold memory

function worldFor(seed: number): TokenWorld {
  const known = worlds.get(seed);
  if (known) return known;
  for (const { policy, reference } of worlds.values()) for (const model of [policy, reference]) model.dispose();
  worlds.clear();
  const world = worldOf(seed);
  worlds.set(seed, world);
  return world;
}

/**
 * Runs a program and measures it; a program and a seed are run once.
 * @throws RangeError for a name that no program has, or a seed that is no whole number from 0
 */
export function findingsOfProgram(bug: TokenBugId, seed: number): TokenFindings {
  if (typeof bug !== 'string' || !isTokenBugId(bug)) {
    const names = tokenCandidates.map(({ id }) => id).join(', ');
    throw new RangeError(`bug: got ${String(bug)}, expected one of ${names}`);
  }
  requireSeed(seed);
  const key = `${bug}/${seed}`;
  const made = kept.get(key) ?? measure(tokenPrograms[bug], worldFor(seed));
  kept.set(key, made);
  return made;
}

function measure(program: TokenProgram, world: TokenWorld): TokenFindings {
  const { policy, answers, scores } = world;
  const n = answers.columns - 1;
  const inside = [...answers.mask.keys()].filter((i) => answers.mask[i] === 1);
  const largest = (of: (i: number) => number, at = inside): number => Math.max(0, ...at.map((i) => Math.abs(of(i))));
  const average = (of: (i: number) => number): number => inside.reduce((sum, i) => sum + of(i), 0) / inside.length;

  const reference = program.reference(policy, world.reference);
  const said = program.logProbs(policy, answers);
  const keptLogProbs = program.kept(said);
  const refLogProbs = program.logProbs(reference, answers);
  const mask = program.mask(answers);
  const rewards = program.rewards(answers, scores, said, refLogProbs, BETA);
  const values = policy.read(answers).values.map((_, i) => Math.sin(i)); // any values will do
  const advantages = program.advantages(answers, rewards, values);
  const white = program.whitened(advantages, answers.mask);

  const earned = (i: number): number => sumOf(rewards, i, (Math.floor(i / n) + 1) * n);
  const error = (i: number): number => advantages[i] + values[Math.floor(i / n) * (n + 1) + (i % n)] - earned(i);
  const before = inside.filter((i) => answers.mask[i + 1] === 1 && i % n < n - 1); // every token but the last
  const ownLogRatio = (i: number): number => said[i] - refLogProbs[i];
  const charged = before.reduce((sum, i) => sum + rewards[i], 0) / before.reduce((sum, i) => sum + ownLogRatio(i), 0);
  const counted = Array.from({ length: mask.length }, (_, i) => i).filter((i) => mask[i] === 1);
  const choice = (i: number): number => answers.ids[Math.floor(i / n) * (n + 1) + (i % n) + 1];
  const share = (what: (i: number) => boolean): number => counted.filter(what).length / counted.length;
  const centred = program.centred(scores, GROUP);
  const groupSums = Array.from({ length: ROWS / GROUP }, (_, group) =>
    sumOf(centred, group * GROUP, (group + 1) * GROUP),
  );

  return {
    chosenProbability: average((i) => Math.exp(said[i])),
    firstMove: largest((i) => Math.exp(said[i] - program.old(keptLogProbs, said)[i]) - 1),
    ...stepsOf(program, world, { keptLogProbs, white, inside }),
    paddingInMask: share((i) => choice(i) === 0),
    promptInMask: share((i) => i % n < sentences.promptTokens - 1),
    rewardOutside: largest(
      (i) => rewards[i],
      [...answers.mask.keys()].filter((i) => answers.mask[i] === 0),
    ),
    chargePerNat: Number.isFinite(charged) ? charged : 0,
    telescopeError: largest(error),
    telescopeRange: largest((i) => error(i) - error(Math.floor(i / n) * n + answers.lastColumns[Math.floor(i / n)])),
    whiteSpread: Math.sqrt(average((i) => white[i] ** 2)),
    groupSum: Math.max(...groupSums.map(Math.abs)),
  };
}

/** Some steps on the batch, with the ratios and the KL that the program then sees. */
function stepsOf(
  program: TokenProgram,
  { policy, reference, answers }: TokenWorld,
  { keptLogProbs, white, inside }: { keptLogProbs: Column; white: Column; inside: readonly number[] },
): Pick<TokenFindings, 'secondMove' | 'klAfterSteps'> {
  const learner = copyOf(policy, new Random(1));
  const trainer = new TokenTrainer(learner);
  const settings = tokenSettings('ppo');
  const { logProbs: first } = policy.read(answers);
  const moves = Array.from({ length: STEPS }, () => {
    trainer.step(
      answers,
      ({ logProbs }) => ({
        logProbs: tokenPolicyLoss({
          answers,
          logProbs,
          oldLogProbs: first,
          refLogProbs: first,
          advantages: white,
          settings,
        }).slopes,
      }),
      3e-3,
    );
    const now = program.logProbs(learner, answers);
    const old = program.old(keptLogProbs, now);
    return Math.max(...inside.map((i) => Math.abs(Math.exp(now[i] - old[i]) - 1)));
  });
  const now = program.logProbs(learner, answers);
  const ref = program.logProbs(program.reference(learner, reference), answers);
  const k3 = inside.map((i) => Math.expm1(ref[i] - now[i]) + now[i] - ref[i]);
  learner.dispose();
  return { secondMove: moves[0], klAfterSteps: k3.reduce((a, b) => a + b, 0) / inside.length };
}

function sumOf(column: Column, from: number, to: number): number {
  let total = 0;
  for (let i = from; i < to; i++) total += column[i];
  return total;
}
