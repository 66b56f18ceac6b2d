import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EnvState } from '../baseEnv.js';
import { GymnasiumError, InvalidArgumentError, InvalidSeedError } from '../errors.js';
import { make } from '../registry/make.js';
import { generateRandomMap } from './frozenLakeMap.js';
import type { TabularEnv } from './tabularEnv.js';

/** Asserts that every wrong value is refused with a message that matches. */
function refuses(cases: readonly [value: unknown, message: RegExp][], call: (value: never) => unknown): void {
  for (const [value, message] of cases) {
    assert.throws(
      () => call(value as never),
      (error) => error instanceof GymnasiumError && message.test(error.message),
      String(value),
    );
  }
}

test('FrozenLake: wrong maps, names, rates and rewards are refused by name', () => {
  const map = (value: unknown, got: RegExp): [unknown, RegExp] => [
    value,
    new RegExp(`FrozenLake: desc must be a list of .* got ${got.source}`),
  ];
  refuses(
    [
      map('SFFG', /"SFFG"/),
      map([], /\[\]/),
      map([''], /\[""\]/),
      map(['SF', 'FGF'], /\["SF", "FGF"\]/),
      map(['SX', 'FG'], /\["SX", "FG"\]/),
      map([['S', 'G']], /\[\["S", "G"\]\]/),
      map(7, /7/),
      map(Object.assign(['SF', 'FG'], { length: 3 }), /\["SF", "FG", undefined\]/),
      [['FF', 'FG'], /FrozenLake: desc needs a start S, got \["FF", "FG"\]/],
    ],
    (desc) => make('FrozenLake-v1', { desc }),
  );
  const name = /FrozenLake: mapName must be '4x4', '8x8', or null for a random map, got/;
  for (const wrong of ['5x5', 4, 'toString']) refuses([[wrong, name]], (mapName) => make('FrozenLake-v1', { mapName }));
  const rate = /FrozenLake: successRate must be a number from 0 to 1, got/;
  for (const wrong of [-0.1, 1.1, NaN, '1']) {
    refuses([[wrong, rate]], (successRate) => make('FrozenLake-v1', { successRate }));
  }
  refuses([['yes', /FrozenLake: isSlippery must be true or false, got "yes"/]], (isSlippery) =>
    make('FrozenLake-v1', { isSlippery }),
  );
  refuses(
    [
      [5, /rewardSchedule must be three numbers, for goal, hole and frozen, got 5/],
      [[1, 0], /rewardSchedule must be three numbers/],
      [[1, NaN, 0], /rewardSchedule\[1\] must be a finite number, got NaN/],
    ],
    (rewardSchedule) => make('FrozenLake-v1', { rewardSchedule }),
  );
});

test('random maps: wrong sizes, shares and seeds are refused, and shares of ice with which no map has a path', () => {
  for (const size of [1, 0, 2.5, 257, '8', null]) {
    refuses([[size, /generateRandomMap: size must be an integer from 2 to 256, got/]], (s) => generateRandomMap(s));
  }
  for (const p of [0, -1, 1.01, NaN, '0.5']) {
    refuses([[p, /generateRandomMap: p must be above 0 and at most 1, got/]], (q) => generateRandomMap(4, q));
  }
  assert.throws(() => generateRandomMap(4, 0.8, -1), InvalidSeedError);
  assert.throws(() => generateRandomMap(200, 0.3, 1), /no map of size 200 with a path was found at p = 0.3; raise p/);
});

test('a random map always has a path of tiles without holes, also at little ice', () => {
  for (let seed = 0; seed < 40; seed++) {
    const map = generateRandomMap(5, 0.5, seed);
    let reached = new Set(['0,0']);
    // As many rounds as there are tiles: everything that can be reached is.
    for (let k = 0; k < 25; k++) {
      const next = [...reached].flatMap((at) => {
        const [r, c] = at.split(',').map(Number);
        return [`${r + 1},${c}`, `${r - 1},${c}`, `${r},${c + 1}`, `${r},${c - 1}`];
      });
      const open = next.filter((at) => {
        const [r, c] = at.split(',').map(Number);
        return 'SFG'.includes(map[r]?.[c] ?? 'H');
      });
      reached = new Set([...reached, ...open]);
    }
    assert.ok(reached.has('4,4'), map.join('\n'));
  }
});

test('CliffWalking and Taxi: wrong settings are refused by name', () => {
  refuses([[1, /CliffWalking: isSlippery must be true or false, got 1/]], (isSlippery) =>
    make('CliffWalking-v1', { isSlippery }),
  );
  for (const key of ['isRainy', 'ficklePassenger']) {
    refuses([[1, new RegExp(`Taxi: ${key} must be true or false, got 1`)]], (value) =>
      make('Taxi-v4', { [key]: value }),
    );
  }
  for (const key of ['rainyProbability', 'fickleProbability']) {
    refuses([[2, new RegExp(`Taxi: ${key} must be a number from 0 to 1, got 2`)]], (value) =>
      make('Taxi-v4', { [key]: value }),
    );
  }
  assert.throws(() => make('Taxi-v3', { isRainy: true } as never), /Taxi-v3 .*Taxi-v4\): unknown option "isRainy"/);
});

test('states set by hand: numbers of states run on, even after the end; anything else is refused', () => {
  for (const id of ['FrozenLake-v1', 'CliffWalking-v1', 'Taxi-v4'] as const) {
    const inner = make(id).unwrapped as TabularEnv;
    inner.reset({ seed: 1 });
    const range = new RegExp(`${id}: state must be an integer from 0 to ${inner.P.length - 1}, got`);
    for (const wrong of [-1, inner.P.length, 0.5, NaN, '1', null, [3]]) {
      refuses([[wrong, range]], (value) => (inner.state = value));
    }
    inner.state = inner.P.length - 2;
    assert.equal(inner.state, inner.P.length - 2);
  }
  const lake = make('FrozenLake-v1', { isSlippery: false }).unwrapped;
  lake.reset({ seed: 1 });
  lake.state = 14;
  assert.deepEqual(lake.step(2), { observation: 15, reward: 1, terminated: true, truncated: false, info: { prob: 1 } });
  lake.state = 14;
  assert.equal(lake.step(0).observation, 13);
});

test('Taxi: encode and decode refuse what is no place and no state', () => {
  const taxi = make('Taxi-v4').unwrapped;
  const place = { row: 4, col: 3, passenger: 4, destination: 3 };
  assert.deepEqual(taxi.decode(taxi.encode(place)), place);
  refuses(
    [
      [null, /Taxi-v4: encode: options must be an object, got null/],
      [{}, /Taxi-v4: encode: row must be an integer from 0 to 4, got undefined/],
      [{ ...place, seat: 1 }, /Taxi-v4: encode: unknown option "seat"/],
      [{ ...place, row: 5 }, /row must be an integer from 0 to 4, got 5/],
      [{ ...place, col: '3' }, /col must be an integer from 0 to 4, got "3"/],
      [{ ...place, passenger: 5 }, /passenger must be an integer from 0 to 4, got 5/],
      [{ ...place, destination: 4 }, /destination must be an integer from 0 to 3, got 4/],
    ],
    (value) => taxi.encode(value),
  );
  for (const wrong of [500, -1, 'x']) {
    refuses([[wrong, /state must be an integer from 0 to 499/]], (value) => taxi.decode(value));
    refuses([[wrong, /state must be an integer from 0 to 499/]], (value) => taxi.actionMask(value));
  }
});

test('Blackjack: hands that cannot be played on are refused', () => {
  const table = make('Blackjack-v1').unwrapped;
  const dealer = [10, 7];
  const wrong: [unknown, RegExp][] = [
    [null, /setState expects what getState returned, with player, dealer; got null/],
    [{ player: [5], dealer }, /Blackjack-v1: player must be two or more cards .* at most 21, got \[5\]/],
    [{ player: [5, 11], dealer }, /player must be two or more cards .* got \[5, 11\]/],
    [{ player: [5, 0.5], dealer }, /player must be .* got \[5, 0.5\]/],
    [{ player: [10, 10, 2], dealer }, /player must be .* at most 21, got \[10, 10, 2\]/],
    [{ player: '55', dealer }, /player must be .* got "55"/],
    [{ player: [5, 5], dealer: [10, 10, 10, 2] }, /dealer must be .* at most 31/],
  ];
  refuses(wrong, (hands) => (table.state = hands));
  for (const key of ['natural', 'sab']) {
    const message = new RegExp(`Blackjack: ${key} must be true or false, got 0`);
    refuses([[0, message]], (value) => make('Blackjack-v1', { [key]: value }));
  }
});

test('saved states that are none are refused, and leave the environment where it was', () => {
  const taxi = make('Taxi-v4').unwrapped;
  const table = make('Blackjack-v1').unwrapped;
  for (const env of [taxi, table]) env.reset({ seed: 4 });
  const before = JSON.stringify([taxi.getState?.(), table.getState?.()]);
  const broken = (env: typeof taxi | typeof table, change: object): unknown => {
    const saved = env.getState?.() as EnvState;
    return { ...saved, own: { ...(saved.own as object), ...change } };
  };
  const cases: [typeof taxi | typeof table, object, RegExp][] = [
    [taxi, { state: 500 }, /Taxi-v4: state must be an integer/],
    [taxi, { fickleStep: 1 }, /Taxi-v4: fickleStep must be true or false, got 1/],
    [table, { openCard: '10S' }, /Blackjack-v1: openCard must be a face and a suit as in KS, got "10S"/],
    [table, { openCard: 3 }, /openCard must be a face and a suit/],
    [table, { player: [10, 10, 10, 2] }, /player must be .* at most 31/],
  ];
  for (const [env, change, message] of cases) {
    assert.throws(
      () => env.setState?.(broken(env, change) as never),
      (error) => error instanceof InvalidArgumentError && message.test(error.message),
    );
  }
  assert.equal(JSON.stringify([taxi.getState?.(), table.getState?.()]), before);
});
