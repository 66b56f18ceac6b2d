import assert from 'node:assert/strict';
import test from 'node:test';
import { code, display, markdown, notebook, stream } from '../sample.mjs';
import { unboundNumbers } from './bound.mjs';

/**
 * What is said of a lesson with one section, whose only prose is `prose`.
 * @param {string} prose
 * @param {{ numbers?: Record<string, string>, shown?: import('../files.mjs').Cell[] }} [options]
 */
function said(prose, { numbers, shown = [] } = {}) {
  const words = markdown('words', prose);
  if (numbers) words.metadata = { numbers };
  const outputs = [stream('rare 0.001993\nlikely 0.09233\nreturn -236.4 of 10,000 games\nshare 0.8415\n')];
  const cells = [
    markdown('title', '# A lesson'),
    code('compute', 'const rate = 3e-4;\nconst rows = 4 * 128;', outputs),
    ...shown,
  ];
  return unboundNumbers(
    notebook([
      ...cells,
      markdown('section', '## Results'),
      code('again', '1;', outputs),
      words,
      markdown('end', '## End'),
    ]),
  );
}

for (const prose of [
  'The KL is 0.0923 for the likely one, 0.0020 for the rare one.',
  'It returns −236, in about 10,000 games; 84 % of them end well.',
  'A rate of 3e-4, or 0.0003, and 512 rows of 128.',
  '## Section 77\nIn lesson 45, [46b](46b-x.ipynb), equations (45) and (46), cell 47, figure 48, 2017, arXiv:1707.06347, 3rd edition.',
  'Formulas $r = 47.1$ and $$ x = 48.2 $$, `code 49`, [a link](50-is-here.ipynb), CartPole-v45, 64-bit, S2-47.',
  '1. A list\n12. of items',
])
  test(`bound: ${prose.slice(0, 40)}`, () => assert.deepEqual(said(prose), []));

for (const [prose, number] of [
  ['The KL is 0.0924 for the likely one.', '0.0924'],
  ['It returns −246.', '−246'],
  ['In 11,000 games.', '11,000'],
  ['74 % of them end well.', '74 %'],
  ['A rate of 4e-4.', '4e-4'],
  ['That is 46 times as much.', '46'],
  ['That is twice as much.', 'twice as'],
  ['That is a third of it.', 'a third of'],
  ['Twelve games, 37 of them won.', '37'],
])
  test(`not bound: ${prose}`, () => {
    const messages = said(prose);
    assert.equal(messages.length, 1, messages.join('\n'));
    assert.ok(messages[0].startsWith(`cell 5 (words): "${number}" in `), messages[0]);
  });

test('what is printed in another section shows no number of two digits here', () => {
  const elsewhere = [markdown('other', '## Before'), code('other-run', 'x;', [stream('37 of them')])];
  assert.equal(said('We won 37.', { shown: elsewhere }).length, 1);
  assert.equal(
    said('We won 37.5.', { shown: [markdown('other', '## Before'), code('other-run', 'x;', [stream('37.52')])] })
      .length,
    0,
  );
});

test('a figure shows its short columns, and of a curve its ends and extremes', () => {
  const figure = (/** @type {number[]} */ y) => [
    code('figure', 'show();', [
      display({ 'application/vnd.plotly.v1+json': { data: [{ y }], layout: { width: 77 } } }),
    ]),
  ];
  const curve = Array.from({ length: 40 }, (_, index) => 1000 + index);
  assert.deepEqual(said('At 61 and 1039 and 1000.', { shown: [...figure([61, 62]), ...figure(curve)] }), []);
  assert.equal(said('At 1017.', { shown: figure(curve) }).length, 1);
  assert.equal(said('At 77.', { shown: figure([61]) }).length, 1);
});

test('neither a question nor the description of a picture shows a number', () => {
  const question = code('ask', 'ask();', [display({ 'text/plain': 'a) 37 b) 38' })], ['predict']);
  const picture = code('draw', "show('a', { alt: 'falls to 39' });", [
    display({ 'image/png': 'x', 'text/plain': 'falls to 39' }),
  ]);
  assert.equal(said('37 and 39', { shown: [question, picture] }).length, 2);
});

test('a cell declares a number by a formula of numbers that are shown', () => {
  const declared = (/** @type {Record<string, string>} */ numbers) => said('It is 46 times as much.', { numbers });
  assert.deepEqual(declared({ '46 times': '= 0.09233 / 0.001993' }), []);
  assert.match(declared({ '46 times': '= 0.09233 / 0.0023' })[0], /nothing in the lesson shows the 0.0023/);
  assert.match(declared({ '46 times': '= 0.8415 / 0.001993' })[0], /is 422\.2/);
  assert.match(declared({ '46 times': '= rare / likely' })[0], /is no formula of numbers/);
});

test('or by a reason, which a reader can read', () => {
  const declared = (/** @type {Record<string, string>} */ numbers) => said('It is 46 years old.', { numbers });
  assert.deepEqual(declared({ '46 years': 'the age of the idea, from its paper' }), []);
  assert.match(declared({ '46 years': 'yes' })[0], /too short/);
  assert.match(declared({ '47 years': 'the age of the idea' })[0], /states no number there/);
});
