/*
 * Box2D in float32 and its port in float64 part ways when a leg first touches, so whole episodes are compared as samples: ours from other
 * seeds than Gymnasium's 1,000, so that the two are independent. Each of the five policies is asked three times at a level of 0.001: means
 * of returns and of lengths (Welch, normal approximation) and the whole distribution of returns (Kolmogorov-Smirnov, two samples).
 * A faithful port fails one of the fifteen with a probability of at most 0.015 for a fresh choice of seeds; the seeds here are fixed.
 * LUNAR_EPISODES=1000 asks for as many episodes as Gymnasium's.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make } from '../registry/make.js';
import { lunarGolden } from '../testing/lunarGolden.js';
import { lunarPolicy } from '../testing/lunarPolicy.js';
import type { Env } from '../env.js';
import { lunarLanderContinuousHeuristic, lunarLanderHeuristic } from './index.js';

const EPISODES = Number(process.env.LUNAR_EPISODES ?? 200);
const FIRST_SEED = 50_000;
/** Two-sided, at a level of 0.001: of the normal distribution, and sqrt(-ln(0.001 / 2) / 2) of Kolmogorov's. */
const NORMAL = 3.2905;
const KOLMOGOROV = 1.9495;

type Sample = readonly number[];
type Pilot = (observation: Float32Array) => unknown;

/** The policies that only look at what they see. */
const pilots: Record<string, Pilot> = {
  'LunarLander-v3 heuristic': lunarLanderHeuristic,
  'LunarLander-v3 trained': lunarPolicy,
  'LunarLanderContinuous-v3 heuristic': lunarLanderContinuousHeuristic,
};

/** Returns and lengths of episodes from seeds in a row. */
function fly(id: string, policy: string): { returns: number[]; lengths: number[] } {
  const env = make(id, { disableEnvChecker: true }) as Env<Float32Array, unknown>;
  env.actionSpace.seed(FIRST_SEED);
  const decide = policy === 'random' ? (): unknown => env.actionSpace.sample() : pilots[`${id} ${policy}`];
  const [returns, lengths]: number[][] = [[], []];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + EPISODES; seed++) {
    let { observation } = env.reset({ seed });
    let [total, length, over] = [0, 0, false];
    while (!over) {
      const result = env.step(decide(observation));
      observation = result.observation;
      total += result.reward;
      length++;
      over = result.terminated || result.truncated;
    }
    returns.push(total);
    lengths.push(length);
  }
  return { returns, lengths };
}

const mean = (sample: Sample): number => sample.reduce((sum, x) => sum + x, 0) / sample.length;

/** Variance of the sample's mean. */
function meanVariance(sample: Sample): number {
  const middle = mean(sample);
  return sample.reduce((sum, x) => sum + (x - middle) ** 2, 0) / (sample.length - 1) / sample.length;
}

function requireSameMean(ours: Sample, theirs: Sample, what: string): void {
  const difference = mean(ours) - mean(theirs);
  const halfWidth = NORMAL * Math.sqrt(meanVariance(ours) + meanVariance(theirs));
  assert.ok(
    Math.abs(difference) <= halfWidth,
    `${what}: ${mean(ours)} and ${mean(theirs)}, differences are allowed to ${halfWidth}`,
  );
}

/** Largest distance between the two empirical distribution functions. */
function distance(ours: Sample, theirs: Sample): number {
  const below = (sample: Sample, x: number): number => sample.filter((value) => value <= x).length / sample.length;
  return Math.max(...[...ours, ...theirs].map((x) => Math.abs(below(ours, x) - below(theirs, x))));
}

for (const { id, policy, returns, lengths } of lunarGolden.returns) {
  test(`${id}, ${policy} policy: ${EPISODES} episodes are distributed as Gymnasium's ${returns.length}`, (t) => {
    const ours = fly(id, policy);
    requireSameMean(ours.returns, returns, 'mean return');
    requireSameMean(ours.lengths, lengths, 'mean length');
    const apart = distance(ours.returns, returns);
    const allowed = KOLMOGOROV * Math.sqrt(1 / EPISODES + 1 / returns.length);
    t.diagnostic(`mean return ${mean(ours.returns).toFixed(1)} and ${mean(returns).toFixed(1)}, distance ${apart.toFixed(3)} of ${allowed.toFixed(3)}`); // prettier-ignore
    assert.ok(apart <= allowed, `distributions of returns are ${apart} apart, ${allowed} is allowed`);
  });
}
