import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import test from 'node:test';
import { runInNewContext } from 'node:vm';
import { isError, propertyOf, stackOf, textOf } from './anyValue';

/** An object that throws whatever is done to it. */
function thorny(): object {
  const refuse = (): never => {
    throw new Error('do not touch');
  };
  return new Proxy(new Error('p'), { get: refuse, getPrototypeOf: refuse, has: refuse, ownKeys: refuse });
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

test('nothing throws, whatever the value', () => {
  for (const value of [thorny(), revoked(), null, undefined, 1n, Symbol('s'), Object.create(null) as object]) {
    assert.equal(propertyOf(value, 'stack'), undefined);
    assert.equal(isError(value), false);
    assert.equal(stackOf(value), '');
    assert.equal(typeof textOf(value), 'string');
  }
});

test('errors are recognised, also those of another realm', () => {
  assert.equal(isError(new TypeError()), true);
  assert.equal(isError(runInNewContext('new Error()')), true);
  assert.equal(isError({ message: 'no' }), false);
});

test('a value whose own printing throws is printed without it', () => {
  const broken = {
    size: 3,
    [inspect.custom]: () => {
      throw new Error('x');
    },
  };
  assert.match(textOf(broken), /^\{\s+size: 3/);
});

test('a stack of frames is text again', () => {
  assert.equal(stackOf({ stack: ['f (a.ts:1:2)', 'b.ts:3:4'] }), '    at f (a.ts:1:2)\n    at b.ts:3:4');
  assert.equal(stackOf({ stack: [Object.create(null)] }), '');
  assert.equal(stackOf({ stack: 123 }), '');
});
