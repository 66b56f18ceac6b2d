import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { firstWorkingBackend, useBackend } from './backend';
import { tf } from './tensors';

const works = async (): Promise<boolean> => true;
const refuses = async (): Promise<boolean> => false;
const breaks = async (): Promise<boolean> => Promise.reject(new Error('no binding.\nsecond line'));

test('the fastest backend that starts is kept, and a slower one says why', async () => {
  assert.deepEqual(await firstWorkingBackend(undefined, { tensorflow: works, wasm: works, cpu: works }), {
    name: 'tensorflow',
    notice: null,
  });
  const slower = await firstWorkingBackend(undefined, { tensorflow: breaks, wasm: works, cpu: works });
  assert.equal(slower.name, 'wasm');
  assert.match(slower.notice ?? '', /"wasm" backend: "tensorflow" could not be loaded \(no binding\)\.$/);
  const missing = async (): Promise<boolean> =>
    Promise.reject(new Error("Cannot open '/home/ann/course/lib/a.node' and C:\\Users\\ann\\b.node"));
  const pathless = await firstWorkingBackend(undefined, { tensorflow: missing, wasm: works, cpu: works });
  assert.match(pathless.notice ?? '', /a\.node' and b\.node\)\.$/);
  assert.doesNotMatch(pathless.notice ?? '', /home|Users/, 'a notice names no folder of a machine');
  const slowest = await firstWorkingBackend(undefined, { tensorflow: breaks, wasm: refuses, cpu: works });
  assert.match(slowest.notice ?? '', /"cpu" backend:.*no binding.*"wasm" did not start/);
  await assert.rejects(firstWorkingBackend(undefined, { tensorflow: breaks, wasm: refuses, cpu: breaks }), /npm start/);
  await assert.rejects(useBackend('gpu' as never), /preferred: got "gpu"/);
});

test('the choice is made once and tfjs really runs on it', async () => {
  const first = await useBackend();
  assert.equal(tf.getBackend(), first.name);
  assert.equal(await useBackend(), first);
  assert.equal(
    tf.tidy(() => tf.scalar(2).mul(3).dataSync()[0]),
    6,
  );
});

test('every backend computes, quietly: nothing on stderr', () => {
  const script = `
    const { useBackend } = require(${JSON.stringify(require.resolve('./backend'))});
    const { tf } = require(${JSON.stringify(require.resolve('./tensors'))});
    useBackend(process.argv[1] || undefined).then(() => {
      const y = tf.tensor2d([1, 2, 3, 4], [2, 2]).matMul(tf.ones([2, 1])).tanh();
      console.log(tf.getBackend(), y.shape.join());
    });`;
  for (const name of ['wasm', 'cpu']) {
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, name], { encoding: 'utf8' });
    assert.deepEqual([stdout, stderr], [`${name} 2,1\n`, '']);
  }
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.match(stdout, /^(tensorflow|TensorFlow\.js runs on its slower "wasm" backend: [^\n]+\nwasm) 2,1\n$/);
});
