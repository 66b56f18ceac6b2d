import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AnswerReader } from './answerReader.mjs';
import { readSubmission } from './readSubmission.mjs';
import { bytesOf, handedIn, lesson, own, right } from './samples.mjs';

/** @param {import('./samples.mjs').RawNotebook} notebook */
function read(notebook) {
  const handed = readSubmission(bytesOf(notebook));
  return 'refused' in handed ? assert.fail(handed.refused) : handed;
}
const kinds = (/** @type {import('./findAnswer.mjs').Found[]} */ found) => found.map((one) => Object.keys(one)[0]);
const all = lesson.exercises.map(() => 'code');

test('what takes for ever to read is refused in words, and the next notebook is read as if nothing had been', async () => {
  const reader = new AnswerReader(30);
  assert.deepEqual(kinds(await reader.read(read(handedIn()), lesson.exercises)), all);
  reader.seconds = 1;
  const chain = handedIn();
  for (let cell = 0; cell < 20_000; cell++)
    chain.cells.push(own(`own-${cell}`, `const v${cell} = v${cell + 1} + v${(7 * cell) % 20_000};`));
  const comments = handedIn({ ...right, slope: '/*'.repeat(95_000) });
  for (const notebook of [chain, comments]) {
    const found = await reader.read(read(notebook), lesson.exercises);
    assert.ok(found.every((one) => 'refused' in one && one.refused.includes('could not be read in the time')));
  }
  reader.seconds = 120;
  for (const notebook of [handedIn(), handedIn()])
    assert.deepEqual(kinds(await reader.read(read(notebook), lesson.exercises)), all);
});
