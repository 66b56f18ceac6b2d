import assert from 'node:assert/strict';
import test from 'node:test';
import * as typescript from 'typescript';
import { bundleExplorable } from './explorables';

const asked: string[] = [];
const libraryOf = (name: string): string | undefined => {
  asked.push(name);
  return name === 'numbers' ? 'var library={twice:function(x){return 2*x}};' : undefined;
};

/** What the bundle exports, in a page that has nothing else. */
const explorable = (source: string): Record<string, unknown> => {
  const run = (0, eval)(
    `(function(){${bundleExplorable(typescript, libraryOf, source)} return explorable})`,
  ) as () => Record<string, unknown>;
  return run();
};

test('an explorable comes with what it imports, once, and exports as it does from esbuild', () => {
  asked.length = 0;
  const source =
    "import { twice } from 'numbers'; import * as all from 'numbers'; export default (x: number): number => twice(x) + all.twice(x);";
  const made = explorable(source);
  assert.equal((made['default'] as (x: number) => number)(3), 12);
  assert.deepEqual(asked, ['numbers']);
});

test('its function is still one when a page makes it of its text', () => {
  const source = 'export default (x: number): number => x + 1;';
  const text = `(function(){${bundleExplorable(typescript, libraryOf, source)}\nreturn explorable.default})`;
  const remade = (0, eval)(text) as () => (x: number) => number;
  assert.equal(remade()(1), 2);
});

test('what no page has, and what is no TypeScript, is named', () => {
  assert.throws(
    () => explorable("import { x } from 'node:fs'; export default () => x;"),
    /Could not resolve "node:fs"/,
  );
  assert.throws(() => explorable('export default ( => 1;'), /expected|Expression/i);
});
