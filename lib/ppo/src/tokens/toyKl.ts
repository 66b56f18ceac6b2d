import { requireOneOf } from '../config/choices';
import { requireFunction } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireCount, requireNumbers } from '../numbers/validate';
import { requireToys } from './arguments';

/** A language so small that every answer can be written down: V words, n tokens, a row of logits for every beginning. */
export interface ToyLanguage {
  readonly words: number;
  readonly tokens: number;
  /** [beginnings][V] */
  readonly logits: readonly (readonly number[])[];
}

/** One answer: its probability, and for each token its beginning, the word and log p and log ref. */
export interface ToyAnswer {
  readonly probability: number;
  readonly steps: readonly { beginning: number; word: number; logProb: number; refLogProb: number }[];
}

export function toyLanguage(words: number, tokens: number, random: Random): ToyLanguage {
  requireCount('words', words, 2);
  requireCount('tokens', tokens);
  requireRandom('random', random);
  let beginnings = 0;
  for (let t = 0; t < tokens; t++) beginnings += words ** t;
  const row = (): number[] => Array.from({ length: words }, () => random.normal());
  return { words, tokens, logits: Array.from({ length: beginnings }, row) };
}

function logSoftmax(logits: readonly number[]): number[] {
  const highest = Math.max(...logits);
  const log = highest + Math.log(logits.reduce((total, logit) => total + Math.exp(logit - highest), 0));
  return logits.map((logit) => logit - log);
}

/** Every answer there is. */
export function allAnswers(policy: ToyLanguage, reference: ToyLanguage): ToyAnswer[] {
  requireToys(policy, reference);
  const { words, tokens } = policy;
  const [logProbs, refLogProbs] = [policy, reference].map((one) => one.logits.map(logSoftmax));
  return Array.from({ length: words ** tokens }, (_, code) => {
    let [beginning, total, rest] = [0, 0, code];
    const steps = Array.from({ length: tokens }, () => {
      const word = rest % words;
      rest = Math.floor(rest / words);
      const step = { beginning, word, logProb: logProbs[beginning][word], refLogProb: refLogProbs[beginning][word] };
      total += step.logProb;
      beginning = words * beginning + 1 + word; // a tree: the children of s are words s + 1 .. words s + words
      return step;
    });
    return { probability: Math.exp(total), steps };
  });
}

/** KL(policy || reference) of whole answers, exactly; `reverse` false: KL(reference || policy). */
export function exactKl(policy: ToyLanguage, reference: ToyLanguage, reverse = true): number {
  requireToys(policy, reference);
  requireOneOf('reverse', reverse, [true, false]);
  const [of, against] = reverse ? [policy, reference] : [reference, policy];
  return allAnswers(of, against).reduce((total, { probability, steps }) => {
    return total + probability * steps.reduce((sum, step) => sum + step.logProb - step.refLogProb, 0);
  }, 0);
}

/**
 * The expectation, over all answers of the policy, of the gradient sum_t weight_t d log p_t / d logits: what a loss or a reward with these
 * weights does on average. @param weightsOf from d_t = log p_t - log ref_t of an answer, the weight of each of its tokens
 */
export function expectedGradient(
  policy: ToyLanguage,
  reference: ToyLanguage,
  weightsOf: (logRatios: readonly number[]) => readonly number[],
): Float64Array {
  requireToys(policy, reference);
  requireFunction('weightsOf', weightsOf, 'a function of the log ratios of an answer');
  const { words, logits } = policy;
  const probabilities = logits.map((row) => logSoftmax(row).map(Math.exp));
  const gradient = new Float64Array(logits.length * words);
  for (const { probability, steps } of allAnswers(policy, reference)) {
    const weights = weightsOf(steps.map(({ logProb, refLogProb }) => logProb - refLogProb));
    requireNumbers('weightsOf(...)', weights, { length: steps.length, like: 'tokens' });
    steps.forEach(({ beginning, word }, t) => {
      for (let v = 0; v < words; v++) {
        const slope = (v === word ? 1 : 0) - probabilities[beginning][v];
        gradient[beginning * words + v] += probability * weights[t] * slope;
      }
    });
  }
  return gradient;
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const toGo = (values: readonly number[]): number[] => values.map((_, t) => sum(values.slice(t)));
const everyToken = (d: readonly number[], value: number): number[] => d.map(() => value);
const k2 = (d: number): number => 0.5 * d * d;
const k3 = (d: number): number => Math.expm1(-d) + d;

/** Where a KL can be put, and the weight that puts on each token's d log p. Rewards are costs here: all gradients go downhill. */
export const klPlacements: Readonly<Record<string, (logRatios: readonly number[]) => readonly number[]>> = {
  'k1 as a loss': (d) => everyToken(d, 1),
  'k1 in the reward': toGo,
  'k1 in the reward, own token only': (d) => d,
  'k2 as a loss, per token': (d) => d,
  'k2 as a loss, whole answer': (d) => everyToken(d, sum(d)),
  'k2 in the reward': (d) => toGo(d.map(k2)),
  'k3 as a loss, per token': (d) => d.map((one) => -Math.expm1(-one)),
  'k3 as a loss, whole answer': (d) => everyToken(d, -Math.expm1(-sum(d))),
  'k3 in the reward': (d) => toGo(d.map(k3)),
  'k3 times the ratio, both differentiated': (d) => d.map((one) => k3(one) - Math.expm1(-one)),
};
