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

test('every section that a link speaks of is one of the lesson that it leads to', () => {
  const named = findNotebooks().flatMap((path) =>
    readNotebook(path)
      .cells.filter(({ cell_type: type }) => type === 'markdown')
      .flatMap(({ id, source }) =>
        [...textOf(source).matchAll(/\]\(([^)\s#]+\.ipynb)\),? sections? (\d+)(?: (?:and|to) (\d+))?/g)].flatMap(
          ([, link, ...numbers]) =>
            numbers.filter((number) => number !== undefined).map((number) => ({ path, id, link, number })),
        ),
      ),
  );
  assert.ok(named.length > 10, `${named.length} sections`);
  const wrong = named.filter(({ path, link, number }) => {
    const prose = readNotebook(join(dirname(path), link))
      .cells.filter(({ cell_type: type }) => type === 'markdown')
      .map(({ source }) => textOf(source));
    return !prose.some((text) => new RegExp(`^## ${number}\\. `, 'm').test(text));
  });
  assert.deepEqual(
    wrong.map(({ path, id, link, number }) => `${lessonName(path)}, ${id}: ${link} has no section ${number}`),
    [],
  );
});
