// The commands run on a fresh clone, so whatever they load at once may need nothing but Node itself.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import test from 'node:test';
import { commands } from './commands.mjs';
import { root, scripts } from './lib/paths.mjs';

const table = join(scripts, 'commands.mjs');

/**
 * What a file imports as it is loaded, from `import` at its top.
 * @param {string} path
 */
function loadedAtOnce(path) {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^(?:import|export) (?:[^'"]* from )?'([^']+)';$/gm)].map((match) => match[1]);
}

/**
 * Every import outside Node and outside the scripts, also by way of other files.
 * @param {string} path
 * @param {Set<string>} seen
 * @returns {string[]}
 */
function outsideNode(path, seen) {
  if (seen.has(path)) return [];
  seen.add(path);
  return loadedAtOnce(path).flatMap((name) => {
    if (name.startsWith('.')) return outsideNode(resolve(dirname(path), name), seen);
    return isBuiltin(name) ? [] : [`${relative(scripts, path)} -> ${name}`];
  });
}

test('the program behind the commands needs no installed package', () => {
  const seen = new Set();
  assert.deepEqual([...outsideNode(join(scripts, 'run.mjs'), seen), ...outsideNode(table, seen)], []);
  assert.ok(seen.size > 2, 'the files that it loads were followed');
});

for (const [name, run] of Object.entries(commands)) {
  test(`npm run ${name} needs no installed package before it has set up`, () => {
    const loads = [...String(run).matchAll(/import\('([^']+)'\)/g)].map((match) => match[1]);
    assert.equal(loads.length, 1, 'a command is one file');
    const seen = new Set();
    assert.deepEqual(outsideNode(join(scripts, loads[0]), seen), []);
    assert.ok(seen.size > 1, 'the files that it loads were followed');
  });
}

test('package.json has every command under its own name, and no other', () => {
  const { scripts: named } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const expected = Object.keys(commands).map((name) => [name, `node scripts/run.mjs ${name}`]);
  assert.deepEqual(named, Object.fromEntries(expected));
});
