import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { findNotebooks, lessonName, readNotebook, textOf } from './files.mjs';

test('every relative link of every notebook leads to a file', () => {
  const links = findNotebooks().flatMap((path) =>
    readNotebook(path)
      .cells.filter(({ cell_type: type }) => type === 'markdown')
      .flatMap(({ id, source }) =>
        [...textOf(source).matchAll(/\]\((?![a-z]+:|#)([^)\s#]+)/g)].map(([, link]) => ({ path, id, link })),
      ),
  );
  assert.ok(links.length > 100, `${links.length} links`);
  const dead = links.filter(({ path, link }) => !existsSync(join(dirname(path), decodeURIComponent(link))));
  assert.deepEqual(
    dead.map(({ path, id, link }) => `${lessonName(path)}, ${id}: ${link}`),
    [],
  );
});
