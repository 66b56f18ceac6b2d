import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fixture } from './testing/fixture';
import { KernelClient, ourKernel } from './testing/kernelClient';

const fixture = new Fixture({
  'package.json': '{ "workspaces": [] }',
  'notebooks/deep.ts': [
    'interface OnlyATypeThatMovesLines {',
    '  readonly a: number;',
    '}',
    'export function check(x: number): OnlyATypeThatMovesLines {',
    '  if (x < 0) throw new RangeError(`x: expected >= 0, got ${x}`);',
    '  return { a: x };',
    '}',
  ].join('\n'),
  'notebooks/loop.ts': `
    export const laps = { value: 0 };
    export async function loop(): Promise<void> {
      for (;;) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (laps.value++ === 0) console.log('started');
      }
    }`,
  'notebooks/plain.js': 'export const plain = 3;',
});
let kernel: KernelClient;

before(async () => {
  kernel = await KernelClient.start(ourKernel, fixture.notebooks);
});
after(async () => {
  await kernel.shutdown();
  fixture.remove();
});

const SIGNAL = "(globalThis as any)[Symbol.for('tslab.kernel')].signal as AbortSignal";
const SLEEP = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));';

/** Runs a cell that prints "started", interrupts it then, and returns its result. */
async function interrupted(code: string): ReturnType<KernelClient['execute']> {
  kernel.published.length = 0;
  const running = kernel.execute(code);
  await kernel.waitForText('started');
  kernel.interrupt();
  return running;
}

/** Fails unless an expression is a positive number that does not grow any more. */
async function assertStands(expression: string): Promise<void> {
  const seen = Number((await kernel.execute(expression)).result);
  assert.ok(seen > 0, `${expression}: ${seen}`);
  await sleep(100);
  assert.equal(Number((await kernel.execute(expression)).result), seen, `${expression} goes on`);
}

test('variables, functions, classes and imports can be declared again with another type', async () => {
  await kernel.execute("const value = 1; class A { x = 1 } function f() { return 'old' } import { join } from 'path';");
  const cell = await kernel.execute(
    "const value = 'text'; class A { y = 2 } function f() { return 2 } value + new A().y + f()",
  );
  assert.equal(cell.result, 'text22');
  assert.equal((await kernel.execute("join('a', 'b')")).result, 'a/b');
});

test('a cell that does not compile is not run, and one that fails declares no new names', async () => {
  await kernel.execute('const base = 10;');
  await kernel.execute("const base: string = 11; console.log('not run');");
  assert.equal((await kernel.execute('base')).result, '10');
  await kernel.execute("const fresh = 1; throw new Error('no');");
  assert.match((await kernel.execute('fresh')).error?.evalue ?? '', /TS2304: Cannot find name 'fresh'/);
});

test('display and newDisplay of tslab, and a bundle with an id, reach the page in order with the text', async () => {
  const cell = await kernel.execute(`
    import { display, newDisplay } from 'tslab';
    console.log('before');
    display.html('<i>one</i>');
    const place = newDisplay();
    place.text('1');
    console.log('between');
    place.text('2');
    require('tslab/dist/jupyter').lastWriteDisplayData(
      { data: { 'a/b': 1, 'text/plain': 'x' }, metadata: {}, transient: { display_id: 'here' } }, false);`);
  assert.equal(cell.error, undefined);
  const seen = cell.messages
    .map((message) => message.header.msg_type)
    .filter((type) => !/status|execute_input/.test(type));
  assert.deepEqual(seen, ['stream', 'display_data', 'display_data', 'stream', 'update_display_data', 'display_data']);
  const [html, first, bundle] = cell.contents('display_data');
  assert.deepEqual(html?.['data'], { 'text/html': '<i>one</i>' });
  assert.deepEqual(first?.['transient'], cell.contents('update_display_data')[0]?.['transient']);
  assert.deepEqual(bundle, { data: { 'a/b': 1, 'text/plain': 'x' }, metadata: {}, transient: { display_id: 'here' } });
});

test('text that is printed just before a loop that never ends is shown', async () => {
  const cell = await interrupted("console.log('started'); for (;;) {}");
  assert.equal(cell.error?.ename, 'Interrupted');
});

test('a training loop that heeds the signal ends its cell, and what it returns is kept', async () => {
  const cell = await interrupted(`${SLEEP}
    async function train(signal: AbortSignal) {
      let steps = 0;
      for (; !signal.aborted; steps++) { await sleep(5); if (steps === 3) console.log('started'); }
      await sleep(200);
      return { steps };
    }
    const learned = await train(${SIGNAL});`);
  assert.equal(cell.error, undefined);
  assert.equal(cell.reply['status'], 'ok');
  assert.match((await kernel.execute('learned.steps > 3')).result ?? '', /^true$/);
});

test('each cell gets a fresh signal', async () => {
  assert.equal((await kernel.execute(`(${SIGNAL}).aborted`)).result, 'false');
  const [one, two] = [`const s1 = ${SIGNAL};`, `s1 === (${SIGNAL})`];
  await kernel.execute(one);
  assert.equal((await kernel.execute(two)).result, 'false');
});

for (const [name, pause] of [
  ['setTimeout', 'await sleep(5)'],
  ['setImmediate', 'await new Promise((resolve) => setImmediate(resolve))'],
  ['node:timers/promises', "await require('node:timers/promises').setTimeout(5)"],
  ['file reads', "await require('node:fs').promises.readFile('deep.ts')"],
] as const) {
  test(`an asynchronous loop over ${name} that ignores the signal stays stopped`, async () => {
    await kernel.execute(`${SLEEP} const count = { value: 0 };`);
    const cell = await interrupted(`for (;;) { ${pause}; if (count.value++ === 0) console.log('started'); }`);
    assert.equal(cell.error?.ename, 'Interrupted');
    await assertStands('count.value');
  });
}

test('a loop of settled promises is stopped', async () => {
  const cell = await interrupted("console.log('started'); while (true) await Promise.resolve();");
  assert.equal(cell.error?.ename, 'Interrupted');
});

test('a timer that repeats and an await without end are stopped', async () => {
  await kernel.execute('const ticks = { n: 0 };');
  const cell = await interrupted(
    "setInterval(() => { if (ticks.n++ === 0) console.log('started'); }, 5); await new Promise(() => {});",
  );
  assert.equal(cell.error?.ename, 'Interrupted');
  await assertStands('ticks.n');
});

test('a loop in a library that ignores the signal stays stopped', async () => {
  await kernel.execute("import { laps, loop } from './loop';");
  assert.equal((await interrupted('await loop();')).error?.ename, 'Interrupted');
  await assertStands('laps.value');
});

test('between cells, a comm handler has a signal of its own, and an interrupt stops what it began', async () => {
  await kernel.execute(`${SLEEP}
    const turns = { value: 0, aborted: 0 };
    async function handle() {
      turns.aborted = (${SIGNAL}).aborted ? 2 : 1;
      for (;;) { await sleep(5); if (turns.value++ === 0) console.log('handling'); }
    }`);
  await interrupted(`
    const { commId } = (globalThis as any)[Symbol.for('tslab.kernel')].openComm({ targetName: 't', data: {}, onMessage: handle });
    console.log('started'); while (!(${SIGNAL}).aborted) await new Promise((r) => setTimeout(r, 5));`);
  const open = await kernel.waitFor((message) => message.header.msg_type === 'comm_open', 'comm_open');
  kernel.tell('comm_msg', { comm_id: open.content['comm_id'], data: {} });
  await kernel.waitForText('handling');
  kernel.interrupt();
  kernel.interrupt();
  await sleep(200);
  await assertStands('turns.value');
  assert.equal((await kernel.execute('turns.aborted')).result, '1');
});

test('a request that arrives while a cell blocks is dropped when that cell fails', async () => {
  kernel.published.length = 0;
  const failing = kernel.execute(
    "console.log('started'); const t = Date.now(); while (Date.now() < t + 500); throw new Error('x');",
  );
  await kernel.waitForText('started');
  assert.equal((await kernel.execute('1')).reply['status'], 'aborted');
  assert.equal((await failing).reply['status'], 'error');
});

test('an interrupt also drops the cells that wait behind the interrupted one', async () => {
  kernel.published.length = 0;
  const all = kernel.executeAll([
    `console.log('started'); while (!(${SIGNAL}).aborted) await new Promise((r) => setTimeout(r, 5));`,
    '1',
  ]);
  await kernel.waitForText('started');
  kernel.interrupt();
  assert.deepEqual(
    (await all).map((cell) => cell.reply['status']),
    ['ok', 'aborted'],
  );
});

test('an interrupt between cells changes nothing', async () => {
  kernel.interrupt();
  await sleep(100);
  assert.equal((await kernel.execute('40 + 2')).result, '42');
});

test('SIGINT interrupts a blocked kernel too', async () => {
  kernel.published.length = 0;
  const running = kernel.execute("await null; console.log('started'); for (;;) {}");
  await kernel.waitForText('started');
  kernel.process.kill('SIGINT');
  assert.equal((await running).error?.ename, 'Interrupted');
  assert.equal((await kernel.execute('1')).result, '1');
});

test('an error deep in a TypeScript file is shown at its own line, with the way to the cell', async () => {
  const cell = await kernel.execute("import { check } from './deep';\n\ncheck(-1);");
  const text = cell.error?.traceback.join('\n') ?? '';
  assert.equal(cell.error?.evalue, 'x: expected >= 0, got -1');
  assert.match(text, /in deep\.ts, line 5, column \d+ \(run by cell\[\d+\]\)/);
  assert.match(text, /> 5 \| {3}if \(x < 0\) throw/);
  assert.match(text, /at check \(deep\.ts:5:\d+\)\n\s+at cell\[\d+\]:3:\d+/);
  assert.doesNotMatch(text, /node:internal|executor|cellScope/);
});

test('an error after an await keeps the way to the cell', async () => {
  await kernel.execute('async function inner() { await null; throw new TypeError("deep"); }');
  const cell = await kernel.execute('const x: number = 1;\nawait inner();');
  assert.match(cell.error?.traceback.join('\n') ?? '', /at inner \(cell\[\d+\]:1:\d+\)\n\s+at cell\[\d+\]:2:\d+/);
});

test('anything can be thrown, and a cause is told', async () => {
  assert.equal((await kernel.execute("throw 'plain text'")).error?.evalue, "'plain text'");
  const cell = await kernel.execute("throw new Error('outer', { cause: new RangeError('inner') })");
  assert.match(cell.error?.traceback.join('\n') ?? '', /caused by RangeError: inner/);
});

test('a type error names its code and place and marks the text', async () => {
  const cell = await kernel.execute('const n: number = 1;\nconst wrong: string = n;');
  assert.equal(cell.error?.ename, 'TypeScriptError');
  assert.match(
    cell.error?.evalue ?? '',
    /^cell\[\d+\]:2:7 - TS2322: Type 'number' is not assignable to type 'string'\.$/,
  );
  assert.match(cell.error?.traceback.join('\n') ?? '', /> 2 \| const wrong: string = n;\n.*\| {7}\S*\^\^\^\^\^/);
});

test('an error in a timer fails the cell that is running', async () => {
  const cell = await kernel.execute(
    "setTimeout(() => { throw new Error('from a timer') }, 5); await new Promise((resolve) => setTimeout(resolve, 5000));",
  );
  assert.equal(cell.error?.evalue, 'from a timer');
});

test('an edit of an imported file is seen at once, by the type check too', async () => {
  fixture.write('notebooks/edited.ts', 'export const a = 1;');
  assert.equal((await kernel.execute("import { a } from './edited'; a")).result, '1');
  fixture.write('notebooks/edited.ts', "export const a = 'text'; export const b = 2;");
  const cell = await kernel.execute("import { a, b } from './edited'; a.length + b");
  assert.equal(cell.result, '6', cell.error?.evalue);
});

test('modules in memory and JavaScript beside the notebook can be imported, and change', async () => {
  await kernel.execute('/** @module mine */\nexport const mine: number = 1;');
  const use = "import { mine } from './mine'; import { plain } from './plain.js'; mine + plain";
  assert.equal((await kernel.execute(use)).result, '4');
  await kernel.execute('/** @module mine */\nexport const mine: number = 10;');
  fixture.write('notebooks/plain.js', 'export const plain = 30;');
  assert.equal((await kernel.execute(use)).result, '40');
});

test('completion, inspection and completeness are answered', async () => {
  await kernel.execute('/** How far to go. */ const clipRange: number = 0.2;');
  const complete = await kernel.request('complete_request', { code: 'clipR', cursor_pos: 5 });
  assert.equal(complete.reply.header.msg_type, 'complete_reply');
  assert.equal((complete.reply.content['matches'] as string[])[0], 'clipRange');
  const inspect = await kernel.request('inspect_request', { code: 'clipRange', cursor_pos: 2, detail_level: 0 });
  assert.match((inspect.reply.content['data'] as Record<string, string>)['text/plain'] ?? '', /clipRange: number/);
  const status = async (code: string): Promise<unknown> =>
    (await kernel.request('is_complete_request', { code })).reply.content['status'];
  assert.deepEqual([await status('if (true) {'), await status('1 + 1')], ['incomplete', 'complete']);
});

test('a comm can be sent to and closed from both sides', async () => {
  kernel.published.length = 0;
  await kernel.execute(`const log: string[] = [];
    const open = (name: string) => (globalThis as any)[Symbol.for('tslab.kernel')].openComm({
      targetName: name, data: {}, onMessage: (data: any) => { log.push(name + data.n); }, onClose: () => { log.push(name + ' closed'); } });
    const [a, b] = [open('a'), open('b')]; a.send({ hello: 1 });`);
  const opened = kernel.published.filter((message) => message.header.msg_type === 'comm_open');
  const [a, b] = opened.map((message) => message.content['comm_id']);
  const info = await kernel.request('comm_info_request', { target_name: 'b' });
  assert.deepEqual(info.reply.content['comms'], { [String(b)]: { target_name: 'b' } });
  kernel.tell('comm_msg', { comm_id: a, data: { n: 7 } });
  kernel.tell('comm_close', { comm_id: a, data: {} });
  kernel.tell('comm_msg', { comm_id: a, data: { n: 8 } });
  assert.equal((await kernel.execute('b.close(); log.join()')).result, 'a7,a closed');
  assert.match((await kernel.execute('a.send(1)')).error?.evalue ?? '', /is closed/);
  const sent = kernel.published.filter((message) => /comm_(msg|close)/.test(message.header.msg_type));
  assert.deepEqual(
    sent.map((message) => [message.header.msg_type, message.content['comm_id']]),
    [
      ['comm_msg', a],
      ['comm_close', b],
    ],
  );
  kernel.tell('comm_open', { comm_id: 'theirs', target_name: 'nobody', data: {} });
  await kernel.waitFor((message) => message.content['comm_id'] === 'theirs', 'the answer to an unknown target');
});

test('process.exit in a callback does not end the kernel either', async () => {
  const cell = await kernel.execute(
    'setTimeout(() => process.exit(1), 5); await new Promise((resolve) => setTimeout(resolve, 5000));',
  );
  assert.equal(cell.error?.ename, 'ProcessExitError');
});

test('a silent request counts for nothing and shows nothing', async () => {
  const before = Number((await kernel.execute('1')).reply['execution_count']);
  const silent = await kernel.request('execute_request', { code: '2', silent: true });
  assert.deepEqual(
    silent.messages.map((message) => message.header.msg_type),
    ['status', 'status'],
  );
  assert.equal((await kernel.execute('3')).reply['execution_count'], before + 1);
});

test('a failure inside the compiler fails that cell only', async () => {
  const compiler = JSON.stringify(require.resolve('@tslab/typescript-for-tslab'));
  await kernel.execute(`
    const { sys } = require(${compiler});
    const { fileExists } = sys;
    sys.fileExists = (file: string) => {
      if (file.includes('unlucky')) throw new Error('disk trouble');
      return fileExists(file);
    };`);
  const failed = await kernel.execute("import './unlucky';");
  assert.match(failed.error?.evalue ?? '', /disk trouble/);
  assert.equal((await kernel.execute('sys.fileExists = fileExists; 2 + 2')).result, '4');
});
