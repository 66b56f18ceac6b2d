import { createHash } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Checkpoint } from './checkpoint';
import { decode, encode } from './checkpointPayload';
import { requireCheckpoint } from './checkpointShape';
import { describe } from '../numbers/validate';
import { removeLeftovers, temporaryFor } from './temporaryFiles';

const FORMAT = 'ppo-lib checkpoint';
const VERSION = 1;

/** A file that was cut off or changed after it was written. */
export class DamagedCheckpointError extends Error {
  override readonly name = 'DamagedCheckpointError';
}

/**
 * Writes a checkpoint as one file. The file appears whole or not at all: it is written beside its place, flushed to disk and renamed,
 * so that a crash, a full disk or a save at the same time leaves one whole checkpoint, this one or the one before.
 * @throws Error that says what is wrong with the place and what to do; the file that was there is as it was
 */
export async function saveCheckpoint(path: string, checkpoint: Checkpoint): Promise<void> {
  requirePath(path);
  requireCheckpoint('checkpoint', checkpoint);
  const payload = JSON.stringify(encode(checkpoint));
  const text = JSON.stringify({ format: FORMAT, version: VERSION, sha256: digest(payload), payload });
  const target = resolve(path);
  await removeLeftovers(target);
  const temporary = temporaryFor(target);
  try {
    await writeWhole(temporary, text);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw placeError(path, error as NodeJS.ErrnoException);
  }
}

async function writeWhole(path: string, text: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** @throws Error if there is no file, or it is damaged, or was written by another version; the message says which */
export async function loadCheckpoint(path: string): Promise<Checkpoint> {
  requirePath(path);
  await removeLeftovers(resolve(path));
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Error(`path: there is no checkpoint at ${path}`, { cause: error });
    throw placeError(path, error, 'read');
  });
  const damaged = (): Error =>
    new DamagedCheckpointError(
      `path: ${path} is not a whole checkpoint; it was cut off or changed, use an earlier one`,
    );
  let file: { format?: unknown; version?: unknown; sha256?: unknown; payload?: unknown };
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    throw damaged();
  }
  if (file?.format !== FORMAT) throw new Error(`path: ${path} is not a checkpoint of ppo-lib`);
  if (file.version !== VERSION) {
    throw new Error(
      `path: ${path} has checkpoint version ${String(file.version)}, this library reads version ${VERSION}`,
    );
  }
  if (typeof file.payload !== 'string' || digest(file.payload) !== file.sha256) throw damaged();
  const checkpoint = decode(JSON.parse(file.payload));
  requireCheckpoint('checkpoint', checkpoint);
  return checkpoint;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function requirePath(path: string): void {
  if (typeof path === 'string' && path !== '') return;
  throw new TypeError(`path: got ${describe(path)}, expected the name of a file, such as "run.json"`);
}

/** One sentence with a way out for what a file system refuses; the system's own words stay as the cause. */
function placeError(path: string, error: NodeJS.ErrnoException, what: 'save' | 'read' = 'save'): Error {
  const folder = dirname(resolve(path));
  const sentences: Record<string, string> = {
    ENOENT: `the folder ${folder} does not exist; make it first`,
    ENOTDIR: `${folder} is not a folder; choose another place`,
    EISDIR: `${path} is a folder; give the name of a file in it`,
    ENOSPC: `no space is left on the disk of ${folder}; free some, or choose another place`,
    EDQUOT: `no space is left for this user on the disk of ${folder}; free some, or choose another place`,
    EROFS: `the disk of ${folder} can only be read; choose another place`,
    EACCES: `this user may not ${what === 'save' ? 'write' : 'read'} in ${folder}; choose another place or change its permissions`,
    EPERM: `this user may not ${what === 'save' ? 'write' : 'read'} in ${folder}; choose another place or change its permissions`,
    ENAMETOOLONG: `the name ${path} is too long for this disk; choose a shorter one`,
  };
  const sentence =
    sentences[error.code ?? ''] ?? `${path} could not be ${what === 'save' ? 'saved' : 'read'}: ${error.message}`;
  const isSafe = what === 'save' && !['ENOENT', 'ENOTDIR', 'EISDIR'].includes(error.code ?? '');
  return new Error(`path: ${sentence}${isSafe ? '; the checkpoint before, if any, is whole' : ''}`, { cause: error });
}
