import assert from 'node:assert/strict';
import type { KernelClient } from '../testing/kernelClient';
import { interrupted } from '../testing/interrupting';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests();

/** Answers each question of the kernel with the next line. @returns the number of questions so far */
function answerWith(kernel: KernelClient, ...lines: string[]): () => number {
  let asked = 0;
  kernel.onQuestion = ({ header }) => {
    assert.equal(header.msg_type, 'input_request');
    const value = lines[asked++];
    if (value !== undefined) kernel.tell('input_reply', { value }, 'stdin');
  };
  return () => asked;
}

const OPEN = `import * as readline from 'node:readline/promises';
const rl = readline.createInterface({ input: process.stdin, output: process.stdout });`;

testOnKernel('readline asks in an input box where the client has one', async (kernel) => {
  const asked = answerWith(kernel, 'Ada', 'blue');
  const cell = await kernel.execute(
    `${OPEN}\nconst name = await rl.question('Name? ');\nconst colour = await rl.question('Colour? ');\nrl.close(); name + colour`,
    { allow_stdin: true },
  );
  assert.equal(cell.error?.evalue, undefined);
  assert.equal(cell.result, 'Adablue');
  assert.equal(cell.stream('stdout'), 'Name? Colour? ');
  assert.equal(asked(), 2);
});

testOnKernel('the box comes back in a later cell', async (kernel) => {
  answerWith(kernel, 'x', '7');
  await kernel.execute(`${OPEN}\nawait rl.question('? ');`, { allow_stdin: true });
  const cell = await kernel.execute(`${OPEN}\nNumber(await rl.question('? ')) + 1`, { allow_stdin: true });
  assert.equal(cell.result, '8');
});

testOnKernel('a program that prints no question is given the box too', async (kernel) => {
  answerWith(kernel, 'line');
  const cell = await kernel.execute("await new Promise((done) => process.stdin.once('data', done))", {
    allow_stdin: true,
  });
  assert.equal(cell.result, 'line\n');
});

testOnKernel('waiting for an answer can be interrupted, and a late answer reaches no later cell', async (kernel) => {
  answerWith(kernel);
  kernel.published.length = 0;
  const running = kernel.execute(`${OPEN}\nawait rl.question('now? ');`, { allow_stdin: true });
  await kernel.waitForText('now?');
  kernel.interrupt();
  assert.equal((await running).error?.ename, 'Interrupted');
  kernel.tell('input_reply', { value: 'too late' }, 'stdin');
  answerWith(kernel, 'in time');
  const cell = await kernel.execute(`${OPEN}\nawait rl.question('? ')`, { allow_stdin: true });
  assert.equal(cell.result, 'in time');
});

testOnKernel('an interface that no cell asks through keeps nobody waiting', async (kernel) => {
  await kernel.execute(OPEN, { allow_stdin: true });
  const cell = await kernel.execute("await rl.question('? ')");
  assert.match(cell.error?.evalue ?? '', /readline was closed/);
  assert.equal(
    (await interrupted(kernel, "console.log('started'); await new Promise(() => {})")).error?.ename,
    'Interrupted',
  );
});
