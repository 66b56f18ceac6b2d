import assert from 'node:assert/strict';
import test from 'node:test';
import { mimeBundleOf } from './mimeBundle';

test('values are shown as the console would, null and undefined not at all', async () => {
  assert.equal(await mimeBundleOf(undefined), undefined);
  assert.equal(await mimeBundleOf(null), undefined);
  assert.deepEqual((await mimeBundleOf('two\nlines'))?.data, { 'text/plain': 'two\nlines' });
  assert.deepEqual((await mimeBundleOf([0, false]))?.data, { 'text/plain': '[ 0, false ]' });
  const later = { [Symbol.for('Jupyter.display')]: async () => ({ 'text/html': 'x' }) };
  assert.deepEqual((await mimeBundleOf(later))?.data, { 'text/html': 'x' });
  await assert.rejects(
    mimeBundleOf({ [Symbol.for('Jupyter.display')]: () => 3 }),
    /must return an object of MIME types, got 3/,
  );
});
