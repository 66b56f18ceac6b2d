import { plainActionSpace, actionSpaceOf, observationSizeOf } from '../training/spaces';
import type { Actor } from '../learner/learner';
import type { ActionSpace } from '../networks/parameters';
import { Random } from '../numbers/random';
import { requireCount } from '../numbers/validate';
import type { FinishedEpisodes } from '../training/collect';
import { closeError, makeEnv, type TrainingEnv } from '../training/environment';
import { withCheckpoint } from '../training/failure';
import { requireKnownOptions } from '../numbers/objects';
import { checkStopAt } from '../training/options';
import {
  countsOf,
  isFinished,
  progressOf,
  type ProgressRecord,
  type ProgressState,
  type RunResult,
  type StopAt,
} from '../training/progress';
import { breathe, Run } from '../training/run';

/** The options of every relative of `train`; each means what it means there. */
export interface RelativeOptions<Config> {
  /** an id for gymnasium-js's `makeVec`, or a function that makes the environments */
  readonly env?: string | (() => TrainingEnv);
  /** settings that replace the defaults */
  readonly config?: Partial<Config>;
  /** the same seed gives the same run; default 1 */
  readonly seed?: number;
  /** when it aborts, the iteration under way is finished and the result so far returned */
  readonly signal?: AbortSignal;
  readonly stopAt?: StopAt;
}

const optionNames = ['env', 'config', 'seed', 'signal', 'stopAt'] as const;

/** What the loop reads of every configuration. */
export interface RelativeConfig {
  readonly totalTimesteps: number;
  /** N, environments stepped side by side */
  readonly numEnvs: number;
  /** T, steps of each environment in an iteration, which ends with a record */
  readonly numSteps: number;
}

/** What a run has learned, plain data: it crosses threads and can be kept. `restoreAgent` makes an agent of it. */
export interface Snapshot<Config = RelativeConfig> {
  readonly algorithm: string;
  readonly config: Config;
  readonly seed: number;
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly timesteps: number;
  readonly parameters: Float32Array;
}

/** What the loop asks of whatever a relative trains. */
export interface Trained {
  /** a copy of everything it has learned, as one flat array */
  getParameters(): Float32Array;
  setParameters(parameters: ArrayLike<number>): void;
}

/** An agent that a relative trains, and that acts on what it sees now alone. */
export interface RelativeAgent extends Actor, Trained {}

/** One iteration of an algorithm: what its records have beyond the progress, and what the loop has to count. */
export interface Iteration<Report> {
  readonly report: Report;
  readonly finished: FinishedEpisodes;
  readonly gradientSteps: number;
}

/** What an algorithm begins with. */
export interface Beginning<Config> {
  readonly env: TrainingEnv;
  readonly config: Config;
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  /** seeds the environments */
  readonly envSeed: number;
  /** first weights, drawing actions, drawing minibatches: streams of their own, so that none moves another */
  readonly streams: { readonly init: Random; readonly sampling: Random; readonly shuffling: Random };
}

/** An algorithm as the loop sees it. */
export interface Relative<Config extends RelativeConfig, Agent extends Trained, Report> {
  /** such as "dqn": what its function, its errors and its snapshots are called */
  readonly name: string;
  /** the environment where none is given */
  readonly env: string;
  /** @throws RangeError or TypeError that names the first setting that is unknown or out of range */
  readonly configure: (settings: Partial<Config>) => Config;
  readonly begin: (beginning: Beginning<Config>) => {
    readonly agent: Agent;
    /** @param iteration 1, 2, ... @param timesteps made before */
    iterate(iteration: number, timesteps: number): Iteration<Report>;
  };
}

/** A record: how far the run has come, whose it is, and what the algorithm reports. */
export type RelativeRecord<Report> = ProgressRecord & { readonly algorithm: string } & Report;

export interface RelativeResult<Config, Agent> extends RunResult<Config> {
  /** the trained agent: give it to `evaluatePolicy`, or let it `act` */
  readonly learner: Agent;
  readonly snapshot: Snapshot<Config>;
}

/** A run of a relative: a `Run` like that of `train`, so that whatever takes the one takes the other. */
export type RelativeTraining<Config, Agent, Report> = Run<RelativeRecord<Report>, RelativeResult<Config, Agent>>;

/** Makes the function that trains with an algorithm. */
export function trainer<Config extends RelativeConfig, Agent extends Trained, Report>(
  relative: Relative<Config, Agent, Report>,
): (options?: RelativeOptions<Config>) => RelativeTraining<Config, Agent, Report> {
  return (options = {}) => {
    const { signal } = (options as typeof options | null) ?? {};
    return new Run((interrupt) => iterations(relative, options, interrupt), signal);
  };
}

async function* iterations<Config extends RelativeConfig, Agent extends Trained, Report>(
  relative: Relative<Config, Agent, Report>,
  options: RelativeOptions<Config>,
  signal: AbortSignal,
): AsyncGenerator<RelativeRecord<Report>, RelativeResult<Config, Agent>, void> {
  requireKnownOptions(relative.name, options, optionNames);
  checkStopAt(options.stopAt);
  const { seed = 1, stopAt, env: source = relative.env } = options;
  requireCount('seed', seed, 0);
  const config = relative.configure(options.config ?? {});
  const root = new Random(seed, relative.name);
  const env = await makeEnv(source, config.numEnvs);
  let isOpen = true;
  let last: Snapshot<Config> | null = null; // everything learned up to the end of the last whole iteration
  try {
    requireNumEnvs(env, config);
    const [observationSize, actionSpace] = [observationSizeOf(env), plainActionSpace(actionSpaceOf(env))];
    const streams = {
      init: root.stream('init'),
      sampling: root.stream('sampling'),
      shuffling: root.stream('shuffling'),
    };
    const envSeed = root.stream('env').integer(2 ** 31);
    const run = relative.begin({ env, config, observationSize, actionSpace, envSeed, streams });
    const { agent } = run;
    const state: ProgressState = {
      counters: { iteration: 0, timesteps: 0, gradientSteps: 0, episodes: 0 },
      recentReturns: [],
      solvedAt: stopAt?.meanReturn100 ?? env.spec?.rewardThreshold ?? Infinity,
    };
    const { counters } = state;
    const snapshot = (): Snapshot<Config> => {
      const { timesteps } = counters;
      const parameters = agent.getParameters();
      return { algorithm: relative.name, config, seed, observationSize, actionSpace, timesteps, parameters };
    };
    const size = { totalTimesteps: config.totalTimesteps, stepsPerIteration: config.numEnvs * config.numSteps };
    let record: RelativeRecord<Report> | null = null;
    while (!signal.aborted && !isFinished(state, record, size, stopAt)) {
      const { report, finished, gradientSteps } = run.iterate(counters.iteration + 1, counters.timesteps);
      counters.iteration++;
      counters.timesteps += size.stepsPerIteration;
      counters.gradientSteps += gradientSteps;
      record = { algorithm: relative.name, ...progressOf(state, finished), ...report };
      last = snapshot();
      yield record;
      await breathe();
    }
    isOpen = false;
    const counts = countsOf(state);
    const ending = { solved: record?.solved ?? false, interrupted: signal.aborted, closeError: closeError(env) };
    return { learner: agent, config, seed, ...counts, ...ending, snapshot: snapshot() };
  } catch (error) {
    throw withCheckpoint(error, last);
  } finally {
    if (isOpen) closeError(env); // what went wrong before says more
  }
}

function requireNumEnvs(env: TrainingEnv, config: RelativeConfig): void {
  if (env.numEnvs === config.numEnvs) return;
  throw new RangeError(
    `env.numEnvs: got ${env.numEnvs}, the configuration says numEnvs = ${config.numEnvs}; make them equal`,
  );
}
