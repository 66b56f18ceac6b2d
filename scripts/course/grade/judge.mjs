// From what a student's process returned to points and a sentence, by the very check that the lesson shows: the student's
// function is played back to it, value by value.
import { kit, shownBy } from '../kit.mjs';

/** @typedef {import('../sandbox/studentProcess.mjs').Returned | import('../sandbox/studentProcess.mjs').Threw} Answer */
/** @typedef {import('../lesson/answerBook.mjs').Spec} Spec */
/** @typedef {'pass' | 'not yet' | 'not attempted' | 'refused'} Status */
/** @typedef {{ status: Status, points: number, message: string, misconception: string | null }} Verdict
 *   `misconception`: the words of the check, if it recognised one */

/**
 * @param {{ id: string, title: string, kind: any, minutes: number, points: number }} exercise
 * @param {Spec} spec
 * @param {Answer[]} answers  one for each case
 * @returns {Promise<Verdict>}
 */
export async function judge(exercise, spec, answers) {
  const { id, title, kind, minutes, points: most } = exercise;
  let points = 0;
  const outputs = await shownBy(() => {
    kit().exercise(id, { title, kind, minutes, points: most });
    points = pointsFor(() => kit().check(id, playBack(answers), spec));
  });
  return verdictOf(id, points, String(outputs.at(-1)?.data['text/plain']), spec);
}

/**
 * A check gives its points to nbgrader only.
 * @param {() => number | undefined} check
 */
function pointsFor(check) {
  const before = process.env.NBGRADER_EXECUTION;
  process.env.NBGRADER_EXECUTION = 'validate';
  try {
    return check() ?? 0;
  } finally {
    if (before === undefined) delete process.env.NBGRADER_EXECUTION;
    else process.env.NBGRADER_EXECUTION = before;
  }
}

/** @param {Answer[]} answers @returns {(...args: unknown[]) => unknown} what the student's function did, again */
function playBack(answers) {
  let next = 0;
  return (...args) => {
    const answer = answers[next++];
    args.forEach((argument, index) => repeatChanges(argument, answer.after?.[index]));
    if ('value' in answer) return answer.value;
    const error = new Error(answer.error.message);
    error.name = answer.error.name;
    throw error;
  };
}

/**
 * Gives a list or an object the contents that the student's function left in it.
 * @param {any} own
 * @param {any} after
 */
function repeatChanges(own, after) {
  if (typeof own !== 'object' || own === null || typeof after !== 'object' || after === null) return;
  if (Array.isArray(own) && Array.isArray(after)) own.splice(0, own.length, ...after);
  else if (!ArrayBuffer.isView(own)) Object.assign(own, after);
  else if (Array.isArray(after)) /** @type {any} */ (own).set(after.slice(0, /** @type {any} */ (own).length));
}

/** @param {string} id @param {number} points @param {string} heading @param {Spec} spec @returns {Verdict} */
function verdictOf(id, points, heading, { misconceptions }) {
  if (heading.startsWith(`PASS ${id}`)) return { status: 'pass', points, message: '', misconception: null };
  if (heading.startsWith('not attempted'))
    return { status: 'not attempted', points: 0, message: '', misconception: null };
  const message = heading.slice(`NOT YET ${id}: `.length);
  const known = misconceptions.find(({ says }) => message.startsWith(says.replace(/\.$/, '')));
  return { status: 'not yet', points, message, misconception: known?.says ?? null };
}
