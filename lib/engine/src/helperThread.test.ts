import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Worker } from 'node:worker_threads';
import { createEngine } from './createEngine';
import type { Optimizer } from './engine';
import { State, Word } from './helperLoop';
import { HelperThread } from './helperThread';
import { headsOf, noise, twoNetworks } from './testing';
import { splitOf, readSpec, type NetworkSpec } from './spec';
import type { WasmEngine } from './wasmEngine';
import { planMemory, writeTable } from './wasmLayout';
import { instantiate } from './wasmModule';

const alone = availableParallelism() < 2 ? { skip: 'one processor: there is no second thread' } : {};

/** Gradient steps on a made-up loss, the outputs themselves: what differs in any bit of any pass ends up in the parameters. */
function stepper(engine: WasmEngine, rows: number, optimizers: readonly Optimizer[]): (step: number) => void {
  const heads = headsOf(engine);
  const path = engine.path(heads);
  const outputs = heads.map((head) => {
    const units = engine.network.layers.find(({ name }) => name === head)?.units ?? 0;
    return new Float32Array(rows * units);
  });
  return (step) => {
    engine.forward(path, noise(step, rows * engine.network.spec.inputSize), rows);
    heads.forEach((head, i) => {
      engine.readOutput(head, outputs[i]);
      engine.writeOutputGradient(head, outputs[i]);
    });
    engine.backward(path);
    for (const optimizer of optimizers) optimizer.step(1e-4, 0.5);
  };
}

function pair(spec: NetworkSpec, kind: 'wasm' = 'wasm'): [one: WasmEngine, two: WasmEngine] {
  const engines = ([1, 2] as const).map((threads) => createEngine(spec, kind, { threads }) as WasmEngine);
  for (const engine of engines) engine.setParameters(noise(7, engine.numParameters, 0.3));
  return [engines[0], engines[1]];
}

const state = (helper: HelperThread): number =>
  Atomics.load((helper as unknown as { words: Int32Array }).words, Word.STATE);

function until(condition: () => boolean): void {
  while (!condition());
}

const halvesDone = (engine: WasmEngine): number => engine.helper?.halvesDone ?? -1;

/** Steps until the helper has done so many halves; the other processor may be busy, so it counts events and no time. */
function stepUntilHelped(engine: WasmEngine, step: (i: number) => void, halves: number): number {
  let steps = 0;
  while (halvesDone(engine) < halves) {
    step(steps++);
    assert.ok(steps < 200_000, `the helper did ${halvesDone(engine)} halves in ${steps} steps`);
  }
  return steps;
}

test(
  'two threads leave the same bits as one: parameters and moments, rows that fill no block, two optimisers',
  alone,
  () => {
    for (const [rows, split] of [
      [128, false],
      [128, true],
      [77, false],
    ] as const) {
      const [one, two] = pair(twoNetworks(128));
      const optimizersOf = (engine: WasmEngine): Optimizer[] => {
        const names = engine.manifest.map(({ name }) => name);
        const parts = split
          ? ['policy', 'value'].map((part) => names.filter((name) => name.startsWith(part)))
          : [names];
        return parts.map((tensors) => engine.createOptimizer({ tensors }));
      };
      const [optimizersOne, optimizersTwo] = [optimizersOf(one), optimizersOf(two)];
      const steps = stepUntilHelped(two, stepper(two, rows, optimizersTwo), 300);
      const stepOne = stepper(one, rows, optimizersOne);
      for (let i = 0; i < steps; i++) stepOne(i);
      assert.deepEqual(two.getParameters(), one.getParameters());
      assert.deepEqual(
        optimizersTwo.map((optimizer) => optimizer.getState()),
        optimizersOne.map((optimizer) => optimizer.getState()),
      );
      assert.ok(halvesDone(two) >= 300);
      assert.equal(one.helper, null);
    }
  },
);

test('layers are divided where nothing crosses, as evenly as possible; a trunk is not', () => {
  const layer = (name: string, units: number, from?: string) =>
    ({ kind: 'dense', name, units, activation: 'tanh', ...(from === undefined ? {} : { from }) }) as const;
  const split = (...blocks: NetworkSpec['blocks']) => splitOf(readSpec({ inputSize: 4, maxRows: 8, blocks }).layers);
  assert.equal(splitOf(readSpec(twoNetworks(8)).layers), 3);
  assert.equal(split(layer('trunk', 8), layer('policy', 2, 'trunk'), layer('value', 1, 'trunk')), 0);
  assert.equal(split(layer('a', 8)), 0);
  assert.equal(split(layer('a', 2), layer('b', 2), layer('c', 30)), 2);
  assert.equal(split(layer('a', 30), layer('b', 2), layer('c', 2)), 1);
  assert.equal(split(layer('a', 8), layer('b', 8), layer('c', 2, 'a')), 0);
  const trunk = createEngine(
    { inputSize: 4, maxRows: 8, blocks: [layer('trunk', 64), layer('policy', 2, 'trunk'), layer('value', 1, 'trunk')] },
    'wasm',
    { threads: 2 },
  ) as WasmEngine;
  assert.equal(trunk.helper, null);
});

test('a worker thread, such as those that train many seeds, starts no thread of its own', async () => {
  const code = `
    const { createEngine } = require(${JSON.stringify(__dirname)});
    const { twoNetworks } = require(${JSON.stringify(join(__dirname, 'testing.js'))});
    require('node:worker_threads').parentPort.postMessage(createEngine(twoNetworks(8), 'wasm', { threads: 2 }).helper);`;
  const worker = new Worker(code, { eval: true });
  const helper = await new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  assert.equal(helper, null);
});

/** A fresh Node that trains until the helper has done a few halves, and then what `after` says. */
function inFreshNode(after: string): string {
  const script = `
    const { createEngine } = require(${JSON.stringify(__dirname)});
    const { noise, twoNetworks } = require(${JSON.stringify(join(__dirname, 'testing.js'))});
    const engine = createEngine(twoNetworks(128), 'wasm', { threads: 2 });
    engine.setParameters(noise(1, engine.numParameters, 0.3));
    const path = engine.path(['policy.2', 'value.2']);
    const x = noise(2, 512);
    const help = (halves) => { while (engine.helper.halvesDone < halves) engine.forward(path, x, 128); };
    help(10);
    ${after}`;
  return execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' }).trim();
}

test('the helper keeps no process alive, ends when nothing comes, and is there again when there is work', alone, () => {
  assert.equal(inFreshNode("console.log('done')"), 'done');
  const again = `
    const state = () => Atomics.load(engine.helper.words, 0);
    const watch = setInterval(() => {
      if (state() !== ${State.ENDED}) return;
      clearInterval(watch);
      help(engine.helper.halvesDone + 5);
      console.log('again');
    }, 50);`;
  assert.equal(inFreshNode(again), 'again');
});

test('a helper that costs more waiting than it saves is left alone for a while, longer every time', alone, () => {
  const layout = planMemory(readSpec(twoNetworks(128)));
  const { floats, kernels, module, memory } = instantiate('wasm', layout.pages, true);
  writeTable(floats, layout);
  let time = 0;
  const times: number[] = []; // of the next looks at the clock: at the offer, after the caller's half, after the helper's
  const onceTaken = { ...kernels, forward: () => until(() => state(helper) !== State.OFFERED) };
  const helper = new HelperThread({ kernels: onceTaken, module, memory }, () => times.shift() ?? time);
  const halves = { here: { first: layout.layers[0], count: 3 }, there: { first: layout.layers[3], count: 3 } };
  const work = (own: number, waiting: number): void => {
    times.push(time, time + own, time + own + waiting);
    time += own + waiting;
    helper.forward(halves, 128);
    assert.deepEqual(times, []);
  };
  const pauseAfterLoss = (): number => {
    work(0, 1.5);
    assert.ok(helper.takes(1e9), 'a loss of 1.5 ms is borne');
    work(0.25, 1);
    const begun = time;
    while (!helper.takes(1e9)) time++;
    return time - begun;
  };
  until(() => helper.takes(1e9));
  assert.deepEqual([1, 2, 3].map(pauseAfterLoss), [20, 40, 80]);
  for (let i = 0; i < 10; i++) work(0.5, 0.25); // it is worth its while again: 2.5 ms
  work(0, 2); // and that is not forgotten at once
  assert.ok(helper.takes(1e9));
  assert.deepEqual([pauseAfterLoss()], [20]);
});

test('refuses another number of threads', () => {
  for (const threads of [0, 3, 1.5, '2', null]) {
    const options = { threads } as unknown as { threads: 1 };
    assert.throws(() => createEngine(twoNetworks(8), 'auto', options), /^RangeError: threads: got .*, must be 1 or 2$/);
  }
});
