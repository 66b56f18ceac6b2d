import type { PpoConfig } from '../config/types';
import type { ActionSpace } from '../networks/parameters';
import type { NormalizerMoments, NormalizerState } from '../numbers/normalizerState';

/** Where the environments of a slot stand: plain data, so that any worker can go on from here. */
export interface SlotState {
  /** what the environments' `getState` returned */
  readonly env: unknown;
  /** [n,O] what they show */
  readonly observations: Float32Array;
  /** [n] reward and steps of the running episodes so far */
  readonly returns: Float64Array;
  readonly lengths: Int32Array;
  /** the statistics through which they are seen, with this slot's running returns; null where nothing is normalised */
  readonly normalizers: NormalizerState | null;
}

/**
 * The rollout of one slot, a fixed share of the environments, in one iteration. Its result is a function of this, the parameters and the
 * run's seed alone, so a fragment that is lost can be played again, anywhere, and a run does not change.
 */
export interface Fragment {
  readonly iteration: number;
  readonly slot: number;
  /** of the parameters to act with */
  readonly version: number;
  /** where the slot's environments stand; a number: they begin, reset with this seed */
  readonly from: SlotState | number;
}

/** [T,n] row-major by step, as in `RolloutBuffer`. */
export interface FragmentColumns {
  readonly observations: Float32Array;
  readonly actions: Int32Array | Float32Array;
  readonly logProbs: Float32Array;
  readonly values: Float32Array;
  readonly nextValues: Float32Array;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

export interface FragmentResult {
  readonly iteration: number;
  readonly slot: number;
  readonly columns: FragmentColumns;
  /** of the episodes that ended, in the order in which they ended */
  readonly episodeReturns: readonly number[];
  readonly episodeLengths: readonly number[];
  readonly state: SlotState;
  /** what this fragment alone counted, for the statistics of all slots; null where nothing is normalised */
  readonly share: NormalizerMoments | null;
}

/** All that a worker has to know of a run. Plain data. */
export interface FragmentSetup {
  /** an id of gymnasium-js */
  readonly envId: string;
  /** environments of one slot */
  readonly numEnvs: number;
  readonly seed: number;
  readonly config: PpoConfig;
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
}

/** What plays fragments somewhere else, for `train`: threads of this process, or machines far away. */
export interface Workers {
  readonly numWorkers: number;
  /** Workers begin, for one run at a time. */
  start(setup: FragmentSetup): void;
  /** From now on fragments of this version are played with these parameters. */
  setWeights(version: number, parameters: Float32Array): void;
  /**
   * Results as they come, one for each fragment, in any order.
   * @throws what a fragment throws wherever it is played; WorkersLostError if workers end faster than they play
   */
  collect(fragments: readonly Fragment[]): AsyncIterable<FragmentResult>;
  /** Ends a worker without a word, as a crash would; another one takes its place. */
  kill(worker: number): void;
  close(): Promise<void>;
}

/** Workers end again and again before they have played a fragment. */
export class WorkersLostError extends Error {
  override readonly name = 'WorkersLostError';
}
