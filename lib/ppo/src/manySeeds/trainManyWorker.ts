import type { MessagePort } from 'node:worker_threads';
import {
  failureOf,
  trainSeed,
  type AlgorithmName,
  type Algorithms,
  type SeedFailure,
  type SeedOptions,
  type SeedRun,
} from './trainSeed';

/** What `trainMany` sends to a worker thread. */
export interface SeedTask {
  readonly options: SeedOptions<AlgorithmName>;
  readonly seed: number;
  /** carries records out, null after the last, and the word 'stop' in */
  readonly port: MessagePort;
}

/** Records travel in parcels, so that a run of a few milliseconds is not slowed down by its own progress. */
const PARCEL_MS = 40;

/** Runs one seed in this worker thread (piscina calls it). A failure is returned: what is thrown would lose its checkpoint on the way. */
export default async function runSeedTask({
  options,
  seed,
  port,
}: SeedTask): Promise<SeedRun<AlgorithmName> | SeedFailure> {
  const interrupt = new AbortController();
  port.on('message', () => interrupt.abort());
  let parcel: Algorithms[AlgorithmName]['record'][] = [];
  let sentAt = performance.now();
  const send = (): void => {
    if (parcel.length > 0) port.postMessage(parcel);
    parcel = [];
    sentAt = performance.now();
  };
  try {
    return await trainSeed(options, seed, interrupt.signal, (record) => {
      parcel.push(record);
      if (performance.now() - sentAt >= PARCEL_MS) send();
    });
  } catch (error) {
    return failureOf(seed, error);
  } finally {
    send();
    port.postMessage(null); // that was all
    port.close();
  }
}
