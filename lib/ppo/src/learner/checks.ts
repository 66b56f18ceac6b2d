import { requireOneOf } from '../config/choices';
import { requireAdamState } from '../networks/adam';
import {
  actionWidth,
  isDiscrete,
  requireActionSpace,
  type ActionDistribution,
  type ActionSpace,
} from '../networks/parameters';
import { requireKnownOptions } from '../numbers/objects';
import { requireRandom } from '../numbers/random';
import { requireAtLeastZero, requireFloat32 } from '../numbers/floats';
import {
  describe,
  isNumberView,
  requireArray,
  requireCount,
  requireLength,
  requireNumbers,
  requireObject,
} from '../numbers/validate';
import type { ActedColumns, LearnerSetup, Minibatch, OptimizerState, StepSettings } from './learner';

/** What every learner refuses, in one wording: what reaches a network has been through here, whichever learner runs it. */

/** What the checks have to know of a learner. */
export interface LearnerShape {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: { readonly actionDistribution: ActionDistribution };
}

/** What is trained on has to be the caller's own description of a learner. @throws TypeError or RangeError that names the part */
export function requireSetup(setup: LearnerSetup): void {
  requireObject('setup', setup, '{ observationSize, actionSpace, config, random }'); // all are needed, and more is not read
  requireCount('observationSize', setup.observationSize);
  requireActionSpace('actionSpace', setup.actionSpace);
  requireObject('config', setup.config, 'a configuration, such as ppoConfig("fast")');
  requireRandom('random', setup.random);
}

/** @throws TypeError or RangeError unless the rows from `first` lie in columns that can be read and written */
export function requireActedRows(
  columns: ActedColumns,
  first: number,
  rows: number,
  { observationSize, actionSpace }: Pick<LearnerShape, 'observationSize' | 'actionSpace'>,
): void {
  if (typeof columns !== 'object' || (columns as ActedColumns | null) === null) {
    throw new TypeError(
      `columns: got ${describe(columns)}, expected { observations, actions, logProbs }, such as a RolloutBuffer`,
    );
  }
  const { observations, actions, logProbs } = columns;
  requireTyped('columns.observations', observations);
  requireTyped('columns.actions', actions);
  requireTyped('columns.logProbs', logProbs);
  requireCount('first', first, 0);
  requireCount('rows', rows);
  if ((first + rows) * observationSize > observations.length || first + rows > logProbs.length) {
    throw new RangeError(
      `columns: rows ${first} to ${first + rows - 1} do not lie in ${observations.length} numbers of observations and ${logProbs.length} log-probabilities`,
    );
  }
  requireLast('columns.actions', actions, (first + rows) * actionWidth(actionSpace));
}

function requireLast(name: string, column: ArrayLike<number>, needed: number): void {
  if (column.length >= needed) return;
  throw new RangeError(`${name}: got ${column.length} elements, needs at least ${needed}`);
}

function requireTyped(name: string, column: unknown): void {
  if (isNumberView(column)) return;
  throw new TypeError(`${name}: got ${describe(column)}, expected a typed array, as RolloutBuffer has them`);
}

/** How many rows of `size` numbers there are. @throws TypeError unless it is an array, RangeError unless it holds whole rows, at least one */
export function countObservations(observations: ArrayLike<number>, size: number): number {
  requireArray('observations', observations, 0);
  const rows = observations.length / size;
  if (rows === 0 || !Number.isInteger(rows)) {
    requireLength('observations', observations, Math.max(1, Math.ceil(rows)) * size, `rows of ${size}`);
  }
  return rows;
}

/**
 * Actions as policies store them: whole numbers of the space, numbers strictly between 0 and 1 for a Beta policy, else any real ones.
 * @param rows how many actions there have to be, and `like` what says so
 * @throws RangeError that names the first action that is none
 */
export function requireActions(
  actions: ArrayLike<number>,
  rows: number,
  space: ActionSpace,
  distribution: ActionDistribution = 'gaussian',
  like = 'observations',
): void {
  requireArray('actions', actions, 0);
  requireLength('actions', actions, rows * actionWidth(space), like);
  if (isDiscrete(space)) {
    for (let i = 0; i < actions.length; i++) {
      const action = actions[i];
      if (typeof action === 'number' && action >= 0 && action < space.n && action % 1 === 0) continue;
      throw new RangeError(
        `actions[${i}]: got ${describe(action)}, must be a whole number in [0, ${space.n - 1}], counted from 0 as policies do`,
      );
    }
    return;
  }
  requireNumbers('actions', actions, { least: 0 });
  if (distribution !== 'beta') return;
  for (let i = 0; i < actions.length; i++) {
    if (actions[i] > 0 && actions[i] < 1) continue;
    throw new RangeError(
      `actions[${i}]: got ${actions[i]}, must lie strictly between 0 and 1, as a Beta policy stores actions`,
    );
  }
}

const ADVICE = 'lower learningRate or clip gradients with maxGradNorm';

/** The one error of a diverged training step, whatever the learner. @throws RangeError unless `value` is finite */
export function requireFiniteLoss(value: number): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(`training diverged: the loss or its gradient became ${value}; ${ADVICE}`);
}

const columns = ['oldLogProbs', 'oldValues', 'advantages', 'returns'] as const;

/** The square of a larger number overflows float32, in which one of the learners computes: both stop at the same one. */
const LARGEST = 1e18;

/** @returns the rows of the minibatch   @throws TypeError or RangeError that names the first column or number that cannot be trained on */
export function requireMinibatch(minibatch: Minibatch, learner: LearnerShape): number {
  if (typeof minibatch !== 'object' || (minibatch as Minibatch | null) === null) {
    throw new TypeError(
      `minibatch: got ${describe(minibatch)}, expected the columns that RolloutBuffer.gather returns`,
    );
  }
  requireArray('oldLogProbs', minibatch.oldLogProbs);
  const rows = minibatch.oldLogProbs.length;
  for (const name of columns) {
    requireArray(name, minibatch[name], 0);
    requireLength(name, minibatch[name], rows, 'oldLogProbs');
    requireTrainable(name, minibatch[name]);
  }
  requireArray('observations', minibatch.observations, 0);
  requireLength('observations', minibatch.observations, rows * learner.observationSize, 'oldLogProbs');
  requireActions(minibatch.actions, rows, learner.actionSpace, learner.config.actionDistribution, 'oldLogProbs');
  return rows;
}

function requireTrainable(name: string, column: Float32Array): void {
  let largest = 0;
  let check = 0;
  for (let b = 0; b < column.length; b++) {
    const value = column[b];
    check += value - value; // NaN for NaN and infinities, else 0
    if (value > largest) largest = value;
    else if (-value > largest) largest = -value;
  }
  if (check === 0 && largest <= LARGEST) return;
  const b = column.findIndex((value) => !(Math.abs(value) <= LARGEST));
  const value = column[b];
  if (!Number.isFinite(value)) throw new RangeError(`training diverged: ${name}[${b}] became ${value}; ${ADVICE}`);
  throw new RangeError(
    `training diverged: ${name}[${b}] became ${value}, whose square float32 cannot hold; ` +
      'scale rewards down (rewardScale, normalizeRewards), or lower learningRate',
  );
}

/** @param hasTwo two optimisers, of which one may step alone   @throws TypeError or RangeError that names the setting */
export function requireStepSettings(settings: StepSettings, hasTwo: boolean): void {
  if (typeof settings !== 'object' || (settings as StepSettings | null) === null) {
    throw new TypeError(
      `settings: got ${describe(settings)}, expected { learningRate }, such as { learningRate: 2.5e-4 }`,
    );
  }
  requireKnownOptions('settings', settings, ['learningRate', 'valueLearningRate', 'networks', 'klCoef']);
  const { learningRate, valueLearningRate, networks, klCoef } = settings;
  requireFloat32('learningRate', requireAtLeastZero('learningRate', learningRate));
  if (valueLearningRate !== undefined)
    requireFloat32('valueLearningRate', requireAtLeastZero('valueLearningRate', valueLearningRate));
  if (klCoef !== undefined) requireFloat32('klCoef', requireAtLeastZero('klCoef', klCoef));
  if (networks === undefined || networks === 'both') return;
  requireOneOf('networks', networks, ['both', 'policy', 'value']);
  if (hasTwo) return;
  throw new RangeError(
    `networks: got "${networks}", but one optimiser steps both networks here; give the configuration a valueLearningRate, or leave it out`,
  );
}

/** @throws TypeError or RangeError unless `parameters` are `count` finite numbers */
export function requireParameters(parameters: ArrayLike<number>, count: number): void {
  requireNumbers('parameters', parameters, { length: count, like: 'the manifest' });
}

/** @param sizes how many parameters each optimiser steps   @throws TypeError or RangeError that names the optimiser and what is wrong with it */
export function requireOptimizerState(state: OptimizerState, sizes: readonly number[]): void {
  requireArray('state', state, 0);
  if (state.length !== sizes.length) {
    throw new RangeError(`state: got ${state.length} optimisers, expected ${sizes.length}`);
  }
  for (let i = 0; i < state.length; i++) requireAdamState(`state[${i}]`, state[i], sizes[i]);
}
