import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frame, FrameReader } from './frames';

test('a frame is its length, little endian, and its parts', () => {
  assert.deepEqual([...frame(Uint8Array.of(7), Uint8Array.of(8, 9))], [3, 0, 0, 0, 7, 8, 9]);
  assert.deepEqual([...frame()], [0, 0, 0, 0]);
});

test('bodies come out as they went in, whatever the pipe cuts them into', () => {
  const bodies = [[], [1], [2, 3, 4, 5, 6], [], Array.from({ length: 300 }, (_, i) => i % 256)];
  const pipe = Buffer.concat(bodies.map((body) => frame(Uint8Array.from(body))));
  for (const size of [1, 2, 3, 5, 7, 64, pipe.length]) {
    const reader = new FrameReader();
    const got: number[][] = [];
    for (let at = 0; at < pipe.length; at += size) {
      for (const body of reader.push(pipe.subarray(at, at + size))) got.push([...body]);
    }
    assert.deepEqual(got, bodies, `chunks of ${size} bytes`);
  }
});

test('text in the pipe is no frame', () => {
  assert.throws(
    () => new FrameReader().push(Buffer.from('hello')),
    /got a length of 1819043176 bytes; this is no frame/,
  );
});
