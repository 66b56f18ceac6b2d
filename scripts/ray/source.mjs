// npm run ray -- source: the RLlib program of a source, line by line, then the corrected one. Writes data/figures/rllib-source.runs.json.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeLines } from '../figures/files.mjs';
import { scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { ensureRay } from './install.mjs';
import { isolated, rayHome, whyNotIsolated } from './namespace.mjs';

const seeds = [0, 1, 2];
const iterations = 51;

/** What the source says that its program printed: iteration, reward, KL, steps a second. */
const printed = [
  [0, 25.34, 0.008, 1200],
  [10, 89.12, 0.012, 1150],
  [20, 145.67, 0.009, 1180],
  [30, 198.34, 0.011, 1210],
  [40, 245.89, 0.01, 1190],
  [50, 289.12, 0.013, 1220],
].map(([iteration, reward, kl, stepsPerSecond]) => ({ iteration, reward, kl, stepsPerSecond }));

export async function sourceCommand() {
  const reason = whyNotIsolated();
  if (reason) throw new Problem(`npm run ray -- source: ${reason}.`);
  const python = await ensureRay('rllib');
  const said = await answers(python, ['lines']);
  for (const { line, text, error, warning } of said.filter(({ kind }) => kind === 'line')) {
    console.log(`line ${line}: ${text}\n  ${error ?? warning ?? 'runs'}`);
  }
  const rows = [];
  for (const seed of seeds) {
    rows.push(...(await answers(python, ['curve', String(seed), String(iterations)])));
    writeFindings(said, rows);
  }
  console.log('data/figures/rllib-source.runs.json is written');
}

/**
 * @param {Record<string, any>[]} said of the lines
 * @param {Record<string, any>[]} rows of the corrected program
 */
function writeFindings(said, rows) {
  const of = (/** @type {string} */ kind) => said.filter((one) => one.kind === kind).map(withoutKind);
  writeLines('rllib-source', {
    about:
      'the RLlib program of the source: each of its calls as it stands, each line alone in the corrected program, the corrected runs',
    command: 'npm run ray -- source',
    ray: said[0].ray,
    corrected: '16 environments x 256 steps, in 2 env runners of 8; all other settings are those of the program',
    printed,
    calls: of('call'),
    lines: of('line'),
    gpuBundles: of('gpu')[0].bundles,
    runs: rows.map(withoutKind),
  });
}

/** @param {Record<string, any>} one */
const withoutKind = (one) => Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'kind'));

/**
 * What rllib_source.py says, in namespaces of its own.
 * @param {string} python
 * @param {string[]} args
 * @returns {Promise<Record<string, any>[]>}
 */
async function answers(python, args) {
  const { env, close } = rayHome({ RAY_AUTH_MODE: 'disabled' }); // nothing can reach it in there
  const [program, all] = isolated([python, join(scripts, 'ray/rllib_source.py'), ...args]);
  const child = spawn(program, all, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk) => (said = (said + String(chunk)).slice(-2000)));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const lines = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const one = JSON.parse(line);
    if (one.kind === 'row')
      console.log(`seed ${one.seed}, iteration ${one.iteration}: reward ${one.reward.toFixed(1)}`);
    lines.push(one);
  }
  const code = await ended;
  close();
  if (code !== 0) throw new Problem(`npm run ray -- source: RLlib ended with code ${code}.\n${said}`);
  return lines;
}
