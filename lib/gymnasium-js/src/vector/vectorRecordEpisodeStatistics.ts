import { checkKnownOptions } from '../knownOptions.js';
import { checkCount, checkNumbers, checkSaved } from '../saving.js';
import { pushBounded, type QueuesState, restoreQueues, saveQueues } from '../wrappers/recordEpisodeStatistics.js';
import {
  readResetMask,
  type VectorEnv,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from './vectorEnv.js';
import { vectorName, VectorWrapper } from './vectorWrapper.js';

/** What `VectorRecordEpisodeStatistics` saves; lists have one entry per environment. */
interface VectorRecorderState extends QueuesState {
  /** Of the running episodes so far. */
  readonly returns: Float64Array;
  readonly lengths: Int32Array;
  readonly seconds: Float64Array;
  /** 1 where the next step only resets the environment. */
  readonly over: Uint8Array;
}

/**
 * Adds `info.episode = { r, l, t }` (arrays [N]) and the mask `info._episode` whenever an episode ends, and remembers
 * the latest ones. The step that only resets an environment in next-step mode counts for no episode.
 */
export class VectorRecordEpisodeStatistics extends VectorWrapper {
  episodeCount = 0;
  /** The latest returns, lengths and durations (s), oldest first, at most `bufferLength` of each. */
  readonly returnQueue: number[] = [];
  readonly lengthQueue: number[] = [];
  readonly timeQueue: number[] = [];
  private readonly bufferLength: number;
  private readonly returns: Float64Array;
  private readonly lengths: Int32Array;
  private readonly starts: Float64Array;
  private readonly over: Uint8Array;

  constructor(env: VectorEnv, options: { bufferLength?: number } = {}) {
    super(env);
    checkKnownOptions(options, ['bufferLength'], 'VectorRecordEpisodeStatistics');
    this.bufferLength = checkCount(options.bufferLength ?? 100, 'VectorRecordEpisodeStatistics: bufferLength');
    this.returns = new Float64Array(env.numEnvs);
    this.lengths = new Int32Array(env.numEnvs);
    this.starts = new Float64Array(env.numEnvs);
    this.over = new Uint8Array(env.numEnvs);
  }

  override reset(options?: VectorResetOptions): VectorResetResult {
    const result = this.env.reset(options);
    const mask = readResetMask(options?.options, this.numEnvs, 'VectorRecordEpisodeStatistics');
    for (let i = 0; i < this.numEnvs; i++) if (mask === null || mask[i] === 1) this.restart(i);
    return result;
  }

  protected override saveOwn(): VectorRecorderState {
    const { returns, lengths, over } = this;
    const now = performance.now();
    return {
      ...saveQueues(this),
      returns: returns.slice(),
      lengths: lengths.slice(),
      seconds: this.starts.map((start) => (now - start) / 1000),
      over: over.slice(),
    };
  }

  protected override restoreOwn(saved: VectorRecorderState): void {
    const name = `${vectorName(this)}: VectorRecordEpisodeStatistics`;
    const keys = ['returns', 'lengths', 'seconds', 'over'] as const;
    const state = checkSaved<VectorRecorderState>(saved, keys, name);
    for (const key of keys) checkNumbers(state[key], `${name}: ${key}`, this.numEnvs);
    restoreQueues(this, saved, this.bufferLength, name);
    this.returns.set(state.returns);
    this.lengths.set(state.lengths);
    this.over.set(state.over);
    const now = performance.now();
    state.seconds.forEach((seconds, i) => (this.starts[i] = now - 1000 * seconds));
  }

  override step(actions: ArrayLike<number>): VectorStepResult {
    const result = this.env.step(actions);
    const sameStep = this.autoresetMode === 'same-step';
    const ended: number[] = [];
    for (let i = 0; i < this.numEnvs; i++) {
      if (this.over[i] === 1 && !sameStep) {
        this.restart(i);
        continue;
      }
      this.returns[i] += result.rewards[i];
      this.lengths[i]++;
      if (result.terminated[i] === 1 || result.truncated[i] === 1) ended.push(i);
    }
    if (ended.length === 0) return result;
    const info = { ...result.info, ...this.book(ended) };
    for (const i of ended) {
      if (sameStep) this.restart(i);
      else this.over[i] = 1;
    }
    return { ...result, info };
  }

  private restart(i: number): void {
    this.returns[i] = 0;
    this.lengths[i] = 0;
    this.starts[i] = performance.now();
    this.over[i] = 0;
  }

  private book(ended: readonly number[]): {
    episode: { r: Float64Array; l: Int32Array; t: Float64Array };
    _episode: Uint8Array;
  } {
    const episode = {
      r: new Float64Array(this.numEnvs),
      l: new Int32Array(this.numEnvs),
      t: new Float64Array(this.numEnvs),
    };
    const mask = new Uint8Array(this.numEnvs);
    for (const i of ended) {
      mask[i] = 1;
      episode.r[i] = this.returns[i];
      episode.l[i] = this.lengths[i];
      episode.t[i] = Math.round((performance.now() - this.starts[i]) * 1000) / 1e6;
      pushBounded(this.returnQueue, episode.r[i], this.bufferLength);
      pushBounded(this.lengthQueue, episode.l[i], this.bufferLength);
      pushBounded(this.timeQueue, episode.t[i], this.bufferLength);
    }
    this.episodeCount += ended.length;
    return { episode, _episode: mask };
  }
}
