import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findNotebooks, textOf } from '../../lib/notebooks/files.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { readLesson } from '../lesson/exercises.mjs';
import { copiesPage } from './report.mjs';
import { isSuspicious, similarPairs, threshold } from './similarity.mjs';
import { tokensOf } from './tokens.mjs';

/** @typedef {import('./similarity.mjs').Work} Work */

/** @param {string} source @returns {string} as somebody hands it on: other names, layout, comments, types and declarations */
function disguised(source) {
  const names = new Map();
  const renamed = source.replace(/(?<![.\w'"`])[a-z]\w*(?!\w)(?!\s*:\s*(number|boolean)\b)/gi, (name) => {
    if (
      /^(function|const|let|return|if|for|of|in|while|new|true|false|number|boolean|string|void|null|undefined|Math|Array|Number|Float32Array|Infinity|NaN|else|as|continue|break|notAttempted|type)$/.test(
        name,
      )
    )
      return name;
    if (!names.has(name)) names.set(name, `v${names.size}`);
    return names.get(name);
  });
  return `// my own work\n${renamed.replace(/\bconst\b/g, 'let').replace(/\n\s*/g, '\n\n        ')}\nconsole.log('done');`;
}

const lessons = findNotebooks(['01', '02', '03', '04', '05', '06']).map(readLesson);

for (const lesson of lessons)
  test(`${lesson.name}: the threshold lies above different answers and below copies in disguise`, async () => {
    const book = await answerBook(lesson);
    const answersOf = (/** @type {string} */ id) => {
      const { solutionSource, wrong } = book.get(id) ?? assert.fail(id);
      return [solutionSource, ...wrong.map(({ source }) => source)];
    };
    const count = Math.min(...lesson.exercises.map(({ id }) => answersOf(id).length));
    /** @type {Work[]} */
    const works = Array.from({ length: count }, (_, index) => ({
      student: `different ${index}`,
      answers: new Map(lesson.exercises.map(({ id }) => [id, answersOf(id)[index]])),
    }));
    const [first] = works;
    const copy = {
      student: 'copy',
      answers: new Map([...first.answers].map(([id, source]) => [id, disguised(source)])),
    };
    const stubs = new Map(lesson.exercises.map(({ id, cells }) => [id, textOf(cells.stub.source)]));
    const pairs = similarPairs([...works, copy], { stubs });
    const [nearest, ...others] = pairs;
    assert.deepEqual([nearest.a, nearest.b], ['different 0', 'copy']);
    assert.ok(isSuspicious(nearest), JSON.stringify(nearest));
    assert.ok(nearest.similarity > 0.85, String(nearest.similarity));
    for (const pair of others) assert.ok(pair.similarity < threshold - 0.1, JSON.stringify(pair));
  });

test('names, layout, comments, types and quotes do not matter; numbers, methods and operators do', () => {
  const one = tokensOf('const a = (x: number[]) => x.map((y) => y * 2); // mine');
  assert.deepEqual(one, tokensOf('let second = (values: any) =>\n  values.map(value => (value * 2.0));'));
  assert.notDeepEqual(one, tokensOf('const a = (x: number[]) => x.map((y) => y * 3);'));
  assert.notDeepEqual(one, tokensOf('const a = (x: number[]) => x.filter((y) => y * 2);'));
  assert.notDeepEqual(one, tokensOf('const a = (x: number[]) => x.map((y) => y + 2);'));
});

test('what many write, what stands in the stub and what is short are no signs', () => {
  const usual = `function f(a: number[]) { let total = 0; for (const x of a) total += x * x; return Math.sqrt(total / a.length); }`;
  const rare = `function f(a: number[]) { const mid = a[a.length >> 1]; return a.reduce((t, x, i) => t + Math.hypot(x - mid, i % 3) ** 1.5, 7) / (a.length + 2); }`;
  const work = (/** @type {string} */ student, /** @type {string} */ source) => ({
    student,
    answers: new Map([['f', source]]),
  });
  const many = Array.from({ length: 30 }, (_, index) => work(`s${index}`, usual));
  assert.deepEqual(similarPairs(many), []);
  const found = similarPairs([...many, work('a', rare), work('b', rare)]);
  assert.deepEqual(
    found.map(({ a, b }) => a + b),
    ['ab'],
  );
  assert.ok(isSuspicious(found[0]));
  assert.deepEqual(similarPairs([work('a', rare), work('b', rare)], { stubs: new Map([['f', rare]]) }), []);
  assert.equal(
    similarPairs([work('a', 'const f = (x) => x + 1 - 3;'), work('b', 'const f = (x) => x + 1 - 3;')]).some(
      isSuspicious,
    ),
    false,
  );
});

test('the page shows a pair side by side, as text', () => {
  const source = `function slopeOfObjective(a: number[]) { const mid = a[a.length >> 1]; return a.reduce((t, x, i) => t + Math.hypot(x - mid, i % 3) ** 1.5, 7) / ('<script>'.length + 2); }`;
  const result = (/** @type {string} */ name) => {
    const mark = { exercise: 'slope', source };
    return /** @type {any} */ ({
      student: { name, id: '', platform: '' },
      lesson: lessons[0].name,
      marks: [mark],
      notes: [],
      refused: null,
    });
  };
  const html = copiesPage([result('<b>anna</b>'), result('ben')], [lessons[0]], new Map());
  assert.match(html, /1 pairs of 2 students/);
  assert.doesNotMatch(html, /<script|<b>anna/);
});
