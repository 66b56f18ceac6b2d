import { setMaxListeners } from 'node:events';
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import Piscina from 'piscina';
import { Run } from '../training/run';
import { pageHost } from '../workers/page';
import type { SeedTask } from './trainManyWorker';
import {
  checkAlgorithm,
  failureOf,
  trainSeed,
  type AlgorithmName,
  type Algorithms,
  type SeedFailure,
  type SeedOptions,
  type SeedRun,
} from './trainSeed';
import { describe, requireArray, requireCount } from '../numbers/validate';
import { requireKnownOptions } from '../numbers/objects';
import { checkStopAt } from '../training/options';

export interface TrainManyOptions<A extends AlgorithmName = 'ppo'> extends SeedOptions<A> {
  /** one run each, e.g. [1, 2, 3]; no seed twice */
  readonly seeds: readonly number[];
  /** worker threads; default: as many as there are processors, at most one per seed. 0 trains in this thread, one after the other */
  readonly workers?: number;
  /** when it aborts, running seeds finish their iteration, waiting ones are not begun, and what there is is returned */
  readonly signal?: AbortSignal;
}

/** What `trainMany` yields: some new records of one seed, or the end of one. */
export interface ManyProgress<A extends AlgorithmName = 'ppo'> {
  readonly seed: number;
  /** what this seed has learned since its last message, oldest first */
  readonly records: readonly Algorithms[A]['record'][];
  /** whether this seed is done, for better or worse */
  readonly ended: boolean;
  /** seeds that are done, and seeds in all */
  readonly numEnded: number;
  readonly numSeeds: number;
}

export interface ManyResult<A extends AlgorithmName = 'ppo'> {
  /** the runs that came to an end, in the order of `seeds` */
  readonly runs: readonly SeedRun<A>[];
  /** the seeds that did not, with what went wrong and what they had learned, in the order of `seeds` */
  readonly failures: readonly SeedFailure[];
  /** seeds that an interrupt kept from starting */
  readonly notStarted: readonly number[];
  readonly interrupted: boolean;
}

const optionNames = [
  'seeds',
  'workers',
  'signal',
  'algorithm',
  'env',
  'config',
  'stopAt',
  'learner',
] as const satisfies readonly (keyof TrainManyOptions)[];

type Outcome<A extends AlgorithmName> = SeedRun<A> | SeedFailure | 'not started';

/**
 * Trains many seeds on worker threads. A seed's run is the same, to the last bit, however many workers there are. A seed that fails is
 * reported by its number, and the others go on.
 * @throws RangeError if seeds are missing, doubled or no whole numbers; TypeError if `env` is a function, which cannot travel
 * @example
 * const { runs, failures } = await trainMany({ config: 'fast', seeds: [1, 2, 3, 4], stopAt: { meanReturn100: 475 } }).result;
 */
export function trainMany<A extends AlgorithmName = 'ppo'>(
  options: TrainManyOptions<A>,
): Run<ManyProgress<A>, ManyResult<A>> {
  requireKnownOptions('trainMany', options, optionNames);
  const { signal, ...rest } = options; // a signal cannot travel to another thread
  return new Run((interrupt) => progressOf(rest as TrainManyOptions<A>, interrupt), signal);
}

async function* progressOf<A extends AlgorithmName>(
  options: TrainManyOptions<A>,
  interrupt: AbortSignal,
): AsyncGenerator<ManyProgress<A>, ManyResult<A>, void> {
  checkOptions(options);
  const { seeds, workers: asked = Math.min(availableParallelism(), seeds.length), ...rest } = options;
  const workers = pageHost() === undefined ? asked : 0; // a page has no threads of Node; the runs are the same
  const shared: SeedOptions<A> = rest;
  const news = new News<Algorithms[A]['record']>();
  const pool = workers > 0 ? makePool(workers) : null;
  setMaxListeners(Math.max(10, workers + 1), interrupt); // one for each running seed: no leak, which Node suspects from eleven on
  const outcomes = new Map<number, Outcome<A>>();
  const start = (seed: number): Promise<SeedRun<A> | SeedFailure> =>
    pool === null
      ? trainSeed(shared, seed, interrupt, (record) => news.add({ seed, records: [record] }))
      : runInPool(pool, shared, seed, interrupt, (records) => news.add({ seed, records }));
  const finish = async (seed: number): Promise<void> => {
    const outcome = interrupt.aborted
      ? 'not started'
      : await start(seed).catch((error: unknown) => failureOf(seed, error));
    outcomes.set(seed, outcome);
    news.add({ seed, records: [] });
  };
  try {
    const queue = [...seeds];
    const takeTurns = async (): Promise<void> => {
      for (let seed = queue.shift(); seed !== undefined; seed = queue.shift()) await finish(seed);
    };
    const all = Promise.all(Array.from({ length: Math.max(1, workers) }, takeTurns));
    while (outcomes.size < seeds.length || news.length > 0) {
      const { seed, records } = await news.next();
      const ended = records.length === 0;
      yield { seed, records, ended, numEnded: outcomes.size, numSeeds: seeds.length };
    }
    await all;
    return summary(seeds, outcomes, interrupt.aborted);
  } finally {
    await pool?.destroy();
  }
}

function checkOptions(options: TrainManyOptions<AlgorithmName>): void {
  const { seeds, workers = 0, env, stopAt } = options;
  checkAlgorithm(options);
  requireArray('seeds', seeds);
  for (let i = 0; i < seeds.length; i++) {
    // a hole would never be trained, and waited for for ever; what is a number but no seed fails by itself, as one seed of many
    if (typeof seeds[i] !== 'number') {
      throw new TypeError(`seeds[${i}]: got ${describe(seeds[i])}, expected a whole number; list a seed for each run`);
    }
  }
  requireCount('workers', workers, 0);
  checkStopAt(stopAt);
  const doubled = seeds.find((seed, i) => seeds.indexOf(seed) !== i);
  if (doubled !== undefined) throw new RangeError(`seeds: got ${doubled} twice; every seed is one run`);
  if (env !== undefined && typeof env !== 'string') {
    throw new TypeError('env: got a function, which cannot travel to another thread; register it and pass its id');
  }
}

/**
 * The worker as one file, which loads in a third of the time. After a build of the modules alone it is missing or old; then the
 * modules do the same.
 */
function workerFile(): string {
  const changed = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const bundle = join(__dirname, '../bundle/trainManyWorker.js');
  return changed(bundle) > changed(join(__dirname, '../.tsbuildinfo')) ? bundle : join(__dirname, 'trainManyWorker.js');
}

function makePool(workers: number): Piscina<SeedTask, unknown> {
  const filename = workerFile();
  return new Piscina<SeedTask, unknown>({ filename, minThreads: workers, maxThreads: workers });
}

async function runInPool<A extends AlgorithmName>(
  pool: Piscina<SeedTask, unknown>,
  options: SeedOptions<A>,
  seed: number,
  signal: AbortSignal,
  onRecords: (records: readonly Algorithms[A]['record'][]) => void,
): Promise<SeedRun<A> | SeedFailure> {
  const { port1, port2 } = new MessageChannel();
  const allSent = new Promise<void>((resolve) => {
    port1.on('message', (records: readonly Algorithms[A]['record'][] | null) =>
      records === null ? resolve() : onRecords(records),
    );
  });
  const stop = (): void => port1.postMessage('stop');
  signal.addEventListener('abort', stop);
  try {
    const run = (await pool.run({ options, seed, port: port2 }, { transferList: [port2] })) as SeedRun<A> | SeedFailure;
    await allSent; // the last records may still be under way
    return run;
  } finally {
    signal.removeEventListener('abort', stop);
    port1.close();
  }
}

function summary<A extends AlgorithmName>(
  seeds: readonly number[],
  outcomes: ReadonlyMap<number, Outcome<A>>,
  interrupted: boolean,
): ManyResult<A> {
  const runs: SeedRun<A>[] = [];
  const failures: SeedFailure[] = [];
  const notStarted: number[] = [];
  for (const seed of seeds) {
    const outcome = outcomes.get(seed);
    if (outcome === undefined || outcome === 'not started') notStarted.push(seed);
    else if ('error' in outcome) failures.push(outcome);
    else runs.push(outcome);
  }
  return { runs, failures, notStarted, interrupted };
}

/** A queue between the runs, which report when they like, and the generator, which asks when it is asked. */
class News<Rec> {
  private readonly waiting: { seed: number; records: readonly Rec[] }[] = [];
  private wake: () => void = () => undefined;

  get length(): number {
    return this.waiting.length;
  }

  add(item: { seed: number; records: readonly Rec[] }): void {
    this.waiting.push(item);
    this.wake();
  }

  async next(): Promise<{ seed: number; records: readonly Rec[] }> {
    for (;;) {
      const item = this.waiting.shift();
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
