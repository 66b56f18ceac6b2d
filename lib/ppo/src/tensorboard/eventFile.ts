import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { event, versionEvent } from './events';
import type { Field } from './protobuf';
import { frame } from './records';

let numFiles = 0;

/** One event file of a run. What is written is handed to the system at once, so that a process that is ended leaves all but the last event. */
export class EventFile {
  private file: number | null;

  /** @param folder of the run; made if it is not there */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    const seconds = String(Math.floor(Date.now() / 1000)).padStart(10, '0');
    const name = `events.out.tfevents.${seconds}.ppo-lib.${process.pid}.${numFiles++}`;
    this.file = openSync(join(folder, name), 'wx');
    this.append(versionEvent(Date.now() / 1000));
  }

  /** @param step environment steps */
  write(step: number, values: readonly Field[]): void {
    this.append(event(Date.now() / 1000, step, values));
  }

  close(): void {
    if (this.file !== null) closeSync(this.file);
    this.file = null;
  }

  private append(message: Buffer): void {
    if (this.file === null) throw new Error('tensorboardLog: this log is closed; make another one');
    writeSync(this.file, frame(message));
  }
}
