// Two set-ups at once would install over each other: the second waits for the first.
// The lock is a symbolic link that points nowhere: it is made in one step, together with the name of its holder.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './paths.mjs';

const file = join(cache, 'setup.lock');

/**
 * Runs `work` while holding the lock. A lock whose process is gone counts as free.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function locked(work) {
  mkdirSync(cache, { recursive: true });
  const own = identity(process.pid);
  let told = false;
  while (!take(own)) {
    const other = holder();
    if (other === null) continue;
    if (other !== identity(Number.parseInt(other))) {
      clear(other);
      continue;
    }
    if (!told) console.log('  waiting for another set-up of this project to end');
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    return await work();
  } finally {
    if (holder() === own) rmSync(file, { force: true });
  }
}

/** @param {string} own */
function take(own) {
  try {
    symlinkSync(own, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
    return false;
  }
}

/** Who holds the lock: an identity, '' for a lock that nobody here can have made, null for none. */
function holder() {
  try {
    return readlinkSync(file);
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT' ? null : '';
  }
}

/**
 * Removes a lock whose holder is gone. If somebody else was faster and the lock is theirs by now, they get it back.
 * @param {string} stale
 */
function clear(stale) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (stale !== '' && readlinkSync(aside) !== stale) renameSync(aside, file);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  rmSync(aside, { force: true, recursive: true });
}

/**
 * Number and time of birth of a process. Numbers come back, after a restart of the machine soon; the two together do not.
 * @param {number} pid
 * @returns {string} only the number if there is no such process
 */
export function identity(pid) {
  return isAlive(pid) ? `${pid} ${birth(pid)}` : `${pid}`;
}

/** @param {number} pid */
function birth(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return `${fields[19]} ${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}`;
  } catch {
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() || 'unknown';
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
