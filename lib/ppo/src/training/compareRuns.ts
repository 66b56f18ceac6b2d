import { requireArray, requireCount, requireNumbers, requireObject } from '../numbers/validate';
import type { TrainRecord } from './train';

/** What the two learners' runs are compared by: the episodes, because other actions make other episodes. */
type Episodes = Pick<TrainRecord, 'iteration' | 'episodeReturns' | 'episodeLengths'>;

/**
 * The first iteration in which two runs of the same seed acted differently, seen by the episodes that ended in it; null if there is none
 * as far as both go. Learners that agree to float32 rounding act alike at first, until one rounding tips one action.
 * @throws TypeError or RangeError that names the record unless both are lists of records, such as `train` yields
 */
export function firstDifferingIteration(a: readonly Episodes[], b: readonly Episodes[]): number | null {
  requireRecords('a', a);
  requireRecords('b', b);
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const same = isEqual(a[i].episodeReturns, b[i].episodeReturns) && isEqual(a[i].episodeLengths, b[i].episodeLengths);
    if (!same) return a[i].iteration;
  }
  return null;
}

function requireRecords(name: string, records: readonly Episodes[]): void {
  requireArray(name, records, 0, 'a list of records, such as train yields');
  for (let i = 0; i < records.length; i++) {
    const record = records[i];
    requireObject(`${name}[${i}]`, record, 'a record of train');
    requireCount(`${name}[${i}].iteration`, record.iteration, 0);
    requireNumbers(`${name}[${i}].episodeReturns`, record.episodeReturns, { least: 0 });
    const { length } = record.episodeReturns;
    requireNumbers(`${name}[${i}].episodeLengths`, record.episodeLengths, { length, like: 'episodeReturns' });
  }
}

function isEqual(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
