import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { EnvironmentCheckError } from '../errors.js';
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
    this.bufferLength = options.bufferLength ?? 100;
    this.statsKey = options.statsKey ?? 'episode';
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    const result = this.env.reset(options);
    this.startedAt = performance.now();
    this.episodeReturn = 0;
    this.episodeLength = 0;
    return result;
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

/** Appends and drops the oldest beyond `limit`. */
export function pushBounded(queue: number[], value: number, limit: number): void {
  queue.push(value);
  if (queue.length > limit) queue.shift();
}
