import {
  type Learner,
  type LearnerSetup,
  train,
  type TrainingEnv,
  type TrainOptions,
  type TrainRecord,
  type TrainResult,
} from 'ppo-lib';
import { defects, partsOf } from '../defects/defects';
import { clinicTasks, makeTaskEnv, type TaskName } from '../ward/tasks';
import { caseOf, type Case } from '../ward/ward';

export interface PlantedRunOptions {
  /** number of the patient, see `patients` */
  readonly patient: number;
  /** default 1 */
  readonly seed?: number;
  readonly signal?: AbortSignal;
  readonly stopAt?: TrainOptions['stopAt'];
}

/** What is known of a run after its end. */
export interface PlantedResult extends Pick<
  TrainResult,
  'seed' | 'iterations' | 'timesteps' | 'gradientSteps' | 'episodes' | 'meanReturn100' | 'interrupted'
> {
  /** the message of the error that ended the run early, or null */
  readonly stoppedBy: string | null;
}

/**
 * Trains one patient of the planted-bug lab: a real run of a real program that may have one defect. Yields the records of `train`;
 * an error of the program ends the run and is told in the result. Takes less than a second. Lesson: notebooks/08-diagnostics.ipynb.
 * @throws RangeError if there is no such patient
 * @example const { records } = await run((signal) => plantedRun({ patient: 3, signal }), { id: 'patient-3', alt: '...' }); // notebook-kit
 */
export function plantedRun(options: PlantedRunOptions): AsyncGenerator<TrainRecord, PlantedResult, void> {
  return runCase(caseOf(options.patient), options);
}

/** The same program without a defect, to compare with. @example const band = await recordsOf(healthyRun({ task: 'CartPole', seed: 11 })); */
export function healthyRun(
  options: Omit<PlantedRunOptions, 'patient'> & { readonly task: TaskName },
): AsyncGenerator<TrainRecord, PlantedResult, void> {
  if (!Object.hasOwn(clinicTasks, options.task)) {
    throw new RangeError(`task: got "${options.task}", the lab has ${Object.keys(clinicTasks).join(' and ')}`);
  }
  return runCase({ bug: 'healthy', task: options.task }, options);
}

/** Runs a generator of records to its end. @returns all records and what the generator returned */
export async function recordsOf<Result>(
  generator: AsyncGenerator<TrainRecord, Result, void>,
): Promise<{ readonly records: readonly TrainRecord[]; readonly result: Result }> {
  const records: TrainRecord[] = [];
  for (;;) {
    const next = await generator.next();
    if (next.done) return { records, result: next.value };
    records.push(next.value);
  }
}

/** Options with the parts that a defect may replace, always given. */
export interface CaseOptions extends TrainOptions {
  readonly learner: (setup: LearnerSetup) => Learner;
  readonly buffer: NonNullable<TrainOptions['buffer']>;
}

/** What `train` needs to run a case. @param watch put around the environments, beneath whatever the defect does to them */
export function optionsOf({ bug, task }: Case, watch: (env: TrainingEnv) => TrainingEnv = (env) => env): CaseOptions {
  const { env, copyObservations, buffer: Buffer, learner: Learner } = partsOf(defects[bug]);
  return {
    env: () => env(watch(makeTaskEnv(clinicTasks[task]))),
    config: clinicTasks[task].config,
    copyObservations,
    buffer: (options) => new Buffer(options),
    learner: (setup) => new Learner(setup),
  };
}

/** A run of a case whose program may break: then the error is part of what the run returns. */
export async function* runCase(
  one: Case,
  { seed = 1, signal, stopAt }: Omit<PlantedRunOptions, 'patient'>,
  options: TrainOptions = optionsOf(one),
): AsyncGenerator<TrainRecord, PlantedResult, void> {
  const given = { ...(signal === undefined ? {} : { signal }), ...(stopAt === undefined ? {} : { stopAt }) };
  const generator = train({ ...options, ...given, seed });
  let last: TrainRecord | null = null;
  try {
    for (;;) {
      const next = await generator.next();
      if (next.done) {
        next.value.learner.dispose();
        return resultOf(next.value);
      }
      last = next.value;
      yield last;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return brokenResult(last, seed, error.message);
  }
}

function resultOf(result: TrainResult): PlantedResult {
  const { seed, iterations, timesteps, gradientSteps, episodes, meanReturn100, interrupted } = result;
  return { seed, iterations, timesteps, gradientSteps, episodes, meanReturn100, interrupted, stoppedBy: null };
}

function brokenResult(last: TrainRecord | null, seed: number, stoppedBy: string): PlantedResult {
  const { iteration = 0, timesteps = 0, gradientSteps = 0, episodes = 0, meanReturn100 = null } = last ?? {};
  const counts = { iterations: iteration, timesteps, gradientSteps, episodes, meanReturn100 };
  return { seed, ...counts, interrupted: false, stoppedBy };
}
