import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { gradeClass } from './gradeClass.mjs';
import { pointsOf } from './results.mjs';
import { bytesOf, handedIn, lesson, right } from './samples.mjs';

/**
 * A pool that runs the samples' code here: it is our own.
 * @param {{ count: number, most?: number }} used
 */
function poolHere(used) {
  const student = {
    /** @param {string} code */
    load(code) {
      if (++used.count > (used.most ?? Infinity)) throw new Error('the power is gone');
      new Function('exports', 'take', code)({}, (/** @type {any} */ own) => (this.own = own));
      return Promise.resolve(null);
    },
    own: /** @type {any} */ (null),
    /** @param {unknown[]} args */
    call(args) {
      const after = structuredClone(args);
      return Promise.resolve({ value: this.own(...after), after });
    },
  };
  return /** @type {any} */ ({ withProcess: (/** @type {any} */ work) => work({ ...student }) });
}

/** @param {number} count @returns {import('./collect.mjs').HandedFile[]} */
const files = (count) =>
  Array.from({ length: count }, (_, index) => {
    const answers = { ...right, cap: `${right.cap}\n// ${index}` };
    return {
      student: { name: `s${index}`, id: '', platform: '' },
      file: `s${index}/01.ipynb`,
      changed: 0,
      bytes: bytesOf(handedIn(answers)),
      refused: null,
    };
  });

test('a run that was stopped goes on where it was, with the same hidden cases', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'resume-'));
  try {
    const [first, second, third] = [{ count: 0, most: 8 }, { count: 0 }, { count: 0 }];
    await assert.rejects(gradeClass(files(6), [lesson], poolHere(first), { folder }), /the power is gone/);
    const kept = readdirSync(join(folder, 'results')).length;
    assert.ok(kept >= 1 && kept < 6, `${kept} of 6 were kept`);
    const { results } = await gradeClass(files(6), [lesson], poolHere(second), { folder });
    assert.deepEqual(
      results.map(({ marks }) => pointsOf(marks)),
      [6, 6, 6, 6, 6, 6],
    );
    assert.equal(second.count, 3 * (6 - kept));
    // Half a result, as a full disk leaves it, is made again.
    writeFileSync(join(folder, 'results', readdirSync(join(folder, 'results'))[0]), '[{"exer');
    const again = await gradeClass(files(6), [lesson], poolHere(third), { folder });
    assert.equal(third.count, 3);
    const untimed = (/** @type {import('./results.mjs').Result[]} */ all) =>
      all.map(({ marks }) => marks.map((mark) => ({ ...mark, seconds: 0 })));
    assert.deepEqual(untimed(again.results), untimed(results));
    assert.equal(statSync(join(folder, 'hidden-seed')).mode & 0o077, 0, 'the seed is the teacher’s alone');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('another seed, or another answer, is marked anew', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'seeds-'));
  try {
    const used = { count: 0 };
    for (const seed of [1, 1, 2]) await gradeClass(files(1), [lesson], poolHere(used), { folder, seed });
    assert.equal(used.count, 6);
    const [file] = files(1);
    file.bytes = bytesOf(handedIn({ ...right, cap: 'function largestObjective() { return 1; }' }));
    const { results } = await gradeClass([file], [lesson], poolHere(used), { folder, seed: 2 });
    assert.equal(used.count, 9);
    assert.ok(pointsOf(results[0].marks) < 6);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
