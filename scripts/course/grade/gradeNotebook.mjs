// Marks one notebook: finds each answer, runs it in a process of its own, and judges what came back.
import { AnswerReader } from './answerReader.mjs';
import { judge } from './judge.mjs';

/** @typedef {import('./judge.mjs').Verdict} Verdict */
/** @typedef {import('../lesson/exercises.mjs').Exercise} Exercise */
/** @typedef {Verdict & { exercise: string, title: string, outOf: number, notes: string[], source: string, seconds: number }} Mark */
/** @typedef {{ lesson: import('../lesson/exercises.mjs').Lesson, specs: Map<string, import('../lesson/answerBook.mjs').Spec> }} Marking
 *   `specs`: by exercise; one without must be marked by hand */

const reader = new AnswerReader();

/**
 * @param {import('./readSubmission.mjs').HandedNotebook} notebook
 * @param {Marking} marking
 * @param {import('../sandbox/pool.mjs').Pool} pool
 * @returns {Promise<Mark[]>}
 */
export async function gradeNotebook(notebook, { lesson, specs }, pool) {
  /** @type {Mark[]} */
  const marks = [];
  const answers = await reader.read(notebook, lesson.exercises);
  for (const [index, exercise] of lesson.exercises.entries()) {
    const started = process.hrtime.bigint();
    const { verdict, notes, source } = await gradeExercise(answers[index], exercise, specs.get(exercise.id), pool);
    const seconds = Number((Number(process.hrtime.bigint() - started) / 1e9).toFixed(2));
    marks.push({
      ...verdict,
      exercise: exercise.id,
      title: exercise.title,
      outOf: exercise.points,
      notes,
      source,
      seconds,
    });
  }
  return marks;
}

/**
 * @param {import('./findAnswer.mjs').Found} found @param {Exercise} exercise
 * @param {import('../lesson/answerBook.mjs').Spec | undefined} spec @param {import('../sandbox/pool.mjs').Pool} pool
 */
async function gradeExercise(found, exercise, spec, pool) {
  if ('untouched' in found) return { verdict: without('not attempted', ''), notes: [], source: '' };
  if ('refused' in found) return { verdict: without('refused', found.refused), notes: [], source: '' };
  const { code, notes, source } = found;
  if (!spec) return { verdict: without('refused', 'This exercise is marked by hand.'), notes, source };
  return { verdict: await run(code, exercise, spec, pool), notes, source };
}

/**
 * @param {string} code @param {Exercise} exercise @param {import('../lesson/answerBook.mjs').Spec} spec
 * @param {import('../sandbox/pool.mjs').Pool} pool
 * @returns {Promise<Verdict>}
 */
function run(code, exercise, spec, pool) {
  return pool.withProcess(async (student) => {
    const problem = await student.load(code);
    if (problem && 'ended' in problem) return without('not yet', `your function ${problem.ended}`);
    if (problem)
      return without(
        'not yet',
        `the cell of your function stopped with an error. ${problem.error.name}: ${problem.error.message}`,
      );
    /** @type {import('./judge.mjs').Answer[]} */
    const answers = [];
    for (const { args, when } of spec.cases) {
      const answer = await student.call(args);
      if ('ended' in answer) return without('not yet', `${when ? `when ${when}, ` : ''}your function ${answer.ended}`);
      answers.push(answer);
    }
    return judge(exercise, spec, answers);
  });
}

/** @param {import('./judge.mjs').Status} status @param {string} message @returns {Verdict} */
const without = (status, message) => ({ status, points: 0, message, misconception: null });
