// Marks notebooks for nbgrader: one a line on standard input, the points of each check's cell in a line on standard output.
// Arguments: the seed of the hidden cases, and folders that no answer may see.
import { createInterface } from 'node:readline';
import { gradeNotebook } from '../grade/gradeNotebook.mjs';
import { lessonOf } from '../grade/lessonOf.mjs';
import { markingOf } from '../grade/markingOf.mjs';
import { readSubmission } from '../grade/readSubmission.mjs';
import { chosenLessons } from '../lesson/exercises.mjs';
import { findJail, usualLimits } from '../sandbox/jail.mjs';
import { Pool } from '../sandbox/pool.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {{ cell: string, points: number, says: string }} CellMark */

const words = {
  pass: 'solved',
  'not yet': 'not yet',
  'not attempted': 'not attempted',
  refused: 'could not be marked',
};

const [seed, ...hide] = process.argv.slice(2);
const lessons = chosenLessons();
/** @type {Map<Lesson, import('../grade/markingOf.mjs').Marking>} */
const markings = new Map();
const pool = new Pool(findJail(usualLimits, { hide }), { ahead: 1 });
try {
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify(await marksOf(line))}\n`);
} finally {
  await pool.close();
}

/** @param {string} text of a notebook @returns {Promise<CellMark[]>} */
async function marksOf(text) {
  const notebook = readSubmission(Buffer.from(text));
  if ('refused' in notebook) return [];
  const lesson = lessonOf(notebook, lessons);
  if (!lesson) return [];
  const marking = markings.get(lesson) ?? (await markingOf(lesson, Number(seed)));
  markings.set(lesson, marking);
  const marks = await gradeNotebook(notebook, marking, pool);
  return marks.map(({ points, status, message, notes }, index) => ({
    cell: lesson.exercises[index].cells.check.id,
    points,
    says: [words[status], message, ...notes].filter((one) => one !== '').join('. '),
  }));
}
