import assert from 'node:assert/strict';
import { test } from 'node:test';
import { code, markdown, notebook } from './sample.mjs';
import { studyMinutes } from './studyTime.mjs';

const words = markdown('words', new Array(360).fill('word').join(' '));

test('360 words are two minutes, 24 lines of code two more', () => {
  const lines = code('lines', new Array(24).fill('f();').join('\n\n'));
  assert.equal(studyMinutes(notebook([words])), 2);
  assert.equal(studyMinutes(notebook([words, lines])), 4);
});

test('a prediction takes a minute and a half, an exercise what its card says; folded code takes nothing', () => {
  const card = code('card', "exercise('slope', {\n  minutes: 7,\n});");
  card.metadata.jupyter = { source_hidden: true };
  const guess = code('guess', "predict('x');");
  guess.metadata = { tags: ['predict'], jupyter: { source_hidden: true } };
  assert.equal(studyMinutes(notebook([words, card, guess])), 2 + 7 + 1.5);
});

test('each item of a paper takes a minute', () => {
  const items = code('items', 'showItems(paper, 1, 8);');
  items.metadata.jupyter = { source_hidden: true };
  const one = code('one', 'showItems(paper, 9, 9);');
  one.metadata.jupyter = { source_hidden: true };
  assert.equal(studyMinutes(notebook([words, items, one])), 2 + 8 + 1);
});
