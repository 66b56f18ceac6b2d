import { requireOneOf } from '../config/choices';
import { requireFlags } from '../numbers/flags';
import { requireAtLeastZero, requireFloats, requireNoOverflow } from '../numbers/floats';
import { requireKnownOptions } from '../numbers/objects';
import {
  requireArray,
  requireBetween,
  requireFinite,
  requireLength,
  requireNumbers,
  requirePositive,
  type NumberArray,
} from '../numbers/validate';
import * as values from './qNumbers';
import * as sac from './sacNumbers';

/**
 * The numbers of `qNumbers` and `sacNumbers` for who calls them by hand: each argument is checked, and so is what comes out. Training calls
 * the loops themselves, whose numbers its learners have checked, and says "training diverged" where they end.
 */

/** Columns that have to be numbers, as many as `rows`. */
function requireColumns<Name extends string>(
  input: Readonly<Record<Name, NumberArray>>,
  names: readonly Name[],
  rows: number,
  like: string,
): void {
  for (const name of names) requireNumbers(name, input[name], { length: rows, like });
}

function requireRoom(name: string, values: NumberArray, length: number, like: string): void {
  requireFloats(name, values);
  requireLength(name, values, length, like);
}

/** Finite numbers can have a product that is none. @throws RangeError that names the result */
function requireResult<Numbers extends NumberArray>(name: string, values: Numbers): Numbers {
  for (let i = 0; i < values.length; i++) requireNoOverflow(name, values[i]);
  return values;
}

/** @throws TypeError or RangeError that names the argument */
export const qTargets: typeof values.qTargets = (input) => {
  requireKnownOptions('qTargets', input, ['rewards', 'ended', 'nextQValues', 'chooser', 'gamma']);
  const { rewards, ended, nextQValues, chooser = nextQValues, gamma } = input;
  requireNumbers('rewards', rewards);
  requireFlags('ended', ended, rewards.length, 'rewards');
  requireTable('nextQValues', nextQValues, rewards.length, 'rewards');
  requireNumbers('chooser', chooser, { length: nextQValues.length, like: 'nextQValues' });
  requireBetween('gamma', gamma, 0, 1);
  return requireResult('rewards, nextQValues', values.qTargets(input));
};

/** [B,A], a whole number of columns. */
function requireTable(name: string, table: NumberArray, rows: number, like: string): void {
  requireNumbers(name, table);
  if (table.length % rows === 0) return;
  throw new RangeError(`${name}: got ${table.length} elements, must be a multiple of the ${rows} of ${like}`);
}

/** @throws TypeError or RangeError that names the argument */
export const qGradient: typeof values.qGradient = (input, gradient) => {
  requireKnownOptions('qGradient', input, ['qValues', 'actions', 'targets', 'form']);
  const { qValues, actions, targets, form } = input;
  requireOneOf('form', form, ['huber', 'squared']);
  requireNumbers('targets', targets);
  requireTable('qValues', qValues, targets.length, 'targets');
  requireRoom('gradient', gradient, qValues.length, 'qValues');
  requireArray('actions', actions);
  requireLength('actions', actions, targets.length, 'targets');
  const numActions = qValues.length / targets.length;
  for (let b = 0; b < actions.length; b++) {
    requireBetween(`actions[${b}]`, actions[b], 0, numActions - 1);
    if (!Number.isInteger(actions[b])) throw new RangeError(`actions[${b}]: got ${actions[b]}, must be a whole number`);
  }
  const loss = requireNoOverflow('qValues, targets', values.qGradient(input, gradient));
  requireResult('gradient', gradient);
  return loss;
};

/** @throws TypeError or RangeError that names the argument */
export const drawSquashed: typeof sac.drawSquashed = (outputs, noise, halves, into) => {
  requireNumbers('halves', halves);
  for (let k = 0; k < halves.length; k++) requirePositive(`halves[${k}]`, halves[k]);
  requireDraw('into', into, halves.length);
  const components = into.logProbs.length * halves.length;
  requireNumbers('outputs', outputs, { length: 2 * components, like: '2 k numbers per row' });
  requireNumbers('noise', noise, { length: components, like: 'k numbers per row' });
  sac.drawSquashed(outputs, noise, halves, into);
  for (const name of drawNames) requireResult(`outputs, noise: ${name}`, into[name]);
};

const drawNames = ['actions', 'squashed', 'logProbs'] as const;

function requireDraw(name: string, draw: sac.SquashedDraw, size: number): void {
  requireKnownOptions(name, draw, drawNames);
  for (const part of drawNames) requireFloats(`${name}.${part}`, draw[part]);
  requireArray(`${name}.logProbs`, draw.logProbs);
  for (const part of ['actions', 'squashed'] as const)
    requireLength(`${name}.${part}`, draw[part], draw.logProbs.length * size, `${name}.logProbs times the action size`);
}

/** @throws TypeError or RangeError that names the argument */
export const sacTargets: typeof sac.sacTargets = (input) => {
  const columns = ['nextQ1', 'nextQ2', 'nextLogProbs'] as const;
  requireKnownOptions('sacTargets', input, ['rewards', 'ended', ...columns, 'temperature', 'gamma']);
  requireNumbers('rewards', input.rewards);
  requireFlags('ended', input.ended, input.rewards.length, 'rewards');
  requireColumns(input, columns, input.rewards.length, 'rewards');
  requireAtLeastZero('temperature', input.temperature);
  requireBetween('gamma', input.gamma, 0, 1);
  return requireResult('rewards, nextQ1, nextQ2, nextLogProbs, temperature', sac.sacTargets(input));
};

/** @throws TypeError or RangeError that names the argument */
export const criticGradient: typeof sac.criticGradient = (q, targets, gradient) => {
  requireNumbers('targets', targets);
  requireNumbers('q', q, { length: targets.length, like: 'targets' });
  requireRoom('gradient', gradient, targets.length, 'targets');
  return requireNoOverflow('q, targets', sac.criticGradient(q, targets, gradient));
};

/** @throws TypeError or RangeError that names the argument */
export const actorLoss: typeof sac.actorLoss = (input, q1Gradient, q2Gradient) => {
  requireKnownOptions('actorLoss', input, ['logProbs', 'q1', 'q2', 'temperature']);
  requireNumbers('logProbs', input.logProbs);
  const rows = input.logProbs.length;
  requireColumns(input, ['q1', 'q2'], rows, 'logProbs');
  requireAtLeastZero('temperature', input.temperature);
  requireRoom('q1Gradient', q1Gradient, rows, 'logProbs');
  requireRoom('q2Gradient', q2Gradient, rows, 'logProbs');
  return requireNoOverflow('logProbs, q1, q2, temperature', sac.actorLoss(input, q1Gradient, q2Gradient));
};

/** @throws TypeError or RangeError that names the argument */
export const actorGradient: typeof sac.actorGradient = (input, gradient) => {
  requireKnownOptions('actorGradient', input, ['outputs', 'noise', 'draw', 'ofSquashed', 'temperature']);
  const { outputs, noise, draw, ofSquashed, temperature } = input;
  requireNumbers('noise', noise);
  const components = noise.length;
  requireNumbers('outputs', outputs, { length: 2 * components, like: '2 k numbers per row' });
  requireNumbers('ofSquashed', ofSquashed, { length: components, like: 'noise' });
  requireKnownOptions('draw', draw, drawNames);
  requireNumbers('draw.logProbs', draw.logProbs);
  const size = components / draw.logProbs.length;
  if (!Number.isInteger(size))
    throw new RangeError(`draw.logProbs: got ${draw.logProbs.length} rows for ${components} numbers of noise`);
  requireDraw('draw', draw, size);
  for (const part of ['actions', 'squashed'] as const) requireNumbers(`draw.${part}`, draw[part]);
  requireAtLeastZero('temperature', temperature);
  requireRoom('gradient', gradient, outputs.length, 'outputs');
  sac.actorGradient(input, gradient);
  requireResult('outputs, noise, draw, ofSquashed, temperature', gradient);
};

/** @throws TypeError or RangeError that names the argument */
export const temperatureGradient: typeof sac.temperatureGradient = (logProbs, targetEntropy, logTemperature) => {
  requireNumbers('logProbs', logProbs);
  requireFinite('targetEntropy', targetEntropy);
  requireFinite('logTemperature', logTemperature);
  return requireNoOverflow(
    'logProbs, targetEntropy, logTemperature',
    sac.temperatureGradient(logProbs, targetEntropy, logTemperature),
  );
};
