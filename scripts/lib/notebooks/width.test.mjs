import assert from 'node:assert/strict';
import test from 'node:test';
import { maxWidth, wideLines } from './width.mjs';

const x = (/** @type {number} */ count) => 'x'.repeat(count);
const widths = (/** @type {string} */ source) => wideLines(source).map(({ line, width }) => `${line}: ${width}`);

for (const [what, source] of [
  ['a line of the full width', `const ${x(maxWidth - 7)};`],
  ['a string that crosses the limit', `say('${x(200)}');`],
  ['a string that crosses it, and the punctuation that closes everything', `say([{ a: "${x(200)}" }]);`],
  ['a template without code beyond the limit', `say(\`\${a} ${x(200)}\`, 1);`.replace(', 1', ',')],
  ['a template of several lines', `say(\`first\n${x(200)}\nlast\`);`],
  ['an address in a comment', `// see https://example.org/${x(200)}`],
  ['an address in a longer comment, up to its full stop', `/*\n * ${x(60)} https://example.org/${x(100)}.\n */`],
  ['a string that ends at the limit', `say('${x(maxWidth - 6)}');`],
  ['wide signs outside the basic plane, counted one by one', `const ${'𝜋'.repeat(maxWidth - 7)};`],
]) {
  test(`${what} is narrow enough`, () => assert.deepEqual(widths(source), []));
}

for (const [what, source, expected] of /** @type {[string, string, string[]][]} */ ([
  ['a line of one character more', `const ${x(maxWidth - 6)};`, [`1: ${maxWidth + 1}`]],
  ['a line too wide by its semicolon, with a string elsewhere', `f('x', ${x(maxWidth - 8)});`, ['1: 97']],
  ['a comment', `a;\n// ${x(120)}`, ['2: 123']],
  ['code after a string', `say('${x(90)}', ${x(10)});`, ['1: 110']],
  ['code inside a template', `say(\`${x(90)} \${value.toFixed(2)}\`);`, ['1: 118']],
  ['a comment behind code', `const value = 1; // ${x(90)}`, ['1: 110']],
  ['words behind an address', `// https://example.org/${x(90)} and more`, ['1: 122']],
  ['a string inside a comment', `// '${x(120)}'`, ['1: 125']],
  ['an address in a string, and a comment', `say('https://example.org'); // ${x(90)}`, ['1: 121']],
])) {
  test(`${what} is too wide`, () => assert.deepEqual(widths(source), expected));
}
