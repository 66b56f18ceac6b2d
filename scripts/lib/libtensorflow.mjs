// The C libraries and headers of TensorFlow, taken from the tensorflow-cpu wheel and kept in .cache.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, makeFolder } from './files.mjs';
import { cache, scripts, venvPython } from './paths.mjs';
import { pip } from './python.mjs';
import { Problem, explain, kindOfFailure } from './problems.mjs';
import { run } from './run.mjs';

const pin = join(scripts, 'requirements-tensorflow.txt');
// The wheel for Python 3.11 serves whatever Python is installed: only its shared libraries are used.
const target = [
  '--python-version',
  '3.11',
  '--platform',
  'manylinux_2_17_x86_64',
  '--only-binary',
  ':all:',
  '--no-deps',
];

/** Where the folder with `lib/` and `include/` is, or will be. */
export function libtensorflowFolder() {
  return join(cache, `libtensorflow-${hashOf(readFileSync(pin, 'utf8'))}`);
}

/** Makes that folder on first use; it is renamed into place only when complete. */
export async function ensureLibtensorflow() {
  const folder = libtensorflowFolder();
  if (existsSync(folder)) return;
  const downloads = join(cache, 'downloads');
  mkdirSync(downloads, { recursive: true });
  await download(downloads);
  const [name] = readdirSync(downloads).filter((name) => /^tensorflow_cpu-.*\.whl$/.test(name));
  if (name === undefined) throw new Error('pip downloaded no tensorflow-cpu wheel');
  const wheel = join(downloads, name);
  await makeFolder(folder, async (aside) => {
    const done = await run(venvPython, [join(scripts, 'lib', 'extract_libtensorflow.py'), wheel, aside]);
    if (done.code !== 0) throw explain('unpacking TensorFlow', done.output);
  });
  rmSync(wheel);
}

const brokeOff = /IncompleteRead|Read timed out|ProtocolError|ConnectionResetError|Connection aborted/i;

/**
 * A full disk stops set-up as everywhere, and so does a download that broke off: the next run goes on.
 * A wheel that cannot be had at all does not: the lessons can run without it.
 * @param {string} folder
 */
async function download(folder) {
  try {
    await pip(
      ['download', ...target, '--require-hashes', '--requirement', pin, '--dest', folder],
      'downloading TensorFlow',
    );
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    if (kindOfFailure(error.details) === 'disk' || brokeOff.test(error.details)) throw error;
    throw new Error('the tensorflow-cpu wheel could not be downloaded');
  }
}
