import { requireBetween, requireFunction, requireObject } from '../bank/require';

/** The parts of a small PPO program: functions of plain numbers and lists. */
export interface CapstoneProgram {
  /** pi_new / pi_old of one action, from log-probabilities */
  readonly ratioOf: (logProb: number, oldLogProb: number) => number;
  /** derivative of the clipped objective of one sample with respect to its ratio */
  readonly slopeOf: (ratio: number, advantage: number, range: number) => number;
  /** GAE of one environment; nextValues[t] is V of the state that really followed step t; flags are 0 or 1 */
  readonly advantagesOf: (
    rewards: number[],
    values: number[],
    nextValues: number[],
    terminated: number[],
    truncated: number[],
    gamma: number,
    lambda: number,
  ) => number[];
  /** what the critic should say */
  readonly targetsOf: (advantages: number[], values: number[]) => number[];
  /** derivative of the entropy with respect to each logit */
  readonly entropySlopes: (probabilities: number[]) => number[];
}

/** What is set, not computed. */
export interface CapstoneSettings {
  readonly gamma: number;
  readonly lambda: number;
  readonly clipRange: number;
  readonly numEpochs: number;
  readonly learningRate: number;
  readonly entropyCoef: number;
}

/** CapstoneSettings with which a program without fault learns the unknown worlds. */
export const soundSettings: CapstoneSettings = {
  gamma: 0.95,
  lambda: 0.9,
  clipRange: 0.2,
  numEpochs: 5,
  learningRate: 8,
  entropyCoef: 0.01,
};

const PARTS = ['ratioOf', 'slopeOf', 'advantagesOf', 'targetsOf', 'entropySlopes'];

/** Throws unless `program` has all parts of a program, each a function, and no others. */
export function requireProgram(program: unknown, name: string): asserts program is CapstoneProgram {
  requireObject(program, name, PARTS);
  for (const part of PARTS) requireFunction((program as Record<string, unknown>)[part], `${name}.${part}`);
}

/** Throws unless `settings` has all settings, each in its range, and no others. */
export function requireSettings(settings: CapstoneSettings): void {
  requireObject(settings, 'learn: settings', Object.keys(soundSettings));
  const { gamma, lambda, clipRange, numEpochs, learningRate, entropyCoef } = settings;
  for (const [name, value] of Object.entries({ gamma, lambda })) requireBetween(value, `learn: settings.${name}`, 0, 1);
  for (const [name, value] of Object.entries({ clipRange, learningRate, entropyCoef }))
    requireBetween(value, `learn: settings.${name}`, 0, 1000);
  requireBetween(numEpochs, 'learn: settings.numEpochs', 1, 100);
}
