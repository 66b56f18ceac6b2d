import type { BugId } from './catalogue';
import { Random } from 'ppo-lib';
import type { TaskName } from './tasks';

/** What is wrong with a patient, and on which task it shows. */
export interface Case {
  readonly bug: BugId;
  readonly task: TaskName;
}

const onCartPole: readonly BugId[] = [
  'advantage-scale',
  'advantage-sign',
  'aliased-observation',
  'critic-untrained',
  'cut-bootstrap',
  'done-shifted',
  'entropy-sign',
  'healthy',
  'kl-detached',
  'learning-rate',
  'minibatch-index',
  'nan',
  'ratio-recomputed',
  'terminal-bootstrap',
  'value-broadcast',
];
const onPendulum: readonly BugId[] = ['clipped-action', 'healthy', 'std-frozen', 'truncation-bootstrap'];

const cases: readonly Case[] = [
  ...onCartPole.map((bug) => ({ bug, task: 'CartPole' }) as const),
  ...onPendulum.map((bug) => ({ bug, task: 'Pendulum' }) as const),
];

/** Who lies in which bed: drawn, so that reading this file does not tell. */
const beds = new Random(20, 'planted bugs').permutation(cases.length);

/** A patient of the lab: its number, and the task that its program is trained on. */
export interface Patient {
  readonly patient: number;
  readonly task: TaskName;
}

/** All patients, numbered from 1. */
export const patients: readonly Patient[] = Array.from(beds, (bed, i) => ({ patient: i + 1, task: cases[bed].task }));

/** @throws RangeError unless `patient` is the number of one */
export function caseOf(patient: number): Case {
  if (!Number.isInteger(patient) || patient < 1 || patient > cases.length) {
    throw new RangeError(`patient: got ${String(patient)}, the lab has patients 1 to ${cases.length}`);
  }
  return cases[beds[patient - 1]];
}

/** @throws RangeError unless `seed` is a whole number from 0 that arithmetic keeps exact */
export function requireSeed(seed: unknown): asserts seed is number {
  if (Number.isSafeInteger(seed) && (seed as number) >= 0) return;
  throw new RangeError(`seed: got ${String(seed)}, expected a whole number from 0, e.g. 1`);
}

/**
 * Throws TypeError unless `options` is an object with no other fields than these.
 * @param where  starts the message, e.g. plantedRun
 */
export function requireFields(options: unknown, where: string, fields: readonly string[]): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new TypeError(`${where}: expected an object { ${fields.join(', ')} }, got ${String(options)}`);
  const unknown = Object.keys(options).find((field) => !fields.includes(field));
  if (unknown !== undefined)
    throw new TypeError(`${where}: there is no option '${unknown}'; it takes ${fields.join(', ')}`);
}
