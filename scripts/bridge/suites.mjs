// Runs the three suites under pytest, and says of each test whether it passes, fails or does not apply.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf, writeWhole } from '../lib/files.mjs';
import { createHash } from 'node:crypto';
import { ensurePython } from '../lib/optionalPython.mjs';
import { cache, root, scripts } from '../lib/paths.mjs';
import { Problem, explain } from '../lib/problems.mjs';
import { pipEnv } from '../lib/python.mjs';
import { run } from '../lib/run.mjs';
import { expectedFailures, notOfEnvironments } from './known.mjs';
import { readResults, tallyOf } from './results.mjs';

const own = join(scripts, 'bridge');
const work = join(cache, 'bridge-work');
const source = {
  version: '1.4.0',
  sha256: '9754f630a32abfdbb76386abe1bc1e706c982db2d62dfa119c9952eb2de7697d',
};

/**
 * @param {{ record: boolean }} options
 * @returns {Promise<number>} exit code
 */
export async function runSuites({ record }) {
  const requirements = join(own, 'requirements.txt');
  const python = await ensurePython({ name: 'bridge', requirements, size: '1 GB', hashes: false });
  const tests = await publishedTests(python);
  rmSync(join(work, 'results'), { recursive: true, force: true });
  mkdirSync(join(work, 'results'), { recursive: true });
  const suites = [
    {
      name: `gymnasium ${source.version}: tests of the source distribution`,
      cwd: tests,
      args: ['-p', 'plugin', 'tests'],
    },
    { name: `gymnasium ${source.version}: its checkers`, cwd: own, args: ['test_agreement.py'] },
    { name: 'stable-baselines3: the same training', cwd: own, args: ['test_learning.py'] },
  ];
  const results = [];
  for (const { name, cwd, args } of suites) {
    console.log(name);
    results.push({ name, tests: await pytest(python, { cwd, args }) });
  }
  if (record) {
    writeWhole(join(root, 'data', 'peers', 'gymnasium-tests.json'), `${JSON.stringify(results, null, 1)}\n`);
  }
  return tallyOf(results, expectedFailures);
}

/**
 * @param {string} python
 * @param {{ cwd: string, args: string[] }} suite
 */
async function pytest(python, { cwd, args }) {
  const report = join(work, 'results', `${hashOf(cwd, ...args)}.xml`);
  const path = [own, cwd].join(process.platform === 'win32' ? ';' : ':');
  const env = { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1', NODE_BINARY: process.execPath };
  const flags = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--tb=line', `--junitxml=${report}`];
  const done = await run(python, [...flags, ...args], { cwd, env });
  if (!existsSync(report)) throw new Problem('pytest ended without a report.', done.output);
  return readResults(readFileSync(report, 'utf8'), { expectedFailures, notOfEnvironments });
}

/**
 * The tests in Gymnasium's source distribution, a folder in .cache.
 * @param {string} python
 */
async function publishedTests(python) {
  const folder = join(work, `gymnasium-${source.version}`);
  const archive = join(work, `gymnasium-${source.version}.tar.gz`);
  const suite = join(work, 'suite');
  if (!existsSync(archive)) {
    const name = `gymnasium==${source.version}`;
    const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', name, '-d', work];
    const done = await run(python, args, { env: pipEnv });
    if (done.code !== 0) throw explain("downloading Gymnasium's source distribution", done.output);
  }
  const sha256 = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (sha256 !== source.sha256) throw new Problem(`${archive} is not what was expected: remove it and try again.`);
  rmSync(suite, { recursive: true, force: true });
  mkdirSync(suite, { recursive: true });
  // The tests alone: beside them lies the package, which would be imported in the place of the installed one.
  const args = ['-xzf', archive, '-C', suite, '--strip-components=1', `gymnasium-${source.version}/tests`];
  const unpacked = await run('tar', args);
  if (unpacked.code !== 0) throw explain(`unpacking ${folder}`, unpacked.output);
  return suite;
}
