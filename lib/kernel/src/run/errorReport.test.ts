import assert from 'node:assert/strict';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests({
  'notebooks/deep.ts': [
    'interface OnlyATypeThatMovesLines {',
    '  readonly a: number;',
    '}',
    'export function check(x: number): OnlyATypeThatMovesLines {',
    '  if (x < 0) throw new RangeError(`x: expected >= 0, got ${x}`);',
    '  return { a: x };',
    '}',
  ].join('\n'),
});

testOnKernel(
  'an error deep in a TypeScript file is shown at its own line, with the way to the cell',
  async (kernel) => {
    const cell = await kernel.execute("import { check } from './deep';\n\ncheck(-1);");
    const text = cell.error?.traceback.join('\n') ?? '';
    assert.equal(cell.error?.evalue, 'x: expected >= 0, got -1');
    assert.match(text, /in deep\.ts, line 5, column \d+ \(run by cell\[\d+\]\)/);
    assert.match(text, /> 5 \| {3}if \(x < 0\) throw/);
    assert.match(text, /at check \(deep\.ts:5:\d+\)\n\s+at cell\[\d+\]:3:\d+/);
    assert.doesNotMatch(text, /node:internal|executor|cellScope/);
  },
);

testOnKernel('an error after an await keeps the way to the cell', async (kernel) => {
  await kernel.execute('async function inner() { await null; throw new TypeError("deep"); }');
  const cell = await kernel.execute('const x: number = 1;\nawait inner();');
  assert.match(cell.error?.traceback.join('\n') ?? '', /at inner \(cell\[\d+\]:1:\d+\)\n\s+at cell\[\d+\]:2:\d+/);
});

testOnKernel('anything can be thrown, and a cause is told', async (kernel) => {
  assert.equal((await kernel.execute("throw 'plain text'")).error?.evalue, "'plain text'");
  const cell = await kernel.execute("throw new Error('outer', { cause: new RangeError('inner') })");
  assert.match(cell.error?.traceback.join('\n') ?? '', /caused by RangeError: inner/);
});

testOnKernel('a type error names its code and place and marks the text', async (kernel) => {
  const cell = await kernel.execute('const n: number = 1;\nconst wrong: string = n;');
  assert.equal(cell.error?.ename, 'TypeScriptError');
  assert.match(
    cell.error?.evalue ?? '',
    /^cell\[\d+\]:2:7 - TS2322: Type 'number' is not assignable to type 'string'\.$/,
  );
  assert.match(cell.error?.traceback.join('\n') ?? '', /> 2 \| const wrong: string = n;\n.*\| {7}\S*\^\^\^\^\^/);
});
