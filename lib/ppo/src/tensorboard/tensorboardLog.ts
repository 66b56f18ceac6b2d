import { resolve } from 'node:path';
import type { Learner, LearnerFactory } from '../learner/learner';
import { describe } from '../numbers/validate';
import { RolloutBuffer } from '../training/buffer';
import { makeTfjsLearner } from '../training/defaultLearner';
import { Run } from '../training/run';
import { train, type Training, type TrainOptions, type TrainRecord, type TrainResult } from '../training/train';
import { EventFile } from './eventFile';
import { histogram, scalar, sessionEnd, sessionStart, type Hyperparameter } from './events';
import type { Field } from './protobuf';

/** A folder of runs that TensorBoard opens: `npm run tensorboard -- runs`, or `tensorboard --logdir runs`. */
export interface TensorboardLog {
  readonly directory: string;
  /**
   * As `train`, and every iteration is written down: all numbers of its record, histograms of the advantages, of the ratios after the
   * update and of the finished episodes, and the configuration as hyperparameters.
   * @param run name of the run, a folder; default "seed-1" and so on, by its seed
   */
  train(options?: TrainOptions, run?: string): Training;
  /**
   * Any record: every number and truth value in it becomes a point, at `timesteps` environment steps. For records of `trainMany`, or of
   * other algorithms.
   */
  write(run: string, record: object): void;
  /** Closes the files. Everything written is on the disk before. */
  close(): void;
}

/**
 * Writes runs as TensorBoard's event files: no server and no package, only files. A run with a name that is there already gets a further
 * file in the same folder, as a resumed run should.
 * @throws TypeError if the directory or the name of a run is none
 * @example
 * const log = tensorboardLog('runs');
 * for (const seed of [1, 2, 3]) await log.train({ config: 'fast', learner: compiledLearner, seed }).result;
 * log.close();
 */
export function tensorboardLog(directory: string): TensorboardLog {
  if (typeof directory !== 'string' || directory === '') {
    throw new TypeError(`directory: got ${describe(directory)}, expected the name of a folder, such as "runs"`);
  }
  const files = new Map<string, EventFile>();
  const fileOf = (run: string): EventFile => {
    requireRun(run);
    const file = files.get(run) ?? new EventFile(resolve(directory, run));
    files.set(run, file);
    return file;
  };
  return {
    directory: resolve(directory),
    train(options = {}, run = nameOf(options)) {
      requireRun(run);
      return new Run((signal) => written(() => fileOf(run), { ...options, signal }), options.signal);
    },
    write(run, record) {
      if (typeof record !== 'object' || (record as object | null) === null) {
        throw new TypeError(`record: got ${describe(record)}, expected a record that train or trainMany gave`);
      }
      fileOf(run).write(stepOf(record), scalarsOf(record));
    },
    close() {
      for (const file of files.values()) file.close();
      files.clear();
    },
  };
}

function nameOf(options: TrainOptions): string {
  if (typeof options === 'object' && (options as TrainOptions | null) !== null)
    return `seed-${String(options.resume?.seed ?? options.seed ?? 1)}`;
  throw new TypeError(`options: got ${describe(options)}, expected an object of options of train`);
}

function requireRun(run: unknown): void {
  if (typeof run === 'string' && /^[^/\\]+$/.test(run) && run !== '..') return;
  throw new TypeError(`run: got ${describe(run)}, expected a name without slashes, such as "seed-1"`);
}

/** The run as it is, with everything written down before it is handed on. */
async function* written(
  fileOf: () => EventFile,
  options: TrainOptions,
): AsyncGenerator<TrainRecord, TrainResult, void> {
  const seen: Seen = {};
  const training = train({
    ...options,
    learner: catching(options.learner, seen),
    buffer: keeping(options.buffer, seen),
  });
  let file: EventFile | null = null; // what is refused leaves no file
  let isGood = false;
  try {
    for await (const record of training) {
      if (file === null) tell((file = fileOf()), options, seen);
      file.write(record.timesteps, [...scalarsOf(record), ...histogramsOf(record, seen)]);
      yield record;
    }
    const result = await training.result;
    isGood = true;
    return result;
  } finally {
    file?.write(0, [sessionEnd(isGood, Date.now() / 1000)]);
  }
}

/** What of a run has been seen from outside. */
interface Seen {
  learner?: Learner;
  buffer?: RolloutBuffer;
}

function catching(given: TrainOptions['learner'], seen: Seen): Learner | LearnerFactory {
  if (typeof given === 'object') return (seen.learner = given);
  return async (setup) => (seen.learner = await (given ?? makeTfjsLearner)(setup));
}

const keeping =
  (given: TrainOptions['buffer'], seen: Seen): NonNullable<TrainOptions['buffer']> =>
  (options) =>
    (seen.buffer = given === undefined ? new RolloutBuffer(options) : given(options));

function tell(file: EventFile, { env, seed, resume }: TrainOptions, seen: Seen): void {
  const name = typeof env === 'function' ? 'a function' : (env ?? resume?.envId ?? 'CartPole-v1');
  const parameters = { ...seen.learner?.config, env: name, seed: resume?.seed ?? seed ?? 1 };
  file.write(0, [sessionStart(hyperparametersOf(parameters), Date.now() / 1000)]);
}

/** Lists and null as text: TensorBoard knows numbers, texts and truth values. */
function hyperparametersOf(config: object): Record<string, Hyperparameter> {
  const plain = (value: unknown): Hyperparameter =>
    typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string'
      ? value
      : JSON.stringify(value ?? null);
  return Object.fromEntries(Object.entries(config).map(([name, value]) => [name, plain(value)]));
}

const stepOf = (record: object): number => {
  const { timesteps = 0 } = record as { timesteps?: unknown };
  if (Number.isSafeInteger(timesteps) && Number(timesteps) >= 0) return Number(timesteps);
  throw new TypeError(`record.timesteps: got ${describe(timesteps)}, expected a whole number from 0`);
};

function scalarsOf(record: object): Field[] {
  return Object.entries(record).flatMap(([name, value]) =>
    typeof value === 'number' || typeof value === 'boolean' ? [scalar(`train/${name}`, Number(value))] : [],
  );
}

function histogramsOf({ episodeReturns, episodeLengths }: TrainRecord, { learner, buffer }: Seen): Field[] {
  const episodes = [
    ['rollout/episodeReturns', episodeReturns],
    ['rollout/episodeLengths', episodeLengths],
  ] as const;
  const ofEpisodes = episodes.flatMap(([tag, values]) => (values.length === 0 ? [] : [histogram(tag, values)]));
  if (learner === undefined || buffer === undefined) return ofEpisodes;
  const { logProbs } = learner.evaluate(buffer.observations, buffer.actions);
  const ratios = Float64Array.from(logProbs, (logProb, i) => Math.exp(logProb - buffer.logProbs[i]));
  return [...ofEpisodes, histogram('rollout/advantages', buffer.advantages), histogram('update/ratios', ratios)];
}
