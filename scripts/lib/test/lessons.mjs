// The checks on the lessons: limits, outputs, exercise answers, stock tslab, and other versions of Node.
import { checkAnswers } from '../notebooks/answers.mjs';
import { eachOfTwo } from '../notebooks/execute.mjs';
import { orphanedFigures } from '../notebooks/figureFiles.mjs';
import { findNotebooks, lessonName, readNotebook } from '../notebooks/files.mjs';
import { lintNotebook } from '../notebooks/lint.mjs';
import { compare, runElsewhere } from '../notebooks/tasks.mjs';
import { available, fetchNode, versions } from './nodes.mjs';

/** @typedef {import('./tally.mjs').Tally} Tally */
/** @typedef {import('./tally.mjs').Result} Result */

const onStockToo = ['00', '01', '07'];
const onEveryNode = '01';

/** @param {Tally} tally  @param {{ backend: string, reason: string }} native */
export async function checkLessons(tally, native) {
  const all = findNotebooks();
  for (const path of all) tally.add(`limits of ${lessonName(path)}`, { messages: lintNotebook(readNotebook(path)) });
  const outputsToo = native.backend === 'tensorflow';
  if (!outputsToo)
    tally.add('committed outputs', { skipped: all.length, messages: [`made with tensorflow; here ${native.reason}`] });
  await outputs(tally, all, outputsToo);
  await eachOfTwo(all, (/** @type {string} */ path) =>
    attempt(tally, `answers of ${lessonName(path)}`, () => answers(path)),
  );
  await eachOfTwo(onStockToo, (/** @type {string} */ name) =>
    attempt(tally, `lesson ${name} on stock tslab`, () => elsewhere(name, { stock: true })),
  );
  await otherNodes(tally);
}

/**
 * @param {Tally} tally
 * @param {string[]} all paths of the lessons
 * @param {boolean} outputsToo compare them
 */
async function outputs(tally, all, outputsToo) {
  /** @type {string[]} */
  const figures = [];
  let well = 0;
  await eachOfTwo(all, (/** @type {string} */ path) =>
    attempt(tally, `outputs of ${lessonName(path)}`, async () => {
      const result = await compare(path, { outputsToo });
      figures.push(...(result.figures ?? []));
      if (result.messages.length === 0) well++;
      return result;
    }),
  );
  // A lesson that stopped half-way has left some of its figures only.
  if (well === all.length) tally.add('figures that no lesson makes', { messages: orphanedFigures(figures) });
}

/** @param {string} path */
async function answers(path) {
  const started = performance.now();
  const { messages } = await checkAnswers(path);
  return { messages, seconds: (performance.now() - started) / 1000 };
}

/**
 * @param {string} name of a lesson
 * @param {{ stock?: boolean, node?: string }} options
 */
async function elsewhere(name, options) {
  const results = await Promise.all(findNotebooks([name]).map((path) => runElsewhere(path, options)));
  return {
    messages: results.flatMap((result) => result.messages),
    seconds: Math.max(...results.map(({ seconds }) => seconds)),
  };
}

/** @param {Tally} tally */
async function otherNodes(tally) {
  const names = Object.keys(versions);
  if (!available) {
    const messages = ['other versions of Node are tried on Linux x64 only'];
    return tally.add(`lesson ${onEveryNode} on Node ${names.join(', ')}`, { skipped: names.length, messages });
  }
  await eachOfTwo(names, (/** @type {string} */ version) =>
    attempt(tally, `lesson ${onEveryNode} on Node ${version}`, async () =>
      elsewhere(onEveryNode, { node: await fetchNode(version) }),
    ),
  );
}

/**
 * A check that throws has failed; the others go on.
 * @param {Tally} tally
 * @param {string} name
 * @param {() => Result | Promise<Result>} work
 */
export async function attempt(tally, name, work) {
  try {
    tally.add(name, await work());
  } catch (error) {
    tally.add(name, { messages: [error instanceof Error ? error.message : String(error)] });
  }
}
