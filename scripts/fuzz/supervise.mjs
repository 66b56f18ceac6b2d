// Lets another process make the calls, and notices when one of them never returns or ends the process.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';

/** @typedef {import('./judge.mjs').Judged} Judged */
/** @typedef {{ seed: number, count: number, packages?: string[], words?: string[] }} Order */

/**
 * @param {Order} order
 * @param {{ limitSeconds?: number, onCall?: (index: number, total: number) => void }} [options] a call that takes longer is a hang
 * @returns {Promise<Judged[]>} one for each call of the plan
 */
export async function makeCalls(order, { limitSeconds = 30, onCall } = {}) {
  // The calls may write files: into a folder of their own, in which no project is found.
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  /** @type {Judged[]} */
  const judged = [];
  try {
    let total = Infinity;
    while (judged.length < total) {
      const round = await oneProcess({ ...order, from: judged.length }, { folder, limitSeconds, judged, onCall });
      total = round.total;
      if (round.ended !== null && judged.length < total) judged.push(round.ended);
    }
    return judged;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * One process, until the plan is done or a call ends it.
 * @param {Order & { from: number }} order
 * @param {{ folder: string, limitSeconds: number, judged: Judged[], onCall?: (index: number, total: number) => void }} round
 * @returns {Promise<{ total: number, ended: Judged | null }>} `ended`: the verdict on the call that ended the process
 */
function oneProcess(order, { folder, limitSeconds, judged, onCall }) {
  const child = fork(join(scripts, 'fuzz', 'caller.mjs'), {
    cwd: folder,
    execArgv: ['--max-old-space-size=2000'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let total = Infinity;
    /** @type {Judged | null} */
    let ended = null;
    /** @type {NodeJS.Timeout | undefined} */
    let timer;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        ended = { verdict: 'hang', why: `no answer within ${limitSeconds} s` };
        child.kill('SIGKILL');
      }, limitSeconds * 1000);
    };
    child.on('message', (/** @type {any} */ message) => {
      if ('problem' in message) return reject(new Problem(message.problem));
      watch();
      if ('total' in message) return void (total = message.total);
      judged.push({ verdict: message.verdict, why: message.why });
      onCall?.(message.index, total);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (total === Infinity && ended === null)
        return reject(new Problem(`The process of the calls did not start (${signal ?? code}).`));
      const stuck = judged.length === order.from;
      if (code !== 0 || stuck)
        ended ??= { verdict: 'crash', why: `the process ended with ${signal ?? `code ${code}`}` };
      resolve({ total, ended });
    });
    child.send(order);
  });
}
