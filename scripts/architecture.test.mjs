// The arrows between the packages, read from their imports.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, relative, resolve } from 'node:path';
import test from 'node:test';
import { arrows, importsOf, layerOf, wrongLayers } from './lib/layers.mjs';
import { findNotebooks, lessonName, readNotebook, textOf } from './lib/notebooks/files.mjs';
import { workspaces } from './lib/workspaces.mjs';

const packages = workspaces();
const packageName = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function sources(folder) {
  return readdirSync(join(folder, 'src'), { recursive: true })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, 'src', name));
}

for (const { name, path, folder } of packages) {
  test(`${path} imports no workspace package but ${arrows[name].join(', ') || 'itself'}`, () => {
    const others = packages.map((other) => other.name).filter((other) => !arrows[name].includes(other));
    const wrong = sources(folder).flatMap((file) =>
      importsOf(file)
        .filter((specifier) => others.includes(packageName(specifier)))
        .map((specifier) => `${relative(folder, file)} -> ${specifier}`),
    );
    assert.deepEqual(wrong, []);
  });

  test(`${path} imports no file outside itself`, () => {
    const wrong = sources(folder).flatMap((file) =>
      importsOf(file)
        .filter(
          (specifier) => specifier.startsWith('.') && relative(folder, resolve(file, '..', specifier)).startsWith('..'),
        )
        .map((specifier) => `${relative(folder, file)} -> ${specifier}`),
    );
    assert.deepEqual(wrong, []);
  });

  test(`${path} names every package that it needs when it runs in its package.json`, () => {
    const { dependencies = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const wrong = sources(folder)
      .filter((file) => !/\.test\.ts$|\btesting\b/.test(file))
      .map((file) => join(folder, 'dist', relative(join(folder, 'src'), file)).replace(/\.ts$/, '.js'))
      .flatMap((file) => importsOf(file).map((specifier) => [relative(folder, file), specifier]))
      .filter(([, specifier]) => !specifier.startsWith('.') && !isBuiltin(specifier))
      .filter(([, specifier]) => !(packageName(specifier) in dependencies))
      .map((pair) => pair.join(' -> '));
    assert.deepEqual(wrong, []);
  });
}

for (const name of ['gymnasium-js', 'ppo-engine']) {
  test(`${name} knows nothing of tensors`, () => {
    const { folder } = packages.find((one) => one.name === name);
    const wrong = sources(folder).filter((file) =>
      importsOf(file).some((specifier) => specifier.startsWith('@tensorflow/')),
    );
    assert.deepEqual(wrong, []);
  });
}

test('inside ppo-lib, a layer imports only itself and the layers before it', () => {
  const { folder } = packages.find((one) => one.name === 'ppo-lib');
  const files = sources(folder).filter((file) => !/\.test\.ts$/.test(file) && !file.endsWith('index.ts'));
  assert.deepEqual(wrongLayers(folder, files), []);
});

test('the numbers of ppo-lib need no tensors', () => {
  const { folder } = packages.find((one) => one.name === 'ppo-lib');
  assert.equal(layerOf(folder, 'surrogate.ts'), 'numbers');
  const numbers = sources(folder).filter((file) => layerOf(folder, relative(join(folder, 'src'), file)) === 'numbers');
  const wrong = numbers.filter((file) => importsOf(file).some((specifier) => specifier.startsWith('@tensorflow/')));
  assert.deepEqual(wrong, []);
});

for (const path of findNotebooks()) {
  test(`${lessonName(path)} imports packages, never files of the repository or the kernel`, () => {
    const cells = readNotebook(path).cells.filter((cell) => cell.cell_type === 'code');
    const specifiers = cells.flatMap((cell) =>
      [...textOf(cell.source).matchAll(/(?:from|import|require\()\s*['"]([^'"]+)['"]/g)].map((match) => match[1]),
    );
    assert.deepEqual(
      specifiers.filter((name) => name.startsWith('.') || packageName(name) === 'lesson-kernel'),
      [],
    );
  });
}
