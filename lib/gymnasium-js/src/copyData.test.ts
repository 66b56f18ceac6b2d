import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { copyData } from './copyData.js';

class Engine {
  power = [1];
}

test('data is copied to the bottom; functions and instances of classes are shared', () => {
  const shared = [1, 2];
  const engine = new Engine();
  const data = {
    list: [shared, { deep: shared }],
    map: new Map([['a', [1]]]),
    set: new Set(['x']),
    date: new Date(5),
    numbers: Float32Array.of(1, 2),
    bare: Object.assign(Object.create(null) as object, { a: [1] }),
    call: (): number => 1,
    engine,
    nothing: null,
  };
  const twin = copyData(data);
  assert.deepStrictEqual(twin, data);
  assert.equal(twin.list[0], (twin.list[1] as { deep: unknown }).deep); // one list stays one list
  for (const key of ['list', 'map', 'set', 'date', 'numbers', 'bare'] as const)
    assert.notEqual(twin[key], data[key], key);
  assert.notEqual(twin.list[0], shared);
  assert.notEqual(twin.map.get('a'), data.map.get('a'));
  assert.ok(twin.engine === engine && twin.call === data.call);
});

test('circles end, and objects of another realm are copied too', () => {
  const circle: { self?: unknown } = {};
  circle.self = circle;
  const twin = copyData(circle);
  assert.ok(twin.self === twin && twin !== circle);
  const foreign = runInNewContext('({ goals: [1, 2] })') as { goals: number[] };
  copyData(foreign).goals.pop();
  assert.equal(foreign.goals.length, 2);
});
