import { availableParallelism } from 'node:os';
import { Problem, reportAndExit } from '../problems.mjs';
import { setUp } from '../setup.mjs';
import { workspaces } from '../workspaces.mjs';
import { findBrowser } from './browser.mjs';
import { attempt, checkLessons } from './lessons.mjs';
import { Tally } from './tally.mjs';
import { atLeast, needsOwnProcess, tierOf } from './tiers.mjs';
import { format, imports, lint, typesOfScripts } from './tools.mjs';
import { allTestFiles, runTests, together } from './unit.mjs';

/** Everything. */
export async function testCommand() {
  await tallied(async (tally) => {
    const native = await setUp();
    const env = await browserEnv();
    console.log('\nChecking');
    await Promise.all(sourceChecks(tally, {}).map((check) => check()));
    for (const group of groups()) {
      // The kernel's tests measure times, which others at the same moment would spoil.
      const concurrency = group === 'lib/kernel' ? 1 : 2;
      await attempt(tally, group, () => runTests(filesOf(group), { env, concurrency }));
    }
    await checkLessons(tally, native);
  });
}

/** What a developer runs every few minutes. */
export async function fastCommand() {
  await tallied(async (tally) => {
    await setUp();
    console.log('\nChecking');
    // One program to a processor, the longest first, so that none has nothing to do at the end.
    const tests = groups()
      .map((group) => ({ group, files: quickFiles(group) }))
      .filter(({ files }) => files.together.length > 0)
      .sort((one, other) => other.files.together.length - one.files.together.length)
      .map(
        ({ group, files }) =>
          () =>
            attempt(tally, group, async () => {
              const all = [together(group, files.together), ...files.alone];
              return enough(group, await runTests(all, { concurrency: 1 }));
            }),
      );
    await inLanes([...sourceChecks(tally, { fast: true }), ...tests], availableParallelism());
  });
}

/**
 * Works on tasks in their order, so many at a time.
 * @param {(() => Promise<void>)[]} tasks
 * @param {number} lanes
 */
export async function inLanes(tasks, lanes) {
  const waiting = [...tasks];
  const lane = async () => {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) await task();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const groups = () => ['scripts', ...workspaces().map(({ path }) => path)];

/** @param {string} group */
const filesOf = (group) =>
  allTestFiles()
    .filter((test) => test.group === group)
    .map(({ file }) => file);

/** @param {string} group */
function quickFiles(group) {
  const quick = allTestFiles().filter((test) => test.group === group && tierOf(test) === 'quick');
  const files = (/** @type {typeof quick} */ tests) => tests.map(({ file }) => file);
  return {
    together: files(quick.filter((test) => !needsOwnProcess(test))),
    alone: files(quick.filter(needsOwnProcess)),
  };
}

/**
 * Tests that are no longer run are a failure like tests that fail.
 * @param {string} group
 * @param {import('./unit.mjs').Counted} result
 * @returns {import('./unit.mjs').Counted}
 */
export function enough(group, result) {
  const wanted = atLeast[group];
  const count = result.passed + result.failed + result.skipped;
  if (wanted !== undefined && count >= wanted) return result;
  const message =
    wanted === undefined
      ? `scripts/lib/test/tiers.mjs does not say how many quick tests ${group} has at least`
      : `${count} quick tests ran, and ${group} has at least ${wanted}: see scripts/lib/test/tiers.mjs`;
  return { ...result, failed: result.failed + 1, messages: [...result.messages, message] };
}

/**
 * @param {Tally} tally
 * @param {{ fast?: boolean }} options
 * @returns {(() => Promise<void>)[]}
 */
function sourceChecks(tally, options) {
  const checks = /** @type {const} */ ([
    ['lint', () => lint(options)],
    ['format', () => format(options)],
    ['types of the scripts', typesOfScripts],
    ['imports point one way', imports],
  ]);
  return checks.map(
    ([name, check]) =>
      () =>
        attempt(tally, name, check),
  );
}

/** Browser tests look for CHROME_PATH; without it they report themselves as skipped. */
async function browserEnv() {
  const browser = await findBrowser();
  if (browser) return { ...process.env, CHROME_PATH: browser };
  if (process.env.BROWSER_REQUIRED) throw new Problem('No Chromium was found, and here the browser tests must run.');
  return process.env;
}

/** @param {(tally: Tally) => Promise<void>} work */
async function tallied(work) {
  const tally = new Tally();
  try {
    await work(tally);
  } catch (error) {
    if (!(error instanceof Problem)) return reportAndExit(error);
    tally.add('set-up', { messages: [[error.details, error.message].filter(Boolean).join('\n')] });
  }
  process.exit(tally.close());
}
