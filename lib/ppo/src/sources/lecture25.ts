import { requireKnownOptions } from '../numbers/objects';
import { requireArray, requireCount, requireFinite, requireNumbers, requireObject } from '../numbers/validate';
import type { PpoConfig } from '../config/config';
import type { TrainRecord } from '../training/train';

/** One row of the file that Lecture 25's program writes; the columns carry its names, whatever they are. */
export interface LectureRow {
  /** the critic's mean squared error, the whole of it, on the last minibatch of the last pass */
  readonly loss_v: number;
  /** the actor's loss there, which already contains minus 0.01 times the entropy */
  readonly loss_act: number;
  /** the entropy there, in nats; not a loss */
  readonly loss_ent: number;
  /** the return of the episode */
  readonly reward: number;
}

const columns = ['loss_v', 'loss_act', 'loss_ent', 'reward'] as const;

/**
 * What Lecture 25's program logs of one iteration, which there is one episode.
 * @throws RangeError if not exactly one episode ended in the iteration: the preset has one environment and rollouts as long as an episode; TypeError or RangeError that names what is no number
 */
export function lectureRow(record: TrainRecord, config: PpoConfig): LectureRow {
  requireObject('record', record, 'a record, such as train yields');
  requireObject('config', config, "the run's configuration");
  const { episodeReturns, lastValueLoss, lastPolicyLoss, lastEntropy } = record;
  requireCount('record.iteration', record.iteration, 0);
  requireNumbers('record.episodeReturns', episodeReturns, { least: 0 });
  for (const name of ['lastValueLoss', 'lastPolicyLoss', 'lastEntropy'] as const) {
    requireFinite(`record.${name}`, record[name]);
  }
  requireFinite('config.entropyCoef', config.entropyCoef);
  if (episodeReturns.length !== 1) {
    throw new RangeError(
      `record.episodeReturns: got ${episodeReturns.length} episodes in iteration ${record.iteration}, expected 1; ` +
        'use one environment and numSteps equal to its time limit',
    );
  }
  return {
    loss_v: requireFinite('record.lastValueLoss, doubled', 2 * lastValueLoss),
    loss_act: lastPolicyLoss - config.entropyCoef * lastEntropy,
    loss_ent: lastEntropy,
    reward: episodeReturns[0],
  };
}

/**
 * The file as the lecture's pandas writes it: a line with the names, then one line per episode, every number in full.
 * @throws TypeError or RangeError that names the row and column that is no finite number
 */
export function lectureCsv(rows: readonly LectureRow[]): string {
  requireArray('rows', rows, 0, 'a list of what lectureRow gives');
  for (let i = 0; i < rows.length; i++) {
    requireObject(`rows[${i}]`, rows[i], 'what lectureRow gives');
    requireKnownOptions(`rows[${i}]`, rows[i], columns);
    for (const name of columns) requireFinite(`rows[${i}].${name}`, rows[i][name]);
  }
  const lines = rows.map((row) => columns.map((name) => String(row[name])).join(','));
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}
