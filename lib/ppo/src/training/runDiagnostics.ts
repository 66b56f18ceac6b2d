import { requireKnownOptions } from '../numbers/objects';
import { total } from '../numbers/stats';
import { requireArray, requireCount } from '../numbers/validate';
import { diagnose, requireRecord, type DiagnosedRecord, type RelativeDiagnosed, type Warning } from './diagnostics';
import type { TrainRecord } from './state';

/** The part of a `TrainRecord` that `diagnoseRun` reads. */
export type RunRecord = DiagnosedRecord & Pick<TrainRecord, 'meanReturn100' | 'valueLoss' | 'epochs'>;

/** The same of a relative of `train`. */
export type RelativeRunRecord = RelativeDiagnosed & Pick<TrainRecord, 'meanReturn100' | 'valueLoss'>;

const isRelative = (record: RunRecord | RelativeRunRecord): record is RelativeRunRecord => 'algorithm' in record;

/**
 * Reads the records of a run, oldest first, and says what looks wrong, the surest faults first: `diagnose` on the means of the latest
 * records (its ratio rules on the extremes of the whole run), then what only a history shows: an update that moves nothing, a return
 * that has been lost again, a value loss that grows.
 * @param options.window how many of the latest records are averaged; default 10
 * @throws RangeError if there are no records or the window is no whole number above 0; TypeError if one of them is no record
 * Lesson: notebooks/08-diagnostics.ipynb.
 */
export function diagnoseRun(
  records: readonly RunRecord[] | readonly RelativeRunRecord[],
  options: { readonly window?: number } = {},
): Warning[] {
  requireKnownOptions('diagnoseRun', options, ['window']);
  const window = requireCount('window', options.window ?? 10);
  requireArray('records', records, 0, 'an array of records that train yielded');
  for (let i = 0; i < records.length; i++) requireRecord(`records[${i}]`, records[i]);
  if (records.length === 0) throw new RangeError('records: got none; pass the records that train yielded');
  const latest: (RunRecord | RelativeRunRecord)[] = records.slice(-window);
  const ofHistory = [...lostReturn(records), ...growingValueLoss(records, window)];
  if (latest.every(isRelative)) return [...diagnose(averageOfRelative(latest)), ...ofHistory];
  const all = records as readonly RunRecord[];
  const own = all.slice(-window);
  const summary: DiagnosedRecord = {
    ...averageOf(own),
    firstRatioMin: smallest(all.map((record) => record.firstRatioMin)),
    firstRatioMax: largest(all.map((record) => record.firstRatioMax)),
  };
  return [...diagnose(summary), ...noMovement(own), ...ofHistory];
}

/** The means of the latest records. */
function averageOfRelative(records: readonly RelativeRunRecord[]): RelativeDiagnosed {
  const { algorithm, iteration } = records[records.length - 1];
  const meanOf = (read: (record: RelativeRunRecord) => number): number => total(records.map(read)) / records.length;
  const gradNorm = meanOf((record) => record.gradNorm);
  return { algorithm, iteration, gradNorm, explainedVariance: meanOf((record) => record.explainedVariance ?? 0) };
}

// Not Math.min(...values): a call takes some 100,000 arguments, and a run may have more records.
const smallest = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity);
const largest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

function averageOf(records: readonly RunRecord[]): DiagnosedRecord {
  const average = { ...records[records.length - 1] };
  const averaged = ['approxKl', 'clipFraction', 'deadFraction', 'entropy', 'explainedVariance', 'gradNorm'] as const;
  for (const name of averaged) average[name] = total(records.map((record) => record[name])) / records.length;
  const clipped = records.map(({ clippedActionFraction = 0 }) => clippedActionFraction);
  return { ...average, clippedActionFraction: total(clipped) / records.length };
}

function noMovement(latest: readonly RunRecord[]): Warning[] {
  const moves = latest.some((record) => record.approxKl !== 0 || record.epochs < 2);
  if (moves) return [];
  const advice =
    'After the first step of an update the policy must differ from the one that acted. Either nothing is learned (all advantages 0, ' +
    'learningRate 0, a policy that is certain everywhere), or the policy is compared with itself: freeze the old log-probabilities.';
  return [{ name: 'approxKl', value: 0, threshold: 0, source: 'identity: KL = 0 only for equal policies', advice }];
}

function lostReturn(records: readonly Pick<RunRecord, 'meanReturn100'>[]): Warning[] {
  const returns = records.flatMap(({ meanReturn100 }) => (meanReturn100 === null ? [] : [meanReturn100]));
  if (returns.length < 2) return [];
  const best = largest(returns);
  const threshold = (returns[0] + best) / 2;
  const value = returns[returns.length - 1];
  if (best <= returns[0] || value >= threshold) return [];
  const advice =
    'More than half of what had been learned is gone: find the update with the largest KL before the fall.';
  return [{ name: 'meanReturn100', value, threshold, source: 'rule of thumb: half of the best gain', advice }];
}

function growingValueLoss(records: readonly Pick<RunRecord, 'valueLoss'>[], window: number): Warning[] {
  if (records.length < 2 * window) return [];
  const average = (start: number): number =>
    total(records.slice(start, start + window).map((record) => record.valueLoss)) / window;
  const starts = Array.from({ length: records.length - window + 1 }, (_, start) => start);
  const threshold = 10 * smallest(starts.map(average));
  const value = average(records.length - window);
  if (value <= threshold) return [];
  const advice =
    'The critic loses its target: scale rewards down (rewardScale) or normalise them, lower learningRate or valueCoef. Growing returns ' +
    'explain a growing loss: compare it with the square of the return.';
  return [{ name: 'valueLoss', value, threshold, source: 'rule of thumb: ten times its best', advice }];
}
