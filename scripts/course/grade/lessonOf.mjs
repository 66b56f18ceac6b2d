// Which lesson a notebook is: by the cells of its exercises, whatever the file is called.

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */

/**
 * @param {import('./readSubmission.mjs').HandedNotebook} notebook
 * @param {Lesson[]} lessons
 * @returns {Lesson | null}
 */
export function lessonOf({ cells }, lessons) {
  const ids = new Set(cells.map(({ id }) => id));
  const tags = new Set(cells.flatMap((cell) => cell.tags));
  const text = cells.map(({ source }) => source).join('\n');
  const signs = (
    /** @type {import('../lesson/exercises.mjs').Exercise} */ { id, functionName, cells: { card, stub, check } },
  ) =>
    [stub.id, card.id, check.id].filter((known) => ids.has(known)).length * 2 +
    Number(tags.has(`exercise:${id}`)) +
    2 * Number(new RegExp(`\\b${functionName}\\b`).test(text));
  const scored = lessons.map((lesson) => ({
    lesson,
    score: lesson.exercises.reduce((sum, one) => sum + signs(one), 0),
  }));
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a), {
    lesson: /** @type {Lesson | null} */ (null),
    score: 0,
  });
  return best.lesson;
}
