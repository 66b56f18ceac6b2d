import type { MessagePort } from 'node:worker_threads';
import { trainSeed, type SeedOptions, type SeedRun } from './trainSeed';
import type { TrainRecord } from '../training/train';

/** What `trainMany` sends to a worker thread. */
export interface SeedTask {
  readonly options: SeedOptions;
  readonly seed: number;
  /** carries records out, null after the last, and the word 'stop' in */
  readonly port: MessagePort;
}

/** Records travel in parcels, so that a run of a few milliseconds is not slowed down by its own progress. */
const PARCEL_MS = 40;

/** Runs one seed in this worker thread (piscina calls it). */
export default async function runSeedTask({ options, seed, port }: SeedTask): Promise<SeedRun> {
  const interrupt = new AbortController();
  port.on('message', () => interrupt.abort());
  let parcel: TrainRecord[] = [];
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
  } finally {
    send();
    port.postMessage(null); // that was all
    port.close();
  }
}
