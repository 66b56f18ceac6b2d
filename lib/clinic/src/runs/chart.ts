import { healthyRun, plantedRun } from './run';
import type { TaskName } from '../ward/tasks';
import { caseOf, requireSeed } from '../ward/ward';
import type { TrainRecord } from 'ppo-lib';

/** What a patient's run recorded, with healthy runs of the same task to compare with. */
export interface PatientChart {
  readonly patient: number;
  readonly task: TaskName;
  readonly seed: number;
  readonly records: readonly TrainRecord[];
  /** the message of the error that ended the run early, or null */
  readonly stoppedBy: string | null;
  /** records of five healthy runs with other seeds: what is normal, and how much it varies */
  readonly healthy: readonly (readonly TrainRecord[])[];
}

const HEALTHY_SEEDS = [101, 102, 103, 104, 105];

const charts = new Map<string, Promise<PatientChart>>();
const references = new Map<TaskName, Promise<PatientChart['healthy']>>();

/** Runs a patient and five healthy programs; asked again, it answers at once. Rejects with RangeError if there is no such patient or seed. */
export async function chartOf(patient: number, seed = 1): Promise<PatientChart> {
  const { task } = caseOf(patient);
  requireSeed(seed);
  return remembered(charts, `${patient}/${seed}`, async () => {
    const { records, result } = await plantedRun({ patient, seed }).whole();
    return { patient, task, seed, records, stoppedBy: result.stoppedBy, healthy: await healthyRecords(task) };
  });
}

/** Records of healthy runs of a task, one list a seed. */
export function healthyRecords(task: TaskName): Promise<PatientChart['healthy']> {
  return remembered(references, task, async () => {
    const runs: (readonly TrainRecord[])[] = [];
    for (const seed of HEALTHY_SEEDS) runs.push((await healthyRun({ task, seed }).whole()).records);
    return runs;
  });
}

/** Computes once a key; a failure is not remembered. */
export function remembered<Key, Value>(
  memory: Map<Key, Promise<Value>>,
  key: Key,
  compute: () => Promise<Value>,
): Promise<Value> {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const value = compute();
  memory.set(key, value);
  value.catch(() => memory.delete(key));
  return value;
}
