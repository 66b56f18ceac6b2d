import assert from 'node:assert/strict';
import test from 'node:test';
import { editCells } from './cellEdits.mjs';

/** As the program that executes notebooks prints them; the numbers are not as JavaScript prints them. */
const text = `{
 "cells": [
  {
   "cell_type": "code",
   "execution_count": 1,
   "id": "first",
   "metadata": {},
   "outputs": [
    {
     "data": {
      "application/json": [1.0, 1e-07, 12345678901234567890]
     },
     "metadata": {},
     "output_type": "display_data"
    }
   ],
   "source": [
    "a\\n",
    "b"
   ]
  },
  {
   "cell_type": "markdown",
   "id": "words",
   "metadata": {},
   "source": []
  }
 ],
 "metadata": {},
 "nbformat": 4,
 "nbformat_minor": 5
}
`;

test('without edits, and with the same source again, every byte stays', () => {
  assert.equal(editCells(text, []), text);
  assert.equal(editCells(text, [{ source: 'a\nb' }, { source: '' }]), text);
});

test('a source is a list of lines, and nothing else changes', () => {
  const changed = editCells(text, [{ source: 'a\n"c" – \u2028d\n' }, {}]);
  assert.equal(changed, text.replace('"a\\n",\n    "b"', '"a\\n",\n    "\\"c\\" – \u2028",\n    "d\\n"'));
});

test('metadata is printed with sorted keys, one space a level', () => {
  const changed = editCells(text, [{ metadata: { tags: ['check'], jupyter: { source_hidden: true } } }]);
  const wanted = `"metadata": {
    "jupyter": {
     "source_hidden": true
    },
    "tags": [
     "check"
    ]
   },
   "outputs"`;
  assert.equal(changed, text.replace('"metadata": {},\n   "outputs"', wanted));
});

test('an empty source becomes lines, and lines become an empty source', () => {
  const changed = editCells(text, [{ source: '' }, { source: 'x' }]);
  assert.equal(editCells(changed, [{ source: 'a\nb' }, { source: '' }]), text);
  assert.deepEqual(
    JSON.parse(changed).cells.map((/** @type {import('./files.mjs').Cell} */ cell) => cell.source),
    [[], ['x']],
  );
});
