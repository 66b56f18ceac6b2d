import { requireOneOf } from '../config/choices';
import { countObservations } from '../learner/checks';
import { requireActionSpace, requireSizes, type ActionSpace } from '../networks/parameters';
import { requireFlags } from '../numbers/flags';
import { requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireArray, requireCount, requireNumbers, requireObject } from '../numbers/validate';
import type { Transitions } from './replayBuffer';

/** What the relatives' learners refuse, in the words of `learner/checks`. */

/** @throws TypeError or RangeError that names the part of which no network can be made */
export function requireAgentSetup(setup: {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: { readonly hiddenSizes: readonly number[]; readonly minibatchSize: number };
  readonly random: Random;
}): void {
  requireObject('setup', setup, '{ observationSize, actionSpace, config, random }'); // all are needed, and more is not read
  requireCount('observationSize', setup.observationSize);
  requireActionSpace('actionSpace', setup.actionSpace);
  requireObject('config', setup.config, 'a configuration, such as dqnConfig() or sacConfig()');
  requireSizes('config.hiddenSizes', setup.config.hiddenSizes);
  requireCount('config.minibatchSize', setup.config.minibatchSize);
  requireRandom('random', setup.random);
}

/** @returns whether `act` shall take the likeliest action   @throws TypeError or RangeError unless these are options of `act` */
export function requireActOptions(options: { readonly deterministic?: boolean }): boolean {
  requireKnownOptions('options', options, ['deterministic']);
  return requireOneOf('options.deterministic', options.deterministic ?? false, [true, false]);
}

/** @returns the rows of the batch   @throws TypeError or RangeError that names the column that is none or has another length */
export function requireTransitions(batch: Transitions, observationSize: number, actionSize: number): number {
  requireObject('batch', batch, 'transitions, such as ReplayBuffer#sample draws');
  requireArray('batch.rewards', batch.rewards);
  const rows = batch.rewards.length;
  requireNumbers('batch.rewards', batch.rewards);
  requireNumbers('batch.observations', batch.observations, { length: rows * observationSize, like: 'rewards' });
  requireNumbers('batch.nextObservations', batch.nextObservations, { length: rows * observationSize, like: 'rewards' });
  requireNumbers('batch.actions', batch.actions, { length: rows * actionSize, like: 'rewards' });
  requireFlags('batch.terminated', batch.terminated, rows, 'rewards');
  requireFlags('batch.truncated', batch.truncated, rows, 'rewards');
  return rows;
}

/** @returns rows of observations, all of them numbers */
export function requireObservationRows(observations: Float32Array, size: number): number {
  const rows = countObservations(observations, size);
  requireNumbers('observations', observations);
  return rows;
}
