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

testOnKernel('a traceback shows the whole way of a call, up to twelve frames', async (kernel) => {
  const names = Array.from({ length: 8 }, (_, i) => `step${i}`);
  const steps = names.map((name, i) => `function ${name}() { ${names[i + 1] ?? 'stop'}(); }`);
  await kernel.execute(`function stop() { throw new Error('deep'); }\n${steps.join('\n')}`);
  const framesOf = async (code: string): Promise<string[]> =>
    ((await kernel.execute(code)).error?.traceback ?? []).filter((line) => line.startsWith('    at '));
  const frames = await framesOf('step0();');
  const called = ['stop', ...[...names].reverse()];
  assert.equal(frames.length, called.length + 1);
  for (const [i, name] of called.entries())
    assert.match(frames[i] ?? '', new RegExp(`^ {4}at ${name} \\(cell\\[\\d+\\]:`));
  assert.equal(
    (
      await framesOf(
        'Error.stackTraceLimit = 50; const down = (n: number): void => (n > 0 ? down(n - 1) : stop()); down(40);',
      )
    ).length,
    12,
  );
});

testOnKernel('an AggregateError tells its parts, an error all its causes', async (kernel) => {
  const all = await kernel.execute(
    "await Promise.any([Promise.reject(new RangeError('one')), Promise.reject('two')]);",
  );
  const text = all.error?.traceback.join('\n') ?? '';
  assert.match(text, /AggregateError\S*: All promises were rejected/);
  assert.match(text, /\n {2}- RangeError: one\n {2}- Thrown value: 'two'$/);
  const chain = await kernel.execute("throw new Error('a', { cause: new TypeError('b', { cause: 'c' }) });");
  assert.match(chain.error?.traceback.join('\n') ?? '', /caused by TypeError: b\n {2}caused by Thrown value: 'c'$/);
});
