import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { scripts } from './paths.mjs';

const root = mkdtempSync(join(tmpdir(), 'lock-test-'));
test.after(() => rmSync(root, { recursive: true, force: true }));
cpSync(scripts, join(root, 'scripts'), { recursive: true });

/** A process that takes the lock, prints "in", waits for its standard input to end, and prints "out". */
function holder() {
  const program = `
    import { locked } from ${JSON.stringify(join(root, 'scripts', 'lib', 'lock.mjs'))};
    await locked(async () => { console.log('in'); for await (const _ of process.stdin); console.log('out'); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = Object.assign(child, { said: '' });
  child.stdout.setEncoding('utf8').on('data', (text) => (told.said += text));
  return told;
}

test('a second set-up waits for the first', async () => {
  const first = holder();
  await once(first.stdout, 'data');
  const other = holder();
  await once(other.stdout, 'data');
  assert.match(other.said, /^ {2}waiting for another set-up/);
  assert.doesNotMatch(other.said, /^in$/m);
  first.stdin.end();
  await once(first, 'close');
  other.stdin.end();
  await once(other, 'close');
  assert.match(other.said, /^in\nout$/m);
});

test('a lock whose process is gone is free', async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  writeFileSync(join(root, '.cache', 'setup.lock'), '999999999');
  const next = holder();
  next.stdin.end();
  await once(next, 'close');
  assert.match(next.said, /^in\nout$/m);
});
