import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import { collectOutputs, lineFigure, live, run, type RunOutcome } from '../index';

process.env.NOTEBOOK_FIGURES_DIR = '';
const alt = 'The mean return climbs as training goes on.';
interface Rec {
  timesteps: number;
  meanReturn100: number | null;
}
const record = (step: number): Rec => ({ timesteps: 100 * step, meanReturn100: step < 2 ? null : step });
/** @param onStep called before each record is given */
async function* training(
  steps: number,
  log: string[] = [],
  signal?: AbortSignal,
  onStep: (step: number) => void = () => undefined,
): AsyncGenerator<Rec, string> {
  try {
    for (let step = 1; step <= steps && !signal?.aborted; step++) {
      onStep(step);
      yield record(step);
    }
    log.push('finished');
    return 'result';
  } finally {
    log.push('closed');
  }
}
/** A kernel bridge with a signal that the test can abort. */
function withBridge(): AbortController {
  const controller = new AbortController();
  Object.assign(globalThis, { [Symbol.for('tslab.kernel')]: { version: 'test', signal: controller.signal } });
  return controller;
}
const abortAt = (controller: AbortController, last: number) => (step: number) => {
  if (step === last) controller.abort();
};
test.afterEach(() => Object.assign(globalThis, { [Symbol.for('tslab.kernel')]: undefined }));

test('a run leaves one output, the final figure, and returns records and result', async () => {
  let outcome: RunOutcome<Rec, string> | undefined;
  const outputs = await collectOutputs(async () => {
    outcome = await run(training(50), {
      id: 'curve',
      alt: (records) => `${alt} ${records.length} records.`,
      totalTimesteps: 5000,
    });
  });
  assert.equal(outputs.length, 1);
  assert.equal(outcome?.records.length, 50);
  assert.deepEqual([outcome?.result, outcome?.interrupted], ['result', false]);
  assert.equal(inspect(outcome), 'Run: 50 records');
  assert.equal(outputs[0].data['text/plain'], `${alt} 50 records.`);
  assert.ok(outputs[0].data['image/png']);
  const plot = outputs[0].data['application/vnd.plotly.v1+json'] as { data: { x: number[]; y: number[] }[] };
  assert.deepEqual([plot.data[0].x[49], plot.data[0].y[0], plot.data[0].y[49]], [5000, null, 50]);
});

test('many fast records do not flood: the writes are bounded by the time, not by the records', async () => {
  const before = performance.now();
  const [output] = await collectOutputs(() => run(training(3000), { id: 'curve', alt }));
  const allowed = 3 + (performance.now() - before) / 250; // the first, the last, one every 250 ms
  assert.ok(output.writes <= allowed, `${output.writes} writes, ${allowed} allowed`);
  assert.ok(output.writes >= 2);
});

test('the progress line shows share, step and mean while the run goes on, and no clock', async () => {
  const seen: string[] = [];
  const view = live<Rec>({
    id: 'x',
    alt,
    figure: (all) => lineFigure({ xTitle: 'x', yTitle: 'y', lines: [{ name: 'a', x: [all.length], y: [1] }] }),
    fraction: () => 0.35,
    status: (r) => `step ${r.timesteps}`,
  });
  const [output] = await collectOutputs(() => view.add(record(3)));
  seen.push(output.data['text/plain'] as string);
  assert.deepEqual(seen, ['███████░░░░░░░░░░░░░ 35%  step 300']);
  assert.equal(output.data['image/png'], undefined);
});

test('an interrupt stops a generator that follows the signal, and its result is kept', async () => {
  const controller = withBridge();
  const log: string[] = [];
  let outcome: RunOutcome<Rec, string> | undefined;
  await collectOutputs(async () => {
    outcome = await run((signal) => training(1e9, log, signal, abortAt(controller, 5)), { id: 'curve', alt });
  });
  assert.deepEqual([outcome?.result, outcome?.interrupted], ['result', true]);
  assert.ok((outcome?.records.length ?? 0) > 0);
  assert.deepEqual(log, ['finished', 'closed']);
});

test('an interrupt closes a generator that does not know the signal; the records are kept', async () => {
  const controller = withBridge();
  const log: string[] = [];
  const outputs = await collectOutputs(async () => {
    const generator = training(1e9, log, undefined, abortAt(controller, 5));
    const { result, interrupted } = await run(generator, { id: 'curve', alt });
    assert.deepEqual([result, interrupted], [undefined, true]);
  });
  assert.deepEqual(log, ['closed']);
  assert.equal(outputs.length, 1);
  assert.equal(outputs[0].data['text/plain'], alt);
  assert.ok(outputs[0].data['application/vnd.plotly.v1+json']);
  assert.equal(outputs[0].data['image/png'], undefined, 'drawing a picture takes longer than an interrupted cell has');
});

test('a generator that throws still leaves its figure, and the error reaches the cell', async () => {
  async function* failing(): AsyncGenerator<Rec, void> {
    yield record(1);
    throw new Error('NaN in the loss');
  }
  const outputs = await collectOutputs(() => assert.rejects(run(failing(), { id: 'curve', alt }), /NaN in the loss/));
  assert.equal(outputs.length, 1);
  assert.ok(outputs[0].data['image/png']);
});

test('records without timesteps need their own figure', async () => {
  async function* bare(): AsyncGenerator<{ loss: number }, void> {
    yield { loss: 1 };
  }
  await collectOutputs(() => assert.rejects(run(bare(), { id: 'curve', alt }), /pass `figure/));
});

test('what is no function, no run and no record is named before anything is drawn', async () => {
  const refused = (source: unknown, more: object, message: RegExp): Promise<unknown> =>
    collectOutputs(() => assert.rejects(run(source as never, { id: 'curve', alt, ...more }), message));
  for (const figure of [null, '', NaN, 0, {}])
    await refused(training(1), { figure }, /run\('curve'\): figure: expected a function/);
  await refused(training(1), { fraction: 0 }, /run\('curve'\): fraction: expected a function/);
  await refused([record(1)], {}, /run: source: expected a run that yields records.*got a list of length 1/);
  await refused('abc', {}, /run: source: expected a run/);
  async function* nothing(): AsyncGenerator<undefined, void> {
    yield undefined;
  }
  await refused(nothing(), {}, /run: source: expected records such as .* got undefined/);
  const [output] = await collectOutputs(() => run(training(2), { id: 'curve', alt, figure: undefined } as never));
  assert.equal(output.data['text/plain'], alt);
});
