import { nearestFirst } from 'gymnasium-js';
import { describe } from '../numbers/validate';
import type { PpoConfig } from './types';

/** What the settings that are words may be. */
export const choices = {
  activation: ['tanh', 'relu'],
  adamClock: ['run', 'rollout'],
  initialization: ['orthogonal', 'torchDefault'],
  actionDistribution: ['gaussian', 'squashedGaussian', 'beta'],
  meanActivation: ['linear', 'tanh'],
  stdForm: ['exp', 'abs'],
  valueTarget: ['lambda-return', 'reward-to-go'],
  normalizeAdvantages: ['minibatch', 'batch', false],
  objective: ['clip', 'rollback', 'spo', 'ratio', 'policy-gradient'],
} as const satisfies { readonly [K in keyof PpoConfig]?: readonly PpoConfig[K][] };

/** @throws RangeError unless `value` is one of `allowed`; the message lists them and gives the nearest. Returns the value. */
export function requireOneOf<T>(name: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  const list = allowed.map((choice) => JSON.stringify(choice)).join(', ');
  throw new RangeError(`${name}: got ${describe(value)}, must be one of ${list}${nearestText(value, allowed)}`);
}

function nearestText(value: unknown, allowed: readonly unknown[]): string {
  const words = allowed.filter((choice): choice is string => typeof choice === 'string');
  if (typeof value !== 'string' || words.length === 0) return '';
  return `; the nearest is ${JSON.stringify(nearestFirst(value, words)[0])}`;
}
