// npm run ray -- rllib: RLlib's PPO learns CartPole from environments of gymnasium-js. This file is also what runs inside the namespace.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { playForRllib } from 'ppo-lib/ray';
import { scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { ensureRay } from './install.mjs';
import { isolated, rayHome, whyNotIsolated } from './namespace.mjs';

const [port, runners, batch, limit] = [5555, 2, 4096, 150];
const solved = 450;

/** @param {{ seed: number }} options */
export async function rllibCommand({ seed }) {
  const reason = whyNotIsolated();
  if (reason) throw new Problem(`npm run ray -- rllib: ${reason}.`);
  const python = await ensureRay('rllib');
  // Nothing can reach it in there, and its runners are started without a token.
  const { env, close } = rayHome({ RAY_AUTH_MODE: 'disabled' });
  const [program, args] = isolated([process.execPath, fileURLToPath(import.meta.url), python, String(seed)]);
  const child = spawn(program, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  const code = await new Promise((resolve) => child.once('close', resolve));
  close();
  if (code !== 0) process.exitCode = 1;
}

/**
 * @param {string} python
 * @param {string} seed
 */
async function inside(python, seed) {
  const args = [join(scripts, 'ray/rllib_server.py'), port, runners, batch, limit, seed].map(String);
  const server = spawn(python, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  server.stderr.on('data', (chunk) => (said = (said + String(chunk)).slice(-4000)));
  const clients = Array.from({ length: runners }, (_, k) => playOn(port + 1 + k, k));
  Promise.all(clients).catch((error) => {
    console.error(error);
    process.exitCode = 1;
    server.kill();
  });
  let mean = 0;
  for await (const line of createInterface({ input: server.stdout })) {
    if (!line.startsWith('{')) continue;
    const { ready, iteration, steps, meanReturn, seconds } = JSON.parse(line);
    if (ready) console.log(`RLlib ${ready} listens; two clients of gymnasium-js play for it`);
    else {
      console.log(
        `iteration ${iteration}: ${steps} steps, mean return ${meanReturn.toFixed(1)}, ${seconds.toFixed(1)} s`,
      );
      mean = meanReturn;
    }
  }
  if (mean >= solved) console.log(`Learned: a mean return of ${mean.toFixed(1)}`);
  else console.error(`RLlib ended at a mean return of ${mean.toFixed(1)}, ${solved} was the goal\n${said}`);
  process.exit(mean >= solved ? 0 : 1); // the namespace ends with this process, and everything in it
}

/**
 * @param {number} port
 * @param {number} seed
 */
async function playOn(port, seed) {
  let stale = 0;
  let fragments = 0;
  for await (const { staleAnswers } of playForRllib({ port, fragmentSteps: batch / runners, seed, patience: 120 })) {
    stale += staleAnswers;
    fragments++;
    if (fragments % 10 === 0)
      console.log(`  client ${seed}: ${fragments} fragments, ${stale} answers with old weights`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await inside(process.argv[2], process.argv[3]);
