import { mkdir, readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, requireCount } from '../numbers/validate';
import type { Checkpoint } from './checkpointShape';
import { DamagedCheckpointError, loadCheckpoint, saveCheckpoint } from './checkpointFile';
import type { CheckpointKeeper } from './checkpointKeeper';
import { requireKnownOptions } from '../numbers/objects';

export interface CheckpointFolderOptions {
  /** iterations from one checkpoint to the next; default 10 */
  readonly every?: number;
  /** how many of them stay, the newest; default 3 */
  readonly keep?: number;
}

const NAME = /^iteration-(\d{8,})\.json$/;

/**
 * Checkpoints of one run in a folder, for `train({ checkpoints })`: one file every `every` iterations and one at the end, of which the last
 * `keep` stay. Each appears whole or not at all. To go on after whatever ended the run, give the newest whole one and the folder again:
 * @throws TypeError or RangeError if an option is wrong
 * @example
 * const checkpoints = checkpointFolder('runs/cartpole', { every: 10, keep: 3 });
 * const training = train({ config: 'fast', seed: 1, checkpoints, resume: await checkpoints.newest() });
 */
export function checkpointFolder(directory: string, options: CheckpointFolderOptions = {}): CheckpointFolder {
  if (typeof directory !== 'string' || directory === '') {
    throw new TypeError(
      `directory: got ${describe(directory)}, expected the name of a folder, such as "runs/cartpole"`,
    );
  }
  requireKnownOptions('checkpointFolder', options, ['every', 'keep']);
  const { every = 10, keep = 3 } = options;
  return new CheckpointFolder(resolve(directory), requireCount('every', every), requireCount('keep', keep));
}

export class CheckpointFolder implements CheckpointKeeper {
  constructor(
    readonly directory: string,
    readonly every: number,
    readonly keep: number,
  ) {}

  /** The files that are there, oldest first. */
  async files(): Promise<string[]> {
    const names = await readdir(this.directory).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw new Error(`directory: ${this.directory} cannot be read: ${error.message}`, { cause: error });
    });
    const ours = names.filter((name) => NAME.test(name)).sort((a, b) => iterationOf(a) - iterationOf(b));
    return ours.map((name) => join(this.directory, name));
  }

  /**
   * The newest whole checkpoint, undefined if the folder has none yet. One that was cut off or changed is passed over.
   * @throws Error if there are files and none of them is whole; a run that silently began anew would lose all that they stood for
   */
  async newest(): Promise<Checkpoint | undefined> {
    const files = (await this.files()).reverse();
    for (const file of files) {
      const checkpoint = await wholeOrNull(file);
      if (checkpoint !== null) return checkpoint;
    }
    if (files.length === 0) return undefined;
    throw new Error(
      `directory: ${this.directory} has ${files.length} checkpoints and none is whole; remove them to begin anew`,
    );
  }

  /** Makes the folder, and room for a run that stands at `iteration`: files after it may only be damaged ones, which are removed. */
  async begin(iteration: number): Promise<void> {
    await mkdir(this.directory, { recursive: true });
    for (const file of await this.files()) {
      if (iterationOf(file) <= iteration) continue;
      if ((await wholeOrNull(file)) === null) await rm(file, { force: true });
      else {
        throw new Error(
          `checkpoints: ${file} is of a run that is further than this one, which stands at iteration ${iteration}; ` +
            'go on with that one, train({ resume: await checkpoints.newest(), checkpoints }), or take another folder',
        );
      }
    }
  }

  /** Writes one and removes what is no longer among the last `keep`. */
  async save(checkpoint: Checkpoint): Promise<void> {
    const name = `iteration-${String(checkpoint.counters.iteration).padStart(8, '0')}.json`;
    await saveCheckpoint(join(this.directory, name), checkpoint);
    const files = await this.files();
    for (const file of files.slice(0, Math.max(0, files.length - this.keep))) await rm(file, { force: true });
  }
}

async function wholeOrNull(file: string): Promise<Checkpoint | null> {
  try {
    return await loadCheckpoint(file);
  } catch (error) {
    if (error instanceof DamagedCheckpointError) return null;
    throw error;
  }
}

const iterationOf = (file: string): number => Number(/(\d+)\.json$/.exec(file)?.[1]);
