import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig } from '../config/config';
import type { Channel, FromWorker, ToWorker } from './channel';
import { WorkerPool } from './pool';
import { WorkersLostError, type Fragment, type FragmentResult, type FragmentSetup } from './workers';

const setup: FragmentSetup = {
  envId: 'CartPole-v1',
  numEnvs: 1,
  seed: 1,
  config: ppoConfig('cleanrl'),
  observationSize: 4,
  actionSpace: { n: 2 },
};
const fragmentsOf = (iteration: number, slots: number): Fragment[] =>
  Array.from({ length: slots }, (_, slot) => ({ iteration, slot, version: iteration, from: slot }));
const resultOf = ({ iteration, slot }: Fragment): FragmentResult =>
  ({ iteration, slot, episodeReturns: [slot], episodeLengths: [] }) as unknown as FragmentResult;

/** A worker that does nothing by itself. */
class Puppet implements Channel {
  readonly got: ToWorker[] = [];
  private listener: (message: FromWorker) => void = () => undefined;
  private ended: (reason: string) => void = () => undefined;

  send(message: ToWorker): void {
    this.got.push(message);
  }

  onMessage(listener: (message: FromWorker) => void): void {
    this.listener = listener;
  }

  onEnd(listener: (reason: string) => void): void {
    this.ended = listener;
  }

  end(): void {
    this.ended('its end');
  }

  get fragments(): Fragment[] {
    return this.got.flatMap((message) => (message.kind === 'fragment' ? [message.fragment] : []));
  }

  answer(fragment: Fragment): void {
    this.listener({ kind: 'result', result: resultOf(fragment) });
  }

  fail(fragment: Fragment, text: string): void {
    this.listener({ kind: 'error', fragment, error: new RangeError(text) });
  }
}

function poolOf(numWorkers: number, deadline = 1000): { pool: WorkerPool; puppets: Puppet[] } {
  const puppets: Puppet[] = [];
  const connect = (): Channel => {
    puppets.push(new Puppet());
    return puppets[puppets.length - 1];
  };
  const pool = new WorkerPool({ numWorkers, deadline, connect });
  pool.start(setup);
  return { pool, puppets };
}

async function slotsOf(results: AsyncIterable<FragmentResult>): Promise<number[]> {
  const slots: number[] = [];
  for await (const { slot } of results) slots.push(slot);
  return slots;
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('each worker gets the run, then the newest weights once, then one fragment at a time', async () => {
  const { pool, puppets } = poolOf(2);
  pool.setWeights(1, Float32Array.of(1));
  const done = slotsOf(pool.collect(fragmentsOf(1, 3)));
  await settle();
  assert.deepEqual(
    puppets.map(({ got }) => got.map(({ kind }) => kind)),
    [
      ['setup', 'weights', 'fragment'],
      ['setup', 'weights', 'fragment'],
    ],
  );
  puppets[1].answer(puppets[1].fragments[0]);
  assert.deepEqual(
    puppets[1].got.slice(3).map(({ kind }) => kind),
    ['fragment'],
  );
  puppets[1].answer(puppets[1].fragments[1]);
  puppets[0].answer(puppets[0].fragments[0]);
  assert.deepEqual(await done, [1, 2, 0]);
});

test('returns are those of whoever played them, of the latest iterations, each once', async () => {
  const { pool, puppets } = poolOf(2);
  for (const iteration of [1, 2, 3]) {
    const done = slotsOf(pool.collect(fragmentsOf(iteration, 2)));
    await settle();
    puppets.forEach((puppet) => {
      const { fragments } = puppet;
      puppet.answer(fragments[fragments.length - 1]);
      puppet.answer(fragments[fragments.length - 1]); // a second time
    });
    await done;
  }
  assert.deepEqual(pool.returnsByWorker(), [
    [0, 0, 0],
    [1, 1, 1],
  ]);
  assert.deepEqual(pool.returnsByWorker(2), [
    [0, 0],
    [1, 1],
  ]);
  assert.throws(() => pool.returnsByWorker(0), /iterations: got 0/);
});

test('what a worker played when it ended is the next thing that is played, by another one', async () => {
  const { pool, puppets } = poolOf(1);
  const done = slotsOf(pool.collect(fragmentsOf(1, 2)));
  await settle();
  pool.kill(0);
  assert.deepEqual(
    puppets[1].fragments.map(({ slot }) => slot),
    [0],
  );
  puppets[1].answer(puppets[1].fragments[0]);
  puppets[1].answer(puppets[1].fragments[1]);
  assert.deepEqual(await done, [0, 1]);
  assert.equal(pool.fragmentsLost, 1);
  assert.throws(() => pool.kill(7), /kill: got worker 7, there are 1/);
});

test('a late fragment is played a second time, and of two results one counts', async () => {
  const { pool, puppets } = poolOf(2, 0.01);
  const done = slotsOf(pool.collect(fragmentsOf(1, 2)));
  await settle();
  puppets[1].answer(puppets[1].fragments[0]);
  while (puppets[1].fragments.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.equal(puppets[1].fragments[1].slot, 0);
  puppets[1].answer(puppets[1].fragments[1]);
  puppets[0].answer(puppets[0].fragments[0]);
  assert.deepEqual(await done, [1, 0]);
});

test('what comes back of an earlier iteration changes nothing', async () => {
  const { pool, puppets } = poolOf(2);
  const [old] = fragmentsOf(1, 1);
  const done = slotsOf(pool.collect(fragmentsOf(2, 2)));
  await settle();
  puppets[0].answer(old);
  puppets[1].fail(old, 'long ago');
  for (const puppet of puppets) for (const fragment of puppet.fragments) puppet.answer(fragment);
  assert.deepEqual((await done).sort(), [0, 1]);
});

test('an error of a fragment is the error of the rollout', async () => {
  const { pool, puppets } = poolOf(1);
  const done = slotsOf(pool.collect(fragmentsOf(1, 2)));
  await settle();
  puppets[0].fail(puppets[0].fragments[0], 'step 3 of environment 0: reward NaN');
  await assert.rejects(done, { name: 'RangeError', message: 'step 3 of environment 0: reward NaN' });
});

test('a fragment that ends every worker ends the rollout, with its place', async () => {
  const { pool } = poolOf(1);
  const done = slotsOf(pool.collect(fragmentsOf(4, 1)));
  await settle();
  for (let i = 0; i < 5; i++) pool.kill(0);
  await assert.rejects(done, (error: Error) => {
    assert.ok(error instanceof WorkersLostError);
    assert.match(error.message, /5 ended while they played slot 0 of iteration 4, the last one by its end/);
    return true;
  });
});

test('workers serve one run at a time, and another one after it', async () => {
  const { pool } = poolOf(1);
  assert.throws(() => pool.start(setup), /they serve another run/);
  assert.throws(
    () => new WorkerPool({ numWorkers: 1, deadline: 1, connect: new Puppet() as never }),
    /connect: got .*, expected a function that begins a worker/,
  );
  await pool.close();
  pool.start(setup);
  await pool.close();
  await assert.rejects(slotsOf(pool.collect([])), /start\(setup\) comes before collect/);
});
