import assert from 'node:assert/strict';
import test from 'node:test';
import { createEngine, isSupported, type Engine, type NetworkSpec } from './index';

const spec: NetworkSpec = {
  inputSize: 2,
  maxRows: 4,
  blocks: [
    { kind: 'dense', name: 'policy', units: 2, activation: 'none' },
    { kind: 'vector', name: 'logStd', size: 2 },
  ],
};
const any = (value: unknown): never => value as never;

test('a specification that is none is refused by name', () => {
  const withBlock = (block: unknown): never => any({ ...spec, blocks: [block] });
  assert.throws(() => createEngine(any(null)), /spec: got null, expected an object with inputSize, maxRows, blocks/);
  assert.throws(() => createEngine(any({ ...spec, rows: 3 })), /spec\.rows: not known here/);
  assert.throws(() => createEngine(any({ ...spec, blocks: 'abc' })), /blocks: got "abc", expected a list/);
  assert.throws(() => createEngine(withBlock(undefined)), /blocks\[0\]: got undefined, expected an object with kind/);
  assert.throws(() => createEngine(withBlock({ kind: 'nope', name: 'a' })), /blocks\[0\]\.kind: got "nope"/);
  assert.throws(() => createEngine(withBlock({ kind: 'dense', name: 3 })), /blocks\[0\]\.name: got 3, expected a text/);
  assert.throws(() => createEngine({ ...spec, maxRows: Infinity }), /maxRows: got Infinity, must be a whole number/);
  assert.throws(() => createEngine(spec, any('fast')), /kind: got "fast", must be one of auto, wasm/);
  assert.throws(() => isSupported(any(Symbol('x'))), /kind: got Symbol\(x\), must be "wasm"/);
});

for (const kind of ['plain', 'wasm'] as const) {
  const made = (): { engine: Engine; path: ReturnType<Engine['path']> } => {
    const engine = createEngine(spec, kind);
    return { engine, path: engine.path(['policy']) };
  };

  test(`${kind}: what is to be read or filled is checked before anything is computed`, () => {
    const { engine, path } = made();
    const input = new Float32Array(4);
    const [short, long] = [new Float32Array(3), new Float32Array(4)];
    assert.throws(() => engine.infer(path, input, 2, [short]), /into\[0\]: got 3 numbers, need at least 4/);
    assert.throws(() => engine.infer(path, input, 2, any(long)), /into: got a Float32Array, expected a list of 1/);
    assert.throws(() => engine.infer(path, input, 2, []), /into: got an array of 0, expected a list of 1/);
    assert.throws(() => engine.infer(path, input, -1, [long]), /rows: got -1, must be a whole number of at least 0/);
    assert.throws(() => engine.infer(path, input, 1, [long], 0.5), /firstRow: got 0\.5/);
    assert.throws(() => engine.forward(path, any('abcd'), 2), /input: got "abcd", expected an array of numbers/);
    assert.throws(() => engine.path(any('policy')), /heads: got "policy", expected a list of names/);
    assert.throws(() => engine.readVector('logStd', any([0, 0])), /into: got an array of 2, expected a Float32Array/);
    assert.throws(() => engine.readVector(any(Symbol('s')), short), /name of a vector: got Symbol\(s\)/);
    assert.throws(() => engine.setParameters(any(null)), /parameters: got null, expected an array of numbers/);
    engine.forward(path, input, 2);
    assert.throws(() => engine.readOutput('policy', short), /into of policy: got 3 numbers, need at least 4/);
    assert.throws(() => engine.writeOutputGradient('policy', any([1, 'a', 1, 1])), /gradient of policy\[1\]: got "a"/);
  });

  test(`${kind}: a rate, a limit or a state that would spoil every parameter is refused`, () => {
    const { engine } = made();
    assert.throws(() => engine.createOptimizer(any({ beta: 0.9 })), /options\.beta: not known here/);
    assert.throws(() => engine.createOptimizer(any({ tensors: 'logStd' })), /tensors: got "logStd", expected a list/);
    assert.throws(() => engine.createOptimizer(any({ beta1: '0.9' })), /beta1: got "0\.9", must be at least 0/);
    const optimizer = engine.createOptimizer();
    const size = optimizer.numParameters;
    const before = engine.getParameters();
    for (const rate of [NaN, -1, any('0.1'), undefined as never])
      assert.throws(() => optimizer.step(rate, null, 1), /learningRate: got .*, must be a finite number of at least 0/);
    assert.throws(() => optimizer.step(1e308, null, 1), /learningRate: got 1e\+308, .* float32 can hold/);
    assert.throws(() => optimizer.step(0.1, any('1'), 1), /maxGradNorm: got "1", must be positive/);
    const state = { steps: 2, m: new Float32Array(size), v: new Float32Array(size) };
    assert.throws(() => optimizer.setState(any(undefined)), /state: got undefined, expected an object/);
    assert.throws(
      () => optimizer.setState({ ...state, m: state.m.map(() => NaN) }),
      /m\[0\]: got NaN, must be a finite/,
    );
    assert.throws(() => optimizer.setState({ ...state, v: state.v.map(() => -1) }), /v\[0\]: got -1, .* of at least 0/);
    assert.throws(() => optimizer.setState({ ...state, steps: 1e308 }), /steps: got 1e\+308, must be a whole number/);
    assert.deepEqual(engine.getParameters(), before);
  });
}

test('a state of many steps is read at once, with the same correction as that many steps', () => {
  const engine = createEngine(spec, 'plain');
  const optimizer = engine.createOptimizer();
  const zeros = new Float32Array(optimizer.numParameters);
  optimizer.setState({ steps: 2 ** 50, m: zeros, v: zeros });
  assert.equal(optimizer.steps, 2 ** 50);
  optimizer.setState({ steps: 3, m: zeros.map(() => 0.1), v: zeros.map(() => 0.01) });
  optimizer.step(1, null, 0);
  // After step 4 with gradient 0: m = 0.09, v = 0.00999, corrected by 1 - 0.9^4 and 1 - 0.999^4.
  const expected = -(0.09 / (1 - 0.9 ** 4)) / (Math.sqrt(0.00999 / (1 - 0.999 ** 4)) + 1e-5);
  assert.ok(Math.abs(engine.getParameters()[0] - expected) < 1e-6);
});
