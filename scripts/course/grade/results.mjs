// What is known of a class after marking: one result for each student and lesson.

/** @typedef {import('./gradeNotebook.mjs').Mark} Mark */
/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/**
 * @typedef {object} Result
 * @property {import('./collect.mjs').Student} student
 * @property {string} lesson  name; empty if the file could not be read
 * @property {string} file
 * @property {Mark[]} marks
 * @property {string[]} notes about the file as a whole
 * @property {string | null} refused  why the file as a whole was not marked
 */

/** @param {Mark[]} marks */
export const pointsOf = (marks) => round(marks.reduce((sum, { points }) => sum + points, 0));

/** @param {Mark[]} marks */
export const outOf = (marks) => marks.reduce((sum, mark) => sum + mark.outOf, 0);

/** @param {number} points to one decimal @returns {number} */
export const round = (points) => Math.round(points * 10) / 10;

/** @param {import('./collect.mjs').Student} student */
export const studentLabel = ({ name, id }) => (id === '' ? name : `${name} (${id})`);

/** @param {Result[]} results @returns {Map<string, Result[]>} by student, in the order of names */
export function byStudent(results) {
  /** @type {Map<string, Result[]>} */
  const grouped = new Map();
  for (const result of results) {
    const label = studentLabel(result.student);
    grouped.set(label, [...(grouped.get(label) ?? []), result]);
  }
  return new Map([...grouped].sort(([a], [b]) => (a < b ? -1 : 1)));
}
