import { join, relative } from 'node:path';
import { Problem, reportAndExit } from '../problems.mjs';
import { setUp } from '../setup.mjs';
import { workspaces } from '../workspaces.mjs';
import { findBrowser } from './browser.mjs';
import { attempt, checkLessons } from './lessons.mjs';
import { Tally } from './tally.mjs';
import { format, lint } from './tools.mjs';
import { runTests, scriptTestFiles, testFiles } from './unit.mjs';

/** Everything. */
export async function testCommand() {
  await tallied(async (tally) => {
    const native = await setUp();
    const env = await browserEnv();
    console.log('\nChecking');
    await checkSources(tally, {});
    await attempt(tally, 'set-up and tools', () => runTests(scriptTestFiles(), { env }));
    for (const workspace of workspaces()) {
      const concurrency = workspace.name === 'lesson-kernel' ? 1 : 2;
      await attempt(tally, workspace.path, () => runTests(testFiles(workspace), { env, concurrency }));
    }
    await checkLessons(tally, native);
  });
}

/** What a developer runs every few minutes. */
export async function fastCommand() {
  await tallied(async (tally) => {
    await setUp();
    // Loaded only now: it needs the TypeScript package, which set-up may just have installed.
    const { layerOf } = await import('../layers.mjs');
    await checkSources(tally, { fast: true });
    for (const workspace of workspaces()) {
      const files = testFiles(workspace).filter((path) => isAboutNumbers(workspace, path, layerOf));
      if (files.length > 0) await attempt(tally, workspace.path, () => runTests(files));
    }
  });
}

function isAboutNumbers({ name, folder }, path, layerOf) {
  const source = relative(join(folder, 'dist'), path).replace(/\.js$/, '.ts');
  if (name === 'ppo-lib') return layerOf(folder, source) === 'numbers';
  return name === 'gymnasium-js' || name === 'ppo-engine';
}

async function checkSources(tally, options) {
  await Promise.all([attempt(tally, 'lint', () => lint(options)), attempt(tally, 'format', () => format(options))]);
}

/** Browser tests look for CHROME_PATH; without it they report themselves as skipped. */
async function browserEnv() {
  const browser = await findBrowser();
  if (browser) return { ...process.env, CHROME_PATH: browser };
  if (process.env.BROWSER_REQUIRED) throw new Problem('No Chromium was found, and here the browser tests must run.');
  return process.env;
}

async function tallied(work) {
  const tally = new Tally();
  try {
    await work(tally);
  } catch (error) {
    if (!(error instanceof Problem)) reportAndExit(error);
    tally.add('set-up', { messages: [[error.details, error.message].filter(Boolean).join('\n')] });
  }
  process.exit(tally.close());
}
