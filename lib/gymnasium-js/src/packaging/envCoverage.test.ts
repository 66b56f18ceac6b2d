import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

/** A stretch of a source, in characters, and how often it ran. */
interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** What V8 writes for one script: https://chromedevtools.github.io/devtools-protocol/v8/Profiler/#type-ScriptCoverage */
interface ScriptCoverage {
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
}

const folder = join(__dirname, '..', 'envs');
const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
/** Tests of what environments share: drawing and saving. */
const shared = [join('render', 'render.test.js'), 'saving.test.js'].map((name) => join(__dirname, '..', name));
const isTest = (name: string): boolean => name.endsWith('.test.js');

/** Runs the tests in one process that counts how often every branch is taken. */
function runCounted(tests: readonly string[], reports: string): ScriptCoverage[] {
  const load = 'for (const path of process.argv.slice(1)) require(path)';
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_V8_COVERAGE: reports };
  delete env.NODE_TEST_CONTEXT; // the child is no part of the run that this test belongs to
  const child = spawnSync(process.execPath, ['-e', load, ...tests], { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  assert.equal(child.status, 0, child.stdout + child.stderr);
  return readdirSync(reports).flatMap(
    (name) => (JSON.parse(readFileSync(join(reports, name), 'utf8')) as { result: ScriptCoverage[] }).result,
  );
}

/** The stretches of a script that never ran, each with its line. */
function neverRan({ url, functions }: ScriptCoverage): string[] {
  const path = fileURLToPath(url);
  const source = readFileSync(path, 'utf8');
  const idle = functions.flatMap(({ ranges }) => ranges.filter(({ count }) => count === 0));
  return idle.map(({ startOffset, endOffset }) => {
    const line = source.slice(0, startOffset).split('\n').length;
    return `${basename(path)}:${line} ${source.slice(startOffset, endOffset).trim().slice(0, 80)}`;
  });
}

test('the tests of the environments take every branch of the environments', () => {
  const reports = mkdtempSync(join(tmpdir(), 'gymnasium-js-'));
  try {
    const tests = files.filter(isTest).map((name) => join(folder, name));
    const sources = files.filter((name) => !isTest(name)).map((name) => join(folder, name));
    const counted = runCounted([...tests, ...shared], reports).filter(
      ({ url }) => url.startsWith('file:') && sources.includes(fileURLToPath(url)),
    );
    assert.deepEqual(counted.map(({ url }) => fileURLToPath(url)).sort(), sources.sort());
    assert.deepEqual(counted.flatMap(neverRan), []);
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
});
