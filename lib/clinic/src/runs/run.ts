import {
  type Learner,
  type LearnerSetup,
  Run,
  train,
  type TrainingEnv,
  type TrainOptions,
  type TrainRecord,
  type TrainResult,
} from 'ppo-lib';
import { defects, partsOf } from '../defects/defects';
import { clinicTasks, makeTaskEnv, type TaskName } from '../ward/tasks';
import { caseOf, type Case, requireFields, requireSeed } from '../ward/ward';

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

/** A run of the ward: iterate over it for its records, await `result`. */
export type PlantedRun = Run<TrainRecord, PlantedResult>;

/**
 * Trains one patient of the planted-bug lab: a real run of a real program that may have one defect. Yields the records of `train`;
 * an error of the program ends the run and is told in the result. Takes less than a second. Lesson: notebooks/08-diagnostics.ipynb.
 * @throws RangeError if there is no such patient or no such seed; TypeError for an unknown option
 * @example const { records } = await run((signal) => plantedRun({ patient: 3, signal }), { id: 'patient-3', alt: '...' }); // notebook-kit
 */
export function plantedRun(options: PlantedRunOptions): PlantedRun {
  requireFields(options, 'plantedRun', ['patient', ...RUN_OPTIONS]);
  return runCase(caseOf(options.patient), options);
}

const RUN_OPTIONS = ['seed', 'signal', 'stopAt'];

/** The same program without a defect, to compare with. @example for await (const record of healthyRun({ task: 'CartPole', seed: 11 })) ... */
export function healthyRun(options: Omit<PlantedRunOptions, 'patient'> & { readonly task: TaskName }): PlantedRun {
  requireFields(options, 'healthyRun', ['task', ...RUN_OPTIONS]);
  if (!Object.hasOwn(clinicTasks, options.task)) {
    throw new RangeError(`task: got "${String(options.task)}", the lab has ${Object.keys(clinicTasks).join(' and ')}`);
  }
  return runCase({ bug: 'healthy', task: options.task }, options);
}

/** Options with the parts that a defect may replace, always given. */
export interface CaseOptions extends TrainOptions {
  readonly learner: (setup: LearnerSetup) => Learner;
  readonly buffer: NonNullable<TrainOptions['buffer']>;
}

/** What `train` needs to run a case. @param watch put around the environments, beneath whatever the defect does to them */
export function optionsOf({ bug, task }: Case, watch: (env: TrainingEnv) => TrainingEnv = (env) => env): CaseOptions {
  const { env, buffer: Buffer, learner: Learner } = partsOf(defects[bug]);
  return {
    env: () => env(watch(makeTaskEnv(clinicTasks[task]))),
    config: clinicTasks[task].config,
    buffer: (options) => new Buffer(options),
    learner: (setup) => new Learner(setup),
  };
}

/** A run of a case whose program may break: then the error is part of what the run returns. */
export function runCase(
  one: Case,
  { seed = 1, signal, stopAt }: Omit<PlantedRunOptions, 'patient'>,
  options: TrainOptions = optionsOf(one),
): PlantedRun {
  requireSeed(seed); // a wrong seed is no defect of the program, nor is a wrong reason to stop
  requireStopAt(stopAt);
  const given = stopAt === undefined ? options : { ...options, stopAt };
  return new Run((stop) => recordsOf({ ...given, seed, signal: stop }), signal);
}

function requireStopAt(stopAt: TrainOptions['stopAt']): void {
  if (stopAt === undefined) return;
  requireFields(stopAt, 'stopAt', ['meanReturn100', 'timesteps', 'iterations']);
  for (const [name, value] of Object.entries(stopAt)) {
    const isCount = name === 'meanReturn100' || (Number.isInteger(value) && value > 0);
    if (value === undefined || (isCount && Number.isFinite(value))) continue;
    const what = name === 'meanReturn100' ? 'a finite number' : 'a whole number of at least 1';
    throw new RangeError(`stopAt.${name}: got ${String(value)}, must be ${what}`);
  }
}

async function* recordsOf(
  options: TrainOptions & { readonly seed: number },
): AsyncGenerator<TrainRecord, PlantedResult, void> {
  const training = train(options);
  let last: TrainRecord | null = null;
  try {
    for await (const record of training) {
      last = record;
      yield record;
    }
    const result = await training.result;
    result.learner.dispose();
    return resultOf(result);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return brokenResult(last, options.seed, error.message);
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
