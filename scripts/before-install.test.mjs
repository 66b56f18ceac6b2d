// The commands run on a fresh clone, so whatever they load at once may need nothing but Node itself.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import test from 'node:test';
import { scripts } from './lib/paths.mjs';

/** Imports at the top of a file; in a command also the one that loads the rest. */
function loadedAtOnce(path, isCommand) {
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(/^import (?:[^'"]* from )?'([^']+)';$/gm)];
  if (isCommand) found.push(...text.matchAll(/^import\('([^']+)'\)/gm));
  return found.map((match) => match[1]);
}

function outsideNode(path, isCommand, seen) {
  if (seen.has(path)) return [];
  seen.add(path);
  return loadedAtOnce(path, isCommand).flatMap((name) => {
    if (name.startsWith('.')) return outsideNode(resolve(dirname(path), name), false, seen);
    return isBuiltin(name) ? [] : [`${relative(scripts, path)} -> ${name}`];
  });
}

for (const name of readdirSync(scripts).filter((file) => file.endsWith('.mjs') && !file.endsWith('.test.mjs'))) {
  test(`${name} needs no installed package before it has set up`, () => {
    const seen = new Set();
    assert.deepEqual(outsideNode(join(scripts, name), true, seen), []);
    assert.ok(seen.size > 3, 'the files that it loads were followed');
  });
}
