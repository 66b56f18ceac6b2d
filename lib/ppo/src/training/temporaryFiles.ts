import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/**
 * The files that a save writes beside its target. Each has a name of its own, so that saves may overlap, and in it the machine and the
 * process, so that what a killed one has left is known by its name: `run.json.1f0c33aa-4711-<uuid>.tmp`.
 */
export function temporaryFor(target: string): string {
  return `${target}.${machine}-${process.pid}-${randomUUID()}.tmp`;
}

const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

const NAME = /^\.([0-9a-f]{8})-(\d+)-[0-9a-f-]{36}\.tmp$/;

/** Removes what dead processes of this machine left beside `target`. A folder that cannot be read or changed is somebody else's to report. */
export async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(basename(target))) continue;
    const [, host, pid] = NAME.exec(name.slice(basename(target).length)) ?? [];
    if (host !== machine) continue;
    const path = join(folder, name);
    if (await isLeftover(path, Number(pid))) await rm(path, { force: true }).catch(() => undefined);
  }
}

async function isLeftover(path: string, pid: number): Promise<boolean> {
  if (pid !== process.pid) return !isAlive(pid);
  // Another thread of this process may be writing it; a process that had this number before may have left it.
  const written = await stat(path).catch(() => null);
  return written !== null && written.mtimeMs < Date.now() - process.uptime() * 1000;
}

/** Whether a process of that number runs. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends nothing
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}
