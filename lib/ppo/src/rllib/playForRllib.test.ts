import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { FakeRllib } from '../testing/fakeRllib';
import { playForRllib, type RllibFragment, type RllibOptions } from './playForRllib';

async function play(options: RllibOptions, numFragments: number): Promise<RllibFragment[]> {
  const fragments: RllibFragment[] = [];
  for await (const fragment of playForRllib(options)) {
    fragments.push(fragment);
    if (fragments.length === numFragments) break;
  }
  return fragments;
}
const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

test('a fragment has exactly the steps that were asked for, and episodes go on in the next one', async () => {
  const rllib = await FakeRllib.open((_, count) => ({ version: count }));
  const fragments = await play({ port: rllib.port, fragmentSteps: 101, seed: 4 }, 4);
  rllib.close();
  assert.deepEqual(
    rllib.got.map(({ type }) => type),
    ['GET_STATE', ...Array.from({ length: 4 }, () => 'EPISODES_AND_GET_STATE')],
  );
  const sent = rllib.got.slice(1);
  for (const { timesteps, lengths } of sent) assert.deepEqual([timesteps, sum(lengths)], [101, 101]);
  assert.ok(
    sent.every(({ isDone }) => isDone.slice(0, -1).every(Boolean)),
    'only the last piece may be cut',
  );
  // CartPole pays 1 a step, so the lengths of the pieces add up to the returns of the episodes.
  const ends = sent.flatMap(({ lengths, isDone }) => lengths.map((length, i) => ({ length, isDone: isDone[i] })));
  const returns: number[] = [];
  let running = 0;
  for (const { length, isDone } of ends) {
    running += length;
    if (isDone) returns.push(running);
    if (isDone) running = 0;
  }
  assert.ok(returns.length > 8);
  assert.deepEqual(
    fragments.flatMap(({ episodeReturns }) => episodeReturns),
    returns,
  );
});

test('weights that have not changed are asked for again: no fragment is played twice with the same', async () => {
  const versions = [3, 3, 3, 4, 4, 6]; // of GET_STATE, EPISODES..., GET_STATE, GET_STATE, EPISODES..., GET_STATE
  const rllib = await FakeRllib.open((_, count) => ({ version: versions[count] }));
  const fragments = await play({ port: rllib.port, fragmentSteps: 16 }, 2);
  rllib.close();
  assert.deepEqual(
    fragments.map(({ version, staleAnswers }) => [version, staleAnswers]),
    [
      [3, 2],
      [4, 1],
    ],
  );
  assert.equal(rllib.got.filter(({ type }) => type === 'EPISODES_AND_GET_STATE').length, 2);
});

test('after a line that breaks or falls silent the client comes back with a new episode', async () => {
  for (const trouble of ['hang up', 'silence'] as const) {
    const rllib = await FakeRllib.open((_, count) => (count === 1 ? trouble : { version: count }));
    const [fragment] = await play({ port: rllib.port, fragmentSteps: 64, timeout: 0.3 }, 1);
    rllib.close();
    assert.equal(fragment.version, 2, trouble);
    assert.equal(sum(rllib.got[3].lengths), 64);
    assert.ok(fragment.episodeReturns[0] <= rllib.got[3].lengths[0], 'what was lost is not counted');
  }
});

test('who refuses, or accepts and says nothing, is asked until there is an answer', async () => {
  const silent = createServer((socket) => socket.resume());
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  const playing = play({ port, fragmentSteps: 8, timeout: 0.2 }, 1);
  await new Promise<void>((resolve) => silent.once('connection', () => resolve()));
  silent.close();
  const opened = new Promise<FakeRllib>((resolve) =>
    silent.once('close', () => resolve(FakeRllib.open((_, count) => ({ version: count }), port))),
  );
  assert.equal((await playing).length, 1);
  (await opened).close();
});

test('who is not there, is something else or has another network ends the game with the reason', async () => {
  const rllib = await FakeRllib.open((_, count) => ({ version: count }));
  const { port } = rllib;
  const acrobot = play({ port, env: 'Acrobot-v1', fragmentSteps: 8 }, 1);
  await assert.rejects(acrobot, /a layer of 32 weights after 6; this client knows the default network/);
  await assert.rejects(
    play({ port, env: 'Pendulum-v1', fragmentSteps: 8 }, 1),
    /actions of Pendulum-v1 are not discrete/,
  );
  assert.throws(() => playForRllib({ port, fragmentSteps: 0 }), /fragmentSteps: got 0/);
  assert.throws(() => playForRllib({ port, fragmentStep: 1 } as never), /unknown option "fragmentStep", did you mean/);
  rllib.close();
  const absent = play({ port, fragmentSteps: 8, patience: 0.1 }, 1);
  await assert.rejects(absent, new RegExp(`port ${port}: no answer of RLlib in 0\\.1 s, .*is it running`));
  const http = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const other = play({ port: (http.address() as AddressInfo).port, fragmentSteps: 8 }, 1);
  await assert.rejects(other, /it does not begin with its length; this is not RLlib/);
  http.close();
});
