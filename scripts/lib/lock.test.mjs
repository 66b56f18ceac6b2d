import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { identity } from './lock.mjs';
import { scripts } from './paths.mjs';

const root = mkdtempSync(join(tmpdir(), 'lock-test-'));
test.after(() => rmSync(root, { recursive: true, force: true }));
cpSync(scripts, join(root, 'scripts'), { recursive: true });

/** @type {import('node:child_process').ChildProcess[]} */
const started = [];
test.afterEach(() => started.splice(0).forEach((child) => child.kill()));

/** A process that takes the lock, prints "in", waits for its standard input to end, and prints "out". */
function holder() {
  const program = `
    import { locked } from ${JSON.stringify(pathToFileURL(join(root, 'scripts', 'lib', 'lock.mjs')).href)};
    await locked(async () => { console.log('in'); for await (const _ of process.stdin); console.log('out'); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
  const told = Object.assign(child, { said: '' });
  started.push(child);
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

/** @type {[what: string, plant: (lock: string) => void][]} */
const stale = [
  ['whose process is gone', (lock) => symlinkSync('999999999 1 a', lock)],
  ['whose number another process has by now', (lock) => symlinkSync(`${process.pid} 1 a`, lock)],
  ['of an older version', (lock) => writeFileSync(lock, String(process.pid))],
];
for (const [what, plant] of stale) {
  test(`a lock ${what} is free, and nobody waits for it`, { timeout: 600_000 }, async () => {
    const lock = join(root, '.cache', 'setup.lock');
    mkdirSync(join(root, '.cache'), { recursive: true });
    plant(lock);
    const next = holder();
    next.stdin.end();
    await once(next, 'close');
    assert.equal(next.said, 'in\nout\n');
    assert.equal(lstatSync(lock, { throwIfNoEntry: false }), undefined);
  });
}

test('of many who find a stale lock, one at a time goes in', async () => {
  mkdirSync(join(root, '.cache'), { recursive: true });
  symlinkSync('999999999 1 a', join(root, '.cache', 'setup.lock'));
  const all = Array.from({ length: 4 }, holder);
  const closed = all.map((child) => once(child, 'close'));
  for (let left = all.length; left > 0; left--) {
    const inside = await Promise.race(all.filter((child) => !child.stdin.writableEnded).map(goneIn));
    assert.equal(all.filter((child) => /^in$/m.test(child.said) && !/^out$/m.test(child.said)).length, 1);
    inside.stdin.end();
    await once(inside, 'close');
  }
  await Promise.all(closed);
});

/**
 * Resolves with this process when it has the lock.
 * @param {ReturnType<typeof holder>} child
 */
async function goneIn(child) {
  while (!/^in$/m.test(child.said)) await once(child.stdout, 'data');
  return child;
}

test('a process is known by more than its number', () => {
  assert.equal(identity(process.pid), identity(process.pid));
  assert.match(identity(process.pid), new RegExp(`^${process.pid} .+`));
  assert.notEqual(
    identity(process.ppid).slice(String(process.ppid).length),
    identity(process.pid).slice(String(process.pid).length),
  );
  assert.equal(identity(999_999_999), '999999999');
});
