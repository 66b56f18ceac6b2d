import assert from 'node:assert/strict';
import { test } from 'node:test';
import { requireFields, requireFunction, requireKnownFields, requireKnownOptions, requireMethods } from './objects';
import { requireFloats } from './floats';

test('an unknown option is refused with the nearest known name', () => {
  requireKnownOptions('f', { gamma: 1 }, ['gamma', 'gaeLambda']);
  requireKnownOptions('f', {}, ['gamma']);
  assert.throws(() => requireKnownOptions('f', { gama: 1 }, ['gaeLambda', 'gamma']), {
    name: 'TypeError',
    message: 'f: unknown option "gama", did you mean "gamma"? It takes gaeLambda, gamma',
  });
});

test('what is no object of options is refused and quoted', () => {
  for (const [given, got] of [
    [null, 'null'],
    [undefined, 'undefined'],
    [3, '3'],
    ['gamma', '"gamma"'],
    [[1], 'an array'],
    [new Float32Array(1), 'a Float32Array'],
    [() => 1, 'a function'],
  ]) {
    assert.throws(() => requireKnownOptions('f', given, ['gamma']), {
      name: 'TypeError',
      message: `f: got ${String(got)}, expected an object of options: gamma`,
    });
  }
});

test('a field that nobody reads is refused where it is named', () => {
  requireKnownFields('state', { m: 1 }, ['m', 'v'], 'a state');
  assert.throws(
    () => requireKnownFields('state', { w: 1 }, ['m', 'v'], 'a state'),
    /^TypeError: state\.w: unknown field/,
  );
  assert.throws(() => requireKnownFields('state', null, ['m'], 'a state'), /state: expected a state, got null/);
});

test('methods may be inherited; one that is missing is named', () => {
  class Base {
    step(): void {}
  }
  class Derived extends Base {}
  requireMethods('env', new Derived(), ['step'], 'an environment');
  assert.throws(() => requireMethods('env', new Derived(), ['reset'], 'an environment'), /env\.reset: got undefined/);
  assert.throws(
    () => requireMethods('env', null, ['reset'], 'an environment'),
    /env: got null, expected an environment/,
  );
  assert.throws(() => requireMethods('env', Promise.resolve(), [], 'an environment'), /env: got a Promise/);
});

test('functions, fields of numbers and arrays to fill', () => {
  requireFunction('f', () => 1);
  assert.throws(() => requireFunction('f', 1, 'a statistic'), /f: got 1, expected a statistic/);
  requireFields('point', { x: 1, y: 2 }, ['x', 'y']);
  assert.throws(
    () => requireFields('point', { x: 1 }, ['x', 'y'], 'a point'),
    /point\.y: expected a number, got undefined/,
  );
  requireFloats('into', new Float64Array(1));
  for (const given of [[1], new Int32Array(1), null])
    assert.throws(() => requireFloats('into', given), /^TypeError: into: /);
});
