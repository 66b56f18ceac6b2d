import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine } from './createEngine';
import { isSupported } from './wasmModule';

/** tanh of every number, through a network that is nothing but tanh(1 x + 0). */
function engineTanh(kind: 'wasm' | 'wasm-relaxed', x: Float32Array): Float32Array {
  const blocks = [{ kind: 'dense', name: 'tanh', units: 1, activation: 'tanh' }] as const;
  const engine = createEngine({ inputSize: 1, maxRows: 64, blocks }, kind);
  engine.setParameters([1, 0]);
  const y = new Float32Array(x.length);
  engine.infer(engine.path(['tanh']), x, x.length, [y]);
  return y;
}

for (const kind of (['wasm', 'wasm-relaxed'] as const).filter(isSupported)) {
  test(`${kind}: relative error of tanh below 4e-7 on a dense grid, from 2^-30 to 20`, () => {
    const perOctave = 40_000;
    const x = Float32Array.from({ length: 34 * perOctave + 1 }, (_, i) => 2 ** (i / perOctave - 30)).filter(
      (v) => v <= 20,
    );
    const y = engineTanh(kind, x);
    let worst = 0;
    for (let i = 0; i < x.length; i++) worst = Math.max(worst, Math.abs(y[i] / Math.tanh(x[i]) - 1));
    assert.ok(worst < 4e-7, `largest relative error ${worst}`);
  });

  test(`${kind}: tanh is odd, 0 at 0 and stays inside (-1, 1), so that 1 - y^2 never vanishes or turns negative`, () => {
    const x = Float32Array.from({ length: 200_001 }, (_, i) => (i - 100_000) / 5000);
    const y = engineTanh(kind, x);
    assert.equal(y[100_000], 0);
    for (let i = 0; i < x.length; i++) {
      assert.ok(y[i] + y[x.length - 1 - i] === 0, `odd at ${x[i]}`);
      assert.ok(Math.abs(y[i]) < 1, `tanh(${x[i]}) = ${y[i]}`);
    }
  });
}
