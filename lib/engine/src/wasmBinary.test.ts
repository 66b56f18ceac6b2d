import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { kernels, kernelsRelaxed } from './wasmBinary';

const root = join(__dirname, '..');

test('wasm/ and the base64 in wasmBinary.ts are what the compiler makes of assembly/kernels.ts, byte for byte', () => {
  execFileSync(process.execPath, [join(root, 'scripts/build-wasm.mjs'), '--check'], { stdio: 'pipe' });
});

test('what the engine loads is what lies in wasm/', () => {
  assert.ok(readFileSync(join(root, 'wasm/kernels.wasm')).equals(Buffer.from(kernels, 'base64')));
  assert.ok(readFileSync(join(root, 'wasm/kernels-relaxed.wasm')).equals(Buffer.from(kernelsRelaxed, 'base64')));
});
