import { total } from '../numbers/stats';
import { requireArray, requireBetween, requireNumbers, type NumberArray } from '../numbers/validate';
import { requireKnownOptions } from '../numbers/objects';
import { holm } from '../statistics/family';
import { rankSumP } from '../statistics/rankSum';
import type { Warning } from './diagnostics';

/** What is said of a worker whose episodes are not like those of the others. */
export interface WorkerWarning extends Warning {
  /** counted from 0 */
  readonly worker: number;
  /** mean return of its episodes, null if it has finished none */
  readonly mean: number | null;
  /** mean return of the episodes of all others */
  readonly others: number;
}

/** With fewer episodes a mean says too little. */
const FEWEST = 5;
/** So many episodes of every other worker make it strange that one has none. */
const MANY = 20;

/**
 * The spread of episode returns over workers as an alarm. All workers play the same task with the same policies, so their returns differ by
 * chance alone; one that differs beyond chance plays something else: a broken simulator, another version, other settings. Each worker is
 * compared with all the others together (rank sum test, so that the shape of the returns does not matter), with Holm's correction; the
 * strangest one is named and left out, and so on. Of two, either may be the strange one. One that finishes nothing while every other does hangs.
 * @param returns [workers][episodes] undiscounted returns of the same iterations, such as `workers.returnsByWorker()`, or by slot
 * @param options.chance of an alarm although nothing is wrong, over all workers together; default 0.01
 * @throws TypeError or RangeError unless these are two lists of finite numbers or more
 * Lesson: notebooks/13b-nothing-lost.ipynb.
 */
export function diagnoseWorkers(
  returns: readonly NumberArray[],
  options: { readonly chance?: number } = {},
): WorkerWarning[] {
  requireKnownOptions('diagnoseWorkers', options, ['chance']);
  const { chance = 0.01 } = options;
  requireBetween('chance', chance, 0, 1);
  requireArray('returns', returns, 2);
  returns.forEach((own, worker) => requireNumbers(`returns[${worker}]`, own, { least: 0 }));
  return [...silent(returns), ...different(returns, chance)];
}

function silent(returns: readonly NumberArray[]): WorkerWarning[] {
  const none = returns.flatMap((own, worker) => (own.length === 0 ? [worker] : []));
  if (none.length !== 1 || returns.some((own) => own.length > 0 && own.length < MANY)) return [];
  const [worker] = none;
  const others = returns.flatMap((own) => Array.from(own));
  return [
    {
      name: 'episodes',
      value: 0,
      threshold: MANY,
      source: 'rule of thumb',
      advice: `Worker ${worker} has finished no episode and every other at least ${MANY}: its environments hang, or never end; give them a time limit.`,
      worker,
      mean: null,
      others: total(others) / others.length,
    },
  ];
}

/** The strangest worker first: each is compared with all that have not been named before. */
function different(returns: readonly NumberArray[], chance: number): WorkerWarning[] {
  const warnings: WorkerWarning[] = [];
  let left = returns.flatMap((own, worker) => (own.length < FEWEST ? [] : [{ worker, own }]));
  while (left.length > 1) {
    const strange = strangest(left, chance);
    if (strange === null) break;
    warnings.push(strange);
    left = left.filter(({ worker }) => worker !== strange.worker);
  }
  return warnings;
}

function strangest(left: readonly { worker: number; own: NumberArray }[], chance: number): WorkerWarning | null {
  const compared = left.map(({ worker, own }) => {
    const others = left.flatMap((other) => (other.worker === worker ? [] : Array.from(other.own)));
    return { worker, mean: total(own) / own.length, others: total(others) / others.length, p: rankSumP(own, others) };
  });
  const corrected = holm(compared.map(({ p }) => p));
  const first = compared.reduce((best, { p }, i) => (p < compared[best].p ? i : best), 0);
  if (corrected[first] >= chance) return null;
  const { worker, mean, others } = compared[first];
  return { ...ofWorker(worker, corrected[first], chance), worker, mean, others };
}

const ofWorker = (worker: number, value: number, threshold: number): Warning => ({
  name: 'p of episodeReturns',
  value,
  threshold,
  source: 'rank sum test of this worker against the others, after Holm',
  advice:
    `Chance seldom sets a worker apart so far: compare worker ${worker}'s environment, its version and settings with those of the others, ` +
    'and play one of its fragments elsewhere: the same fragment must give the same result.',
});
