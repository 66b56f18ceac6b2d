// What a killed command leaves behind: files of servers that are gone, scratch folders, halves of downloads. The next one clears it away.
import { existsSync, lstatSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isAlive } from './lock.mjs';
import { cache } from './paths.mjs';

const dayMs = 24 * 3_600_000;

/**
 * Removes the files of JupyterLab servers that no longer run; they hold tokens.
 * @param {string} runtime Jupyter's folder of running servers
 */
export async function removeStaleServers(runtime) {
  for (const name of existsSync(runtime) ? readdirSync(runtime) : []) {
    const pid = /^jpserver-(\d+)(?:-open\.html|\.json)$/.exec(name)?.[1];
    if (pid === undefined || (await isServing(Number(pid), join(runtime, `jpserver-${pid}.json`)))) continue;
    rmSync(join(runtime, name), { force: true });
  }
}

/**
 * A number that a dead server had may belong to another process by now, so the port must answer, too.
 * @param {number} pid
 * @param {string} file that the server has written
 */
async function isServing(pid, file) {
  if (!isAlive(pid) || !existsSync(file)) return false;
  try {
    return await accepts(JSON.parse(readFileSync(file, 'utf8')).port);
  } catch {
    return false;
  }
}

/** @param {number} port of this machine @returns {Promise<boolean>} */
function accepts(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

/** Folder in .cache -> what in it is only there while something runs. */
const scratch = /** @type {const} */ ([
  ['.', /-test-\w{6}$|^lesson-07-\w{6}$|\.part$/],
  ['downloads', /./],
  ['executed', /\.ipynb$/],
  ['figures', /./],
  ['answers', /\.ipynb$/],
  ['node', /\.part$/],
  ['builds', /\.part$/],
  [join('jupyter', 'runtime'), /^kernel-.*\.json$/],
]);

/**
 * Removes what commands that were killed left in .cache more than a day ago; what is younger may be in use.
 * @param {string} [folder]
 * @param {number} [now] milliseconds
 */
export function removeOldScratch(folder = cache, now = Date.now()) {
  for (const [inside, pattern] of scratch) {
    const place = join(folder, inside);
    for (const name of existsSync(place) ? readdirSync(place) : []) {
      const path = join(place, name);
      const written = lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now;
      if (pattern.test(name) && now - written > dayMs) rmSync(path, { recursive: true, force: true });
    }
  }
}
