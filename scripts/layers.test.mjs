// The list of layers fits the folders, and the rules made of it say what it means; lessons import packages only.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'node:test';
import layerLists from './layers.cjs';
import cruiserRules from './lib/imports.cjs';
import { findNotebooks, lessonName, readNotebook, textOf } from './lib/notebooks/files.mjs';
import { root } from './lib/paths.mjs';
import { workspaces } from './lib/workspaces.mjs';

const { arrows, entries, layers } = layerLists;
const forbidden = /** @type {{ name: string, from: { path: string }, to: { path: string | string[] } }[]} */ (
  cruiserRules.forbidden
);

test('a folder may import itself and every row below, and nothing of its own row or above', () => {
  for (const [path, rows] of Object.entries(layers)) {
    const height = new Map(rows.flatMap((row, index) => row.map((folder) => /** @type {const} */ ([folder, index]))));
    for (const [from, own] of height) {
      const rule = forbidden.find(({ name }) => name === `${path}: ${from} imports itself and what lies below`);
      assert.ok(rule, `no rule for ${path}/src/${from}`);
      assert.match(`${path}/src/${from}/deep/x.ts`, new RegExp(rule.from.path));
      const refused = (/** @type {string} */ file) => [rule.to.path].flat().some((one) => new RegExp(one).test(file));
      for (const [to, other] of height) {
        assert.equal(
          refused(`${path}/src/${to}/deep/x.ts`),
          to !== from && other >= own,
          `${path}: ${from} imports ${to}`,
        );
      }
      assert.ok(refused(`${path}/src/index.ts`), `${path}: ${from} imports the top`);
    }
  }
});

test('the list of layers knows every package, every folder of a layered package, and no loose file', () => {
  assert.deepEqual(
    workspaces()
      .map(({ path }) => path)
      .filter((path) => !(path in arrows)),
    [],
  );
  for (const [path, rows] of Object.entries(layers)) {
    const found = readdirSync(join(root, path, 'src'), { withFileTypes: true });
    const folders = found.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    assert.deepEqual(
      folders.filter((name) => ![...rows.flat(), 'testing'].includes(name)),
      [],
      `${path}: folders that scripts/layers.cjs does not name`,
    );
    const loose = found.filter((entry) => entry.isFile()).map((entry) => entry.name.replace(/(\.test)?\.ts$/, ''));
    assert.deepEqual(
      loose.filter((name) => !entries[path].includes(name)),
      [],
      `${path}/src: these belong into a folder`,
    );
    assert.deepEqual(
      rows.flat().filter((name) => !existsSync(join(root, path, 'src', name))),
      [],
      `${path}: folders that scripts/layers.cjs names and that do not exist`,
    );
  }
});

/**
 * The files that a file needs at run time, itself among them, inside its package.
 * @param {string} file
 * @param {Map<string, number>} [lines] by file, filled
 */
function closure(file, lines = new Map()) {
  if (lines.has(file)) return lines;
  const text = readFileSync(file, 'utf8');
  lines.set(file, text.split('\n').length - 1);
  for (const [, target] of text.matchAll(/^(?:import|export) (?!type )[^;]*?from '(\.[^']+)';$/gm))
    closure(join(dirname(file), `${target}.ts`), lines);
  return lines;
}

test('the smallest PPO of the library, from an empty network to a trained one, is read in 25 files and 2,500 lines', () => {
  const lines = closure(join(root, 'lib/ppo/src/pieces.ts'));
  const names = [...lines.keys()].map((file) => file.slice(join(root, 'lib/ppo/src').length + 1));
  for (const needed of ['pieces/update.ts', 'pieces/rollout.ts', 'networks/adam.ts'])
    assert.ok(names.includes(needed), `${needed} is not among ${names.join(', ')}`);
  assert.ok(lines.size <= 25, names.join(', '));
  const total = [...lines.values()].reduce((sum, n) => sum + n, 0);
  assert.ok(total <= 2500, `${total} lines`);
});

test('PPO on tokens, from answers to slopes, is read in one file of 150 lines', () => {
  const lines = readFileSync(join(root, 'lib/ppo/src/tokens/plainTokenPpo.ts'), 'utf8').split('\n');
  assert.ok(lines.length - 1 <= 150, `${lines.length - 1} lines`);
  assert.ok(Math.max(...lines.map((line) => line.length)) <= 140);
});

for (const path of findNotebooks()) {
  test(`${lessonName(path)} imports packages, never files of the repository or the kernel`, () => {
    /** @type {{ cell_type: string, source: string | string[] }[]} */
    const cells = readNotebook(path).cells;
    const specifiers = cells
      .filter((cell) => cell.cell_type === 'code')
      .flatMap((cell) => [...textOf(cell.source).matchAll(/(?:from|import|require\()\s*['"]([^'"]+)['"]/g)])
      .map((match) => match[1]);
    assert.deepEqual(
      specifiers.filter((name) => name.startsWith('.') || name.split('/')[0] === 'lesson-kernel'),
      [],
    );
  });
}
