// The teacher's page about copies: pairs that are worth a look, side by side.
import { textOf } from '../../lib/notebooks/files.mjs';
import { escape, page } from '../html.mjs';
import { studentLabel } from '../grade/results.mjs';
import { isSuspicious, similarPairs, threshold } from './similarity.mjs';

/** @typedef {import('../grade/results.mjs').Result} Result */
/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('./similarity.mjs').Work} Work */

const style = '.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } body { max-width: 80rem; }';
const mostPairs = 200;

/**
 * @param {Result[]} results
 * @param {Lesson[]} lessons
 * @param {Map<string, Map<string, string>>} solutions  source by lesson and exercise: what they hold is no sign of copying
 * @returns {string} HTML
 */
export function copiesPage(results, lessons, solutions) {
  const sections = lessons.map((lesson) =>
    lessonSection(
      lesson,
      results.filter((result) => result.lesson === lesson.name),
      solutions.get(lesson.name),
    ),
  );
  return page(
    'Copies',
    `<h1>Answers that resemble each other</h1>
<p>Compared is what two students share and only a few others have, whatever the names and the layout: from ${threshold} of it on, a pair stands here. Different answers
share up to two thirds, copies in disguise almost nine tenths and more. It is a reason to look and to ask, not a verdict.</p>
${sections.join('\n')}`,
    style,
  );
}

/** @param {Lesson} lesson @param {Result[]} results @param {Map<string, string>} [solutions] by exercise */
function lessonSection({ name, exercises }, results, solutions = new Map()) {
  const works = results.map(workOf);
  const stubs = new Map(exercises.map(({ id, cells }) => [id, textOf(cells.stub.source)]));
  const known = new Map([...solutions].map(([id, source]) => [id, [source]]));
  const pairs = similarPairs(works, { stubs, known }).filter(isSuspicious);
  if (pairs.length === 0) return `<h2>${escape(name)}</h2>\n<p>No pair of the ${works.length}.</p>`;
  const shown = pairs.slice(0, mostPairs).map((pair) => pairSection(pair, works));
  return `<h2>${escape(name)}</h2>\n<p>${pairs.length} pairs of ${works.length} students.</p>\n${shown.join('\n')}`;
}

/** @param {import('./similarity.mjs').Pair} pair @param {Work[]} works */
function pairSection({ a, b, similarity, closest }, works) {
  const codeOf = (/** @type {string} */ student) =>
    works.find((work) => work.student === student)?.answers.get(closest) ?? '';
  const side = (/** @type {string} */ student) =>
    `<div><strong>${escape(student)}</strong><pre>${escape(codeOf(student).slice(0, 5000))}</pre></div>`;
  return `<h3>${similarity.toFixed(2)}, nearest in ${escape(closest)}</h3>\n<div class="pair">${side(a)}${side(b)}</div>`;
}

/** @param {Result} result @returns {Work} */
function workOf({ student, marks }) {
  return {
    student: studentLabel(student),
    answers: new Map(marks.filter(({ source }) => source !== '').map(({ exercise, source }) => [exercise, source])),
  };
}
