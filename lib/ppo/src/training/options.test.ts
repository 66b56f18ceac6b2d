import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trainMany } from '../manySeeds/trainMany';
import { evaluatePolicy } from './evaluation';
import { a2c } from './a2c';
import { train } from './train';

const rejects = async (call: () => Promise<unknown>, says: RegExp): Promise<void> => {
  await assert.rejects(call, TypeError);
  await assert.rejects(call, says);
};

test('an option that nobody knows is refused, with the nearest one that somebody does', async () => {
  await rejects(
    () => train({ sead: 1 } as never).result,
    /^TypeError: train: unknown option "sead", did you mean "seed"\? It takes env, config/,
  );
  await rejects(() => train({ presett: 'fast' } as never).result, /train: unknown option "presett"/);
  await rejects(
    () => train({ stopAt: { iteration: 1 } } as never).result,
    /stopAt: unknown option "iteration", did you mean "iterations"/,
  );
  await rejects(() => train({ stopAt: { timeSteps: 1 } } as never).result, /did you mean "timesteps"/);
  await rejects(() => a2c({ configs: 'a2c' } as never).result, /unknown option "configs", did you mean "config"/);
  await rejects(
    () => evaluatePolicy({ episode: 1 } as never),
    /evaluatePolicy: unknown option "episode", did you mean "episodes"/,
  );
  await rejects(
    async () => trainMany({ seed: [1] } as never).result,
    /trainMany: unknown option "seed", did you mean "seeds"/,
  );
  const misspelt = { seeds: [1], workers: 0, stopAt: { iteration: 1 } };
  await rejects(async () => trainMany(misspelt as never).result, /stopAt: unknown option "iteration"/);
});

test('what is no object of options is refused with what it is', async () => {
  for (const [given, text] of [
    ['fast', '"fast"'],
    [5, '5'],
    [null, 'null'],
    [[], 'an array'],
  ] as const)
    await rejects(
      () => train(given as never).result,
      new RegExp(`train: got ${text}, expected an object of options: env,`),
    );
  await rejects(() => train({ stopAt: 5 } as never).result, /stopAt: got 5/);
});
