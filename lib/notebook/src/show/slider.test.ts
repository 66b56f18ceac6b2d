import assert from 'node:assert/strict';
import test from 'node:test';
import type { KernelBridge } from '../host/outputs';
import { collectOutputs, type Figure, lineFigure, type ShownOutput, slider } from '../index';

process.env.NOTEBOOK_FIGURES_DIR = '';
const options = {
  label: 'clip range',
  min: 0.05,
  max: 0.5,
  step: 0.05,
  value: 0.2,
  id: 'by-range',
  alt: 'A line as high as the clip range.',
};
const figure = (value: number): Figure =>
  lineFigure({ xTitle: 'x', yTitle: 'y', lines: [{ name: 'a', x: [0, 1], y: [value, value] }] });

interface OpenedComm {
  data: { state: Record<string, unknown> };
  metadata: unknown;
  targetName: string;
  sent: unknown[];
  closed: boolean;
  receive(message: unknown): void;
}
/** A bridge that keeps what is opened on it, and the variable by which a Jupyter server names the notebook. */
function withPage(): OpenedComm[] {
  const comms: OpenedComm[] = [];
  const bridge: KernelBridge = {
    version: 'test',
    signal: new AbortController().signal,
    openComm(given) {
      const comm: OpenedComm = {
        ...given,
        data: given.data as OpenedComm['data'],
        metadata: given.metadata,
        sent: [],
        closed: false,
        receive: (message) => given.onMessage?.(message),
      };
      comms.push(comm);
      return {
        commId: `comm${comms.length}`,
        send: (message) => comm.sent.push(message),
        close: () => (comm.closed = true),
      };
    },
  };
  Object.assign(globalThis, { [Symbol.for('tslab.kernel')]: bridge });
  process.env.JPY_SESSION_NAME = 'lesson.ipynb';
  return comms;
}
test.afterEach(() => {
  Object.assign(globalThis, { [Symbol.for('tslab.kernel')]: undefined });
  delete process.env.JPY_SESSION_NAME;
});
const lineOf = (output: ShownOutput): unknown =>
  (output.data['application/vnd.plotly.v1+json'] as { data: { y: number[] }[] }).data[0].y[0];
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

test('without a page that listens: a static control with one line, and the start value shown', async () => {
  const outputs = await collectOutputs(() => slider(options, figure));
  assert.equal(outputs.length, 2);
  assert.deepEqual(Object.keys(outputs[0].data), ['text/html', 'text/plain']);
  assert.equal(
    outputs[0].data['text/plain'],
    'clip range = 0.20 (slider, 0.05 to 0.50). It moves when this cell runs in JupyterLab with the lesson kernel.',
  );
  assert.match(outputs[0].data['text/html'] as string, /<input type="range"[^>]* disabled/);
  assert.equal(lineOf(outputs[1]), 0.2);
  assert.ok(outputs[1].data['image/png']);
});

test('in JupyterLab: three models of the widget protocol, joined by their ids', async () => {
  const comms = withPage();
  const [control] = await collectOutputs(() => slider(options, () => undefined));
  assert.deepEqual(
    comms.map((comm) => [comm.targetName, comm.data.state._model_name, comm.metadata]),
    [
      ['jupyter.widget', 'LayoutModel', { version: '2.1.0' }],
      ['jupyter.widget', 'SliderStyleModel', { version: '2.1.0' }],
      ['jupyter.widget', 'FloatSliderModel', { version: '2.1.0' }],
    ],
  );
  const { layout, style, readout_format } = comms[2].data.state;
  assert.deepEqual([layout, style, readout_format], ['IPY_MODEL_comm1', 'IPY_MODEL_comm2', '.2f']);
  assert.deepEqual(control.data['application/vnd.jupyter.widget-view+json'], {
    version_major: 2,
    version_minor: 0,
    model_id: 'comm3',
  });
});

test('moving it calls back and replaces the figure in place; the last position always arrives', async () => {
  const comms = withPage();
  const seen: number[] = [];
  const outputs = await collectOutputs(async () => {
    slider(options, (value) => {
      seen.push(value);
      return figure(value);
    });
    for (const value of [0.25, 0.3, 0.35, 0.4]) comms[2].receive({ method: 'update', state: { value } });
    while (seen.at(-1) !== 0.4) await pause(5);
  });
  assert.deepEqual([outputs.length, lineOf(outputs[1])], [2, 0.4]);
  assert.ok(seen.length < 5, `every position was drawn: ${seen.join(' ')}`);
  comms[2].receive({ method: 'request_state' });
  assert.deepEqual((comms[2].sent[0] as { state: { value: number } }).state.value, 0.4);
});

test('a value beside a step, as pages send it after rounding, is that step', async () => {
  const comms = withPage();
  const seen: number[] = [];
  await collectOutputs(async () => {
    slider({ label: 'iteration', min: 1, max: 40, step: 1, value: 10 }, (value) => void seen.push(value));
    comms[2].receive({ method: 'update', state: { value: 11.000000000000002 } });
    while (seen.length < 2) await pause(5);
  });
  await collectOutputs(async () => {
    slider({ label: 'beta', min: 0.05, max: 1, step: 0.1, value: 0.05 }, (value) => void seen.push(value));
    comms[5].receive({ method: 'update', state: { value: 0.35000000000000003 } });
    while (seen.length < 4) await pause(5);
  });
  assert.deepEqual(seen, [10, 11, 0.05, 0.35]);
});

test('running the cell again closes the controls of the first run', async () => {
  const comms = withPage();
  await collectOutputs(() => {
    slider(options, () => undefined);
    slider(options, () => undefined);
  });
  assert.deepEqual(
    comms.map((comm) => comm.closed),
    [true, true, true, false, false, false],
  );
});

test('an error while it moves is shown and does not end the kernel', async () => {
  const comms = withPage();
  const outputs = await collectOutputs(() => {
    slider(options, (value) => {
      if (value > 0.2) throw new Error('too far');
      return `value ${value}`;
    });
    comms[2].receive({ method: 'update', state: { value: 0.5 } });
  });
  assert.deepEqual(outputs[1].data, { 'text/plain': "slider('clip range') stopped with an error. Error: too far" });
});

test('mistakes are named', () => {
  assert.throws(() => slider({ ...options, min: 1 }, figure), /expected min < max/);
  assert.throws(() => slider({ ...options, value: 9 }, figure), /value must lie between 0\.05 and 0\.5, got 9/);
  assert.throws(() => slider(options, (() => 5) as never), /onChange must return a figure, text or nothing, got 5/);
});
