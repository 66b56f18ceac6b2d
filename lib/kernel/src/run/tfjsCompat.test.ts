import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import { KernelClient } from '../testing/kernelClient';
import { ourKernel } from '../testing/kernelKinds';

const repository = path.join(__dirname, '..', '..', '..', '..');
const binding = path.join(repository, 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node');
const options = { skip: fs.existsSync(binding) ? false : 'the native TensorFlow binding is not installed' };

/** Calls `run` with a kernel in the project's notebooks folder, as the lessons' kernels are. */
function onLessons<T>(run: (kernel: KernelClient) => Promise<T>): Promise<T> {
  return KernelClient.use(ourKernel, path.join(repository, 'notebooks'), run, { patience: 120_000 });
}

test('tfjs-node runs on its native backend, in a typed cell, with nothing on stderr', options, () =>
  onLessons(async (kernel) => {
    const load = await kernel.execute("import * as tf from '@tensorflow/tfjs-node';\ntf.getBackend()");
    assert.equal(load.result, 'tensorflow', load.error?.evalue);
    const used = await kernel.execute(
      'const x = tf.variable(tf.scalar(1)); const f = () => x.square().mul(3) as tf.Scalar;\n' +
        'const { grads } = tf.variableGrads(f); console.log(Object.values(grads)[0].dataSync()[0]);\n' +
        'tf.multinomial(tf.tensor1d([0.5, 0.5]), 3).dispose();',
    );
    assert.equal(used.stream('stdout'), '6\n', used.error?.evalue);
    assert.equal(load.stream('stderr') + used.stream('stderr'), '');
  }),
);

const settings = ['TF_NUM_INTRAOP_THREADS', 'TF_ENABLE_ONEDNN_OPTS', 'ONEDNN_MAX_CPU_ISA'] as const;

/** What a cell that imports tfjs-node itself finds in the environment after the import. */
function settingsOfCell(): Promise<unknown> {
  return onLessons(async (kernel) => {
    const cell = await kernel.execute(
      `import * as tf from '@tensorflow/tfjs-node';\ntf.ones([64, 64]).matMul(tf.ones([64, 64])).dispose();\n` +
        `console.log(JSON.stringify(${JSON.stringify(settings)}.map((name) => process.env[name])));`,
    );
    assert.equal(cell.error?.evalue ?? cell.stream('stderr'), '');
    return JSON.parse(cell.stream('stdout')) as unknown;
  });
}

test(
  'tfjs-node runs with one thread and without processor-specific kernels, unless the user says otherwise',
  options,
  async () => {
    const before = settings.map((name) => process.env[name]);
    try {
      settings.forEach((name) => delete process.env[name]);
      assert.deepEqual(await settingsOfCell(), ['1', '1', 'AVX']);
      process.env['ONEDNN_MAX_CPU_ISA'] = 'SSE41';
      assert.deepEqual(await settingsOfCell(), ['1', '1', 'SSE41']);
    } finally {
      settings.forEach((name, i) =>
        before[i] === undefined ? delete process.env[name] : (process.env[name] = before[i]),
      );
    }
  },
);
