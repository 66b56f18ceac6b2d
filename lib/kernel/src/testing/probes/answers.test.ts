import assert from 'node:assert/strict';
import test from 'node:test';
import type { CellResult } from '../cellResult';
import { interrupted } from '../interrupting';
import type { KernelClient } from '../kernelClient';
import { kernelTests } from '../kernelTests';
import { withLoad } from '../load';
import type { AnswerProbe } from './answerProbe';
import { answerProbes } from './answers';

const files = { 'notebooks/five.ts': 'export const five = 5;' };

/** Runs a probe, which includes that each cell is answered, and then a cell that must run. */
async function probeAnswers(kernel: KernelClient, probe: AnswerProbe): Promise<void> {
  let last: CellResult | undefined;
  for (const cell of probe.cells) {
    last = probe.interrupt ? await interrupted(kernel, cell) : await kernel.execute(cell, { stop_on_error: false });
  }
  assert.ok(last);
  const { error } = last;
  const said = error && `${error.ename}: ${error.evalue}`;
  if (probe.error === undefined) assert.equal(said, undefined);
  else assert.match(said ?? 'no error', probe.error);
  assert.equal(last.reply['status'], probe.error === undefined ? 'ok' : 'error');
  if (probe.shows) assert.match(last.stream('stdout') + last.stream('stderr') + (last.result ?? ''), probe.shows);
  assert.equal((await kernel.execute('40 + 2')).result, '42', 'the next cell did not run');
}

const testOnKernel = kernelTests(files);

for (const probe of answerProbes) {
  testOnKernel(`answered: ${probe.title}`, (kernel) => probeAnswers(kernel, probe));
}

test('there are at least fifty such probes, each with a title of its own', () => {
  assert.equal(new Set(answerProbes.map((probe) => probe.title)).size, answerProbes.length);
  assert.ok(answerProbes.length >= 50, String(answerProbes.length));
});

testOnKernel('on a loaded machine too', (kernel) =>
  withLoad(async () => {
    for (const [i, probe] of answerProbes.entries()) if (i % 4 === 0) await probeAnswers(kernel, probe);
  }),
);
