import { parseArgs } from 'node:util';
import { Problem, reportAndExit } from '../problems.mjs';
import { setUp } from '../setup.mjs';
import { recordLessons } from '../shipped.mjs';
import { signNotebooks } from '../trust.mjs';
import { checkAnswers } from './answers.mjs';
import { defaultTolerance } from './compare.mjs';
import { cellLimit, eachOfTwo } from './execute.mjs';
import { findNotebooks, lessonName } from './files.mjs';
import { compare, lintLesson, rewrite, runElsewhere } from './tasks.mjs';

const help = `npm run notebooks -- [names] [options]
  (no option)      execute, normalise, format and write back
  --check          execute and compare with the committed outputs; also the limits and the exercise answers
  --answers        only the exercise answers
  --lint           only the limits on cells and outputs, and the layout of the code
  --record         only write down that these notebooks ship as they are (scripts/lessons.sha256)
  --stock          run on tslab as npm has it; compares nothing
  --node PATH      run the kernel with another Node; compares nothing
  --tolerance X    relative, for numbers in figures (${defaultTolerance})
  --timeout S      seconds that one cell may take (${cellLimit})`;

export async function notebooksCommand() {
  try {
    const { values, positionals } = readArguments();
    if (values.help) return console.log(help);
    const files = findNotebooks(positionals);
    if (values.record) return recordLessons(files);
    if (!values.lint) await setUp();
    const results = await eachOfTwo(files, async (path) => report(await work(path, values)));
    const written = files.filter((_, index) => results[index].written);
    recordLessons(written);
    await signNotebooks(written);
    process.exit(results.every((result) => result.messages.length === 0) ? 0 : 1);
  } catch (error) {
    reportAndExit(error);
  }
}

/** @typedef {ReturnType<typeof readArguments>['values']} Values */
/** @typedef {import('./tasks.mjs').Result} Result */

/** @param {string} path @param {Values} values @returns {Promise<Result>} */
async function work(path, values) {
  const options = { timeout: Number(values.timeout), tolerance: Number(values.tolerance) };
  if (values.lint) return { name: lessonName(path), messages: await lintLesson(path), seconds: 0 };
  if (values.answers) return answersOf(path);
  if (values.stock || values.node)
    return runElsewhere(path, { ...options, stock: values.stock ?? false, node: values.node });
  if (!values.check) return rewrite(path, options);
  const compared = await compare(path, options);
  const answers = await answersOf(path);
  const messages = [...(await lintLesson(path)), ...compared.messages, ...answers.messages];
  return { ...compared, messages };
}

/** @param {string} path @returns {Promise<Result>} */
async function answersOf(path) {
  const { messages } = await checkAnswers(path);
  return { name: lessonName(path), messages: messages.map((message) => `answers: ${message}`), seconds: 0 };
}

/**
 * Prints one line for a lesson that is well, and every message of one that is not.
 * @param {Result} result
 */
export function report(result) {
  const time = result.seconds > 0 ? ` (${result.seconds.toFixed(1)} s)` : '';
  if (result.messages.length === 0) console.log(`  ok      ${result.name}${time}`);
  else
    console.log([`  FAILED  ${result.name}${time}`, ...result.messages.map((text) => `          ${text}`)].join('\n'));
  return result;
}

function readArguments() {
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  const text = /** @type {const} */ ({ type: 'string' });
  const numbers = {
    tolerance: { ...text, default: String(defaultTolerance) },
    timeout: { ...text, default: String(cellLimit) },
  };
  const flags = { check: flag, answers: flag, lint: flag, record: flag, stock: flag, help: flag };
  const options = { ...flags, node: text, ...numbers };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Problem(`${/** @type {Error} */ (error).message}\n${help}`);
  }
}
