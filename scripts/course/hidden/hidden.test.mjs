import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findNotebooks } from '../../lib/notebooks/files.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { readLesson } from '../lesson/exercises.mjs';
import { judge } from '../grade/judge.mjs';
import { hiddenCasesOf, hiddenSpec } from './cases.mjs';
import { scripts } from '../../lib/paths.mjs';

const numbers = readdirSync(join(scripts, 'course', 'hidden')).flatMap(
  (file) => /^(\d+[a-z]?)\.mjs$/.exec(file)?.[1] ?? [],
);

/** @param {(...args: any[]) => any} answer @param {unknown[]} args @returns {import('../grade/judge.mjs').Answer} */
function answerTo(answer, args) {
  const own = structuredClone(args);
  try {
    const value = answer(...own);
    return { value, after: own };
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    return { error: { name, message }, after: own };
  }
}

for (const number of numbers) {
  test(`hidden cases of lesson ${number}: the worked solution passes, every typical wrong answer is found, and none is a visible case`, async () => {
    const lesson = readLesson(findNotebooks([number])[0]);
    const book = await answerBook(lesson);
    const hidden = await hiddenCasesOf(lesson.name);
    const withCases = lesson.exercises.filter(({ id }) => book.get(id)?.spec !== null); // others are judged by what they do
    assert.deepEqual(
      Object.keys(hidden),
      withCases.map(({ id }) => id),
    );
    for (const exercise of withCases) {
      const { id } = exercise;
      const { spec, solution, wrong } = book.get(id) ?? assert.fail(id);
      assert.ok(spec);
      const visible = new Set(spec.cases.map(({ args }) => JSON.stringify(args)));
      for (const seed of [1, 2, 3]) {
        const marked = hiddenSpec(id, { spec, solution }, hidden, seed);
        const ask = (/** @type {any} */ answer) =>
          judge(
            exercise,
            marked,
            marked.cases.map(({ args }) => answerTo(answer, args)),
          );
        assert.equal((await ask(solution)).status, 'pass', `${id}, seed ${seed}`);
        const shared = marked.cases.filter(({ args }) => visible.has(JSON.stringify(args)));
        assert.ok(shared.length <= 1, `${id}: visible cases among the hidden: ${JSON.stringify(shared)}`);
        for (const [index, { answer, message }] of wrong.entries()) {
          const verdict = await ask(answer);
          assert.equal(verdict.status, 'not yet', `${id}, wrong answer ${index + 1} (${message}), seed ${seed}`);
          assert.ok(verdict.points < exercise.points);
          const named = spec.misconceptions.some(({ says }) => says.includes(message));
          if (named)
            assert.ok(
              verdict.message.includes(message),
              `${id}, wrong ${index + 1}: ${verdict.message}; wanted ${message}`,
            );
        }
      }
    }
  });
}
