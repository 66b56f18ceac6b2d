import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { EnvironmentCheckError, InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';
import { checkFinite } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import { checkCount, checkNumbers, checkSaved } from '../saving.js';
import { nameOf, Wrapper } from './wrapper.js';

/** Return, length and duration of one episode. */
export interface EpisodeStatistics {
  /** Sum of the rewards, undiscounted. */
  readonly r: number;
  /** Number of steps. */
  readonly l: number;
  /** Seconds, to a microsecond. */
  readonly t: number;
}

/** The latest episodes, oldest first. */
export interface EpisodeQueues {
  readonly returnQueue: number[];
  readonly lengthQueue: number[];
  readonly timeQueue: number[];
}

/** What a recorder of episodes saves of all episodes together. */
export interface QueuesState extends EpisodeQueues {
  readonly episodeCount: number;
}

/** What `RecordEpisodeStatistics` saves. */
interface RecorderState extends QueuesState {
  readonly episodeReturn: number;
  readonly episodeLength: number;
  /** Of the running episode so far. */
  readonly seconds: number;
}

/** Adds `info.episode = { r, l, t }` to the last step of every episode and remembers the latest ones. */
export class RecordEpisodeStatistics<Obs, Act> extends Wrapper<Obs, Act> {
  episodeCount = 0;
  /** The latest returns, lengths and durations, oldest first, at most `bufferLength` of each. */
  readonly returnQueue: number[] = [];
  readonly lengthQueue: number[] = [];
  readonly timeQueue: number[] = [];
  private readonly bufferLength: number;
  private readonly statsKey: string;
  private episodeReturn = 0;
  private episodeLength = 0;
  private startedAt = 0;

  constructor(env: Env<Obs, Act>, options: { bufferLength?: number; statsKey?: string } = {}) {
    super(env);
    checkKnownOptions(options, ['bufferLength', 'statsKey'], 'RecordEpisodeStatistics');
    this.bufferLength = checkCount(options.bufferLength ?? 100, 'RecordEpisodeStatistics: bufferLength');
    this.statsKey = options.statsKey ?? 'episode';
    if (typeof this.statsKey !== 'string' || this.statsKey === '') {
      throw new InvalidArgumentError(
        `RecordEpisodeStatistics: statsKey must be a text of one letter or more, got ${show(this.statsKey)}`,
      );
    }
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    const result = this.env.reset(options);
    this.startedAt = performance.now();
    this.episodeReturn = 0;
    this.episodeLength = 0;
    return result;
  }

  protected override saveOwn(): RecorderState {
    const { episodeReturn, episodeLength } = this;
    return { ...saveQueues(this), episodeReturn, episodeLength, seconds: (performance.now() - this.startedAt) / 1000 };
  }

  protected override restoreOwn(saved: RecorderState): void {
    const name = `${nameOf(this)}: RecordEpisodeStatistics`;
    const fields = ['episodeReturn', 'episodeLength', 'seconds'] as const;
    const { episodeReturn, episodeLength, seconds } = checkSaved<RecorderState>(saved, fields, name);
    checkFinite(episodeReturn, `${name}: episodeReturn`);
    checkCount(episodeLength, `${name}: episodeLength`);
    checkFinite(seconds, `${name}: seconds`);
    restoreQueues(this, saved, this.bufferLength, name);
    this.episodeReturn = episodeReturn;
    this.episodeLength = episodeLength;
    this.startedAt = performance.now() - 1000 * seconds;
  }

  step(action: Act): StepResult<Obs> {
    const result = this.env.step(action);
    this.episodeReturn += result.reward;
    this.episodeLength++;
    if (!result.terminated && !result.truncated) return result;
    if (this.statsKey in result.info) {
      throw new EnvironmentCheckError(`${nameOf(this)}: info already has ${this.statsKey}; choose another statsKey`);
    }
    const t = Math.round((performance.now() - this.startedAt) * 1000) / 1e6;
    const episode: EpisodeStatistics = { r: this.episodeReturn, l: this.episodeLength, t };
    pushBounded(this.returnQueue, episode.r, this.bufferLength);
    pushBounded(this.lengthQueue, episode.l, this.bufferLength);
    pushBounded(this.timeQueue, episode.t, this.bufferLength);
    this.episodeCount++;
    this.startedAt = performance.now();
    return { ...result, info: { ...result.info, [this.statsKey]: episode } };
  }
}

/** A copy of the queues, with the number of all episodes. */
export function saveQueues(recorder: EpisodeQueues & { episodeCount: number }): QueuesState {
  const { episodeCount, returnQueue, lengthQueue, timeQueue } = recorder;
  return { episodeCount, returnQueue: [...returnQueue], lengthQueue: [...lengthQueue], timeQueue: [...timeQueue] };
}

/** Takes over saved queues, the latest `limit` entries of each. */
export function restoreQueues(
  recorder: EpisodeQueues & { episodeCount: number },
  saved: QueuesState,
  limit: number,
  name: string,
): void {
  const keys = ['returnQueue', 'lengthQueue', 'timeQueue'] as const;
  const state = checkSaved<QueuesState>(saved, ['episodeCount', ...keys], name);
  const count = checkCount(state.episodeCount, `${name}: episodeCount`);
  for (const key of keys) checkNumbers(state[key], `${name}: ${key}`);
  recorder.episodeCount = count;
  for (const key of keys) {
    recorder[key].length = 0;
    for (const value of state[key]) pushBounded(recorder[key], value, limit);
  }
}

/** Appends and drops the oldest beyond `limit`. */
export function pushBounded(queue: number[], value: number, limit: number): void {
  queue.push(value);
  if (queue.length > limit) queue.shift();
}
