import type { MessagePort } from 'node:worker_threads';
import type { Told } from './toldError.js';

/** Where the arrays of a step lie in memory that all threads see. */
export interface SharedStep {
  /** [N,A] */
  readonly actions: Float64Array;
  /** [N,O] */
  readonly observations: Float32Array;
  /** [N,O] */
  readonly finalObservations: Float32Array;
  /** [N] */
  readonly rewards: Float64Array;
  /** [N] */
  readonly terminated: Uint8Array;
  /** [N] */
  readonly truncated: Uint8Array;
  /** Per worker: number of commands given, number of commands done. */
  readonly turns: Int32Array;
}

export interface SharedSizes {
  readonly numEnvs: number;
  readonly observationSize: number;
  readonly actionSize: number;
  readonly workers: number;
}

/** The views of one shared buffer; without a buffer a new one is allocated. */
export function sharedStep(sizes: SharedSizes, memory?: SharedArrayBuffer): SharedStep & { memory: SharedArrayBuffer } {
  const { numEnvs, observationSize, actionSize, workers } = sizes;
  const doubles = numEnvs * (actionSize + 1);
  const floats = 2 * numEnvs * observationSize;
  const bytes = 8 * doubles + 4 * floats + 8 * workers + 2 * numEnvs;
  const buffer = memory ?? new SharedArrayBuffer(bytes);
  let offset = 0;
  const take = (size: number): number => (offset += size) - size;
  return {
    memory: buffer,
    actions: new Float64Array(buffer, take(8 * numEnvs * actionSize), numEnvs * actionSize),
    rewards: new Float64Array(buffer, take(8 * numEnvs), numEnvs),
    observations: new Float32Array(buffer, take(4 * numEnvs * observationSize), numEnvs * observationSize),
    finalObservations: new Float32Array(buffer, take(4 * numEnvs * observationSize), numEnvs * observationSize),
    turns: new Int32Array(buffer, take(8 * workers), 2 * workers),
    terminated: new Uint8Array(buffer, take(numEnvs), numEnvs),
    truncated: new Uint8Array(buffer, take(numEnvs), numEnvs),
  };
}

/** What a worker is told at its start. */
export interface WorkerSetup {
  readonly index: number;
  /** First environment and number of environments of this worker. */
  readonly first: number;
  readonly count: number;
  readonly id: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Modules to load first, because they register environments. */
  readonly modules: readonly string[];
  readonly sizes: SharedSizes;
  readonly memory: SharedArrayBuffer;
  /** Commands come in and answers go out here; unlike events it can be read while everything else waits. */
  readonly port: MessagePort;
}

export type Command =
  | { readonly call: 'step' }
  | { readonly call: 'close' }
  | { readonly call: 'getState' }
  | { readonly call: 'setState'; readonly state: unknown }
  | { readonly call: 'reset'; readonly seed: readonly (number | null)[]; readonly options: Record<string, unknown> };

/** What a worker says after a command, beside what it wrote into memory. */
export interface Answer {
  readonly info: Record<string, unknown>;
  readonly ended: boolean;
  /** What `getState` returned. */
  readonly state?: unknown;
  readonly error?: Told;
}
