import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import typescript from 'typescript';
import { Fixture } from './testing/fixture';
import { KernelClient, kernelNode, ourKernel } from './testing/kernelClient';

const repository = path.join(__dirname, '..', '..', '..');
const binding = path.join(
  repository,
  'node_modules',
  '@tensorflow',
  'tfjs-node',
  'lib',
  'napi-v8',
  'tfjs_binding.node',
);

test(
  'tfjs-node runs on its native backend, in a typed cell, with nothing on stderr',
  { skip: fs.existsSync(binding) ? false : 'the native TensorFlow binding is not installed' },
  async () => {
    const kernel = await KernelClient.start(ourKernel, path.join(repository, 'notebooks'), 120_000);
    try {
      const load = await kernel.execute("import * as tf from '@tensorflow/tfjs-node';\ntf.getBackend()");
      assert.equal(load.result, 'tensorflow', load.error?.evalue);
      const used = await kernel.execute(
        'const x = tf.variable(tf.scalar(1)); const f = () => x.square().mul(3) as tf.Scalar;\n' +
          'const { grads } = tf.variableGrads(f); console.log(Object.values(grads)[0].dataSync()[0]);\n' +
          'tf.multinomial(tf.tensor1d([0.5, 0.5]), 3).dispose();',
      );
      assert.equal(used.stream('stdout'), '6\n', used.error?.evalue);
      assert.equal(load.stream('stderr') + used.stream('stderr'), '');
    } finally {
      await kernel.shutdown();
    }
  },
);

const settings = ['TF_NUM_INTRAOP_THREADS', 'ONEDNN_MAX_CPU_ISA'] as const;

/** What a cell that imports tfjs-node itself finds in the environment after the import. */
async function settingsOfCell(): Promise<unknown> {
  const kernel = await KernelClient.start(ourKernel, path.join(repository, 'notebooks'), 120_000);
  try {
    const cell = await kernel.execute(
      `import * as tf from '@tensorflow/tfjs-node';\ntf.ones([64, 64]).matMul(tf.ones([64, 64])).dispose();\n` +
        `console.log(JSON.stringify(${JSON.stringify(settings)}.map((name) => process.env[name])));`,
    );
    assert.equal(cell.error?.evalue ?? cell.stream('stderr'), '');
    return JSON.parse(cell.stream('stdout'));
  } finally {
    await kernel.shutdown();
  }
}

test(
  'tfjs-node runs with one thread and without processor-specific kernels, unless the user says otherwise',
  { skip: fs.existsSync(binding) ? false : 'the native TensorFlow binding is not installed' },
  async () => {
    const before = settings.map((name) => process.env[name]);
    try {
      settings.forEach((name) => delete process.env[name]);
      assert.deepEqual(await settingsOfCell(), ['1', 'AVX']);
      process.env['ONEDNN_MAX_CPU_ISA'] = 'SSE41';
      assert.deepEqual(await settingsOfCell(), ['1', 'SSE41']);
    } finally {
      settings.forEach((name, i) =>
        before[i] === undefined ? delete process.env[name] : (process.env[name] = before[i]),
      );
    }
  },
);

test('a kernel writes nothing to the terminal and leaves when it is told to', async () => {
  const fixture = new Fixture();
  const kernel = await KernelClient.start(ourKernel, fixture.notebooks, 60_000, 'pipe');
  let terminal = '';
  for (const stream of [kernel.process.stdout, kernel.process.stderr]) {
    stream?.on('data', (text) => (terminal += String(text)));
  }
  try {
    const cell = await kernel.execute("console.log('x'); console.error('y'); fetch;");
    assert.equal(cell.stream('stderr'), 'y\n');
    const running = kernel.execute("await null; console.log('started'); for (;;) {}");
    await kernel.waitForText('started');
    kernel.interrupt();
    await running;
  } finally {
    assert.equal(await kernel.shutdown(), 0);
    fixture.remove();
  }
  assert.equal(terminal, '');
});

test('a kernel leaves when it is told to while a cell keeps it busy', async () => {
  const fixture = new Fixture();
  const kernel = await KernelClient.start(ourKernel, fixture.notebooks);
  void kernel.execute("console.log('started'); for (;;) {}");
  await kernel.waitForText('started');
  assert.equal(await kernel.shutdown(), 'SIGKILL');
  fixture.remove();
});

test('an ES module package loads without a warning', async () => {
  const fixture = new Fixture({
    'node_modules/esm-only/package.json': '{ "type": "module", "main": "index.js", "types": "index.d.ts" }',
    'node_modules/esm-only/index.js': 'export const seven = 7;',
    'node_modules/esm-only/index.d.ts': 'export declare const seven: number;',
  });
  const kernel = await KernelClient.start(ourKernel, fixture.notebooks, 60_000, 'pipe');
  let terminal = '';
  kernel.process.stderr?.on('data', (text) => (terminal += String(text)));
  try {
    const cell = await kernel.execute("import { seven } from 'esm-only'; seven");
    assert.equal(cell.result, '7', cell.error?.evalue);
    await kernel.execute('1');
    assert.deepEqual(
      kernel.published.filter((message) => message.content['name'] === 'stderr'),
      [],
    );
  } finally {
    await kernel.shutdown();
    fixture.remove();
  }
  assert.equal(terminal, '');
});

test('a built package keeps its code until the kernel starts again; its errors show the source lines', async () => {
  const source = (n: number): string =>
    `type Unused = { a: 1 };\nexport function answer(fail: boolean): number {\n  if (fail) throw new Error('asked to');\n  return ${n};\n}\n`;
  const fixture = new Fixture({
    'packages/built/package.json': '{ "name": "built", "main": "dist/index.js", "types": "dist/index.d.ts" }',
    'packages/built/dist/index.d.ts': 'export declare function answer(fail: boolean): number;',
  });
  const build = (n: number): void => {
    const options = { module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022, sourceMap: true };
    const fileName = '../src/index.ts';
    const built = typescript.transpileModule(source(n), { fileName, compilerOptions: options });
    const map = JSON.parse(built.sourceMapText ?? '') as object;
    fixture.write('packages/built/src/index.ts', source(n));
    fixture.write('packages/built/dist/index.js', built.outputText);
    fixture.write('packages/built/dist/index.js.map', JSON.stringify({ ...map, sources: [fileName] }));
  };
  build(1);
  fixture.link('packages/built', 'built');
  const cell = "import { answer } from 'built'; answer(false)";
  const first = await KernelClient.start(ourKernel, fixture.notebooks);
  assert.equal((await first.execute(cell)).result, '1');
  const failed = await first.execute('answer(true)');
  assert.match(failed.error?.traceback.join('\n') ?? '', /at answer \(\.\.\/packages\/built\/src\/index\.ts:3:19\)/);
  build(2);
  assert.equal((await first.execute(cell)).result, '1');
  await first.shutdown();
  const second = await KernelClient.start(ourKernel, fixture.notebooks);
  assert.equal((await second.execute(cell)).result, '2');
  await second.shutdown();
  fixture.remove();
});

test('wrong options in package.json end the start with a sentence', async () => {
  const fixture = new Fixture({ 'package.json': '{ "tslab": { "compilerOptions": { "strikt": true } } }' });
  const connection = path.join(fixture.root, 'connection.json');
  fs.writeFileSync(connection, '{}');
  const child = spawn(kernelNode, [...ourKernel.argv, '--config-path', connection], { cwd: fixture.notebooks });
  let text = '';
  child.stderr.on('data', (piece) => (text += String(piece)));
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 1);
  assert.match(text, /^package\.json, tslab\.compilerOptions: Unknown compiler option 'strikt'\..*\n$/);
  fixture.remove();
});

test('a message with a wrong signature is dropped, and the kernel goes on', async () => {
  const fixture = new Fixture();
  const kernel = await KernelClient.start(ourKernel, fixture.notebooks, 60_000, 'pipe');
  let terminal = '';
  kernel.process.stderr?.on('data', (text) => (terminal += String(text)));
  kernel.forge('execute_request', { code: "console.log('forged')" }, 'shell');
  kernel.forge('shutdown_request', { restart: false }, 'control');
  assert.equal((await kernel.execute('1')).result, '1');
  assert.doesNotMatch(JSON.stringify(kernel.published), /forged/);
  assert.equal(await kernel.shutdown(), 0);
  assert.match(terminal, /wrong signature[^]*wrong signature/);
  fixture.remove();
});
