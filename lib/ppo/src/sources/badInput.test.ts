import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ppoConfig } from '../config/config';
import { trainMany } from '../manySeeds/trainMany';
import { compare } from '../statistics/compare';
import { firstDifferingIteration } from '../training/compareRuns';
import type { TrainRecord } from '../training/train';
import { lectureCsv, lectureRow } from './lecture25';

const config = ppoConfig('lecture25');
const record = (changes: object = {}): TrainRecord =>
  ({
    iteration: 1,
    episodeReturns: [-900],
    episodeLengths: [200],
    lastValueLoss: 2,
    lastPolicyLoss: 0.5,
    lastEntropy: 1.4,
    ...changes,
  }) as unknown as TrainRecord;
const row = { loss_v: 4, loss_act: 0.4, loss_ent: 1.4, reward: -900 };
const bad = (value: unknown): never => value as never;

/** What was asked, and what is said. */
const refused: readonly (readonly [ask: () => unknown, says: RegExp])[] = [
  [() => lectureRow(bad(7), config), /record: expected a record, such as train yields, got 7/],
  [() => lectureRow(record(), bad([])), /config: expected the run's configuration, got an array/],
  [() => lectureRow(record({ lastPolicyLoss: Infinity }), config), /record\.lastPolicyLoss: .* got Infinity/],
  [() => lectureRow(record({ lastEntropy: 'low' }), config), /record\.lastEntropy: expected a number, got "low"/],
  [() => lectureRow(record({ episodeReturns: [NaN] }), config), /record\.episodeReturns\[0\]: got NaN/],
  [() => lectureRow(record(), bad({})), /config\.entropyCoef: expected a number, got undefined/],
  [() => lectureCsv(bad('all')), /rows: expected a list of what lectureRow gives, got "all"/],
  [() => lectureCsv([row, bad(null)]), /rows\[1\]: expected what lectureRow gives, got null/],
  [() => lectureCsv([{ ...row, loss_v: NaN }]), /rows\[0\]\.loss_v: .* got NaN/],
  [() => lectureCsv(bad(new Array(1))), /rows\[0\]: expected what lectureRow gives, got undefined/],
  [() => firstDifferingIteration(bad(null), []), /a: expected a list of records, such as train yields, got null/],
  [() => firstDifferingIteration([], [bad(undefined)]), /b\[0\]: expected a record of train, got undefined/],
  [
    () => firstDifferingIteration([record({ episodeReturns: ['-900'] })], []),
    /a\[0\]\.episodeReturns\[0\]: expected a/,
  ],
  [() => firstDifferingIteration([record({ episodeLengths: [1, 2] })], []), /a\[0\]\.episodeLengths: got 2 elements/],
  [() => firstDifferingIteration([record({ iteration: 0.5 })], []), /a\[0\]\.iteration: got 0\.5/],
  [() => compare([1, 2], [3, 4], { names: bad(['PPO']) }), /names: got an array, expected two texts/],
  [() => compare([1, 2], [3, 4], { names: bad([1, 'A2C']) }), /names: got \[1, "A2C"\], expected two texts/],
];

test('what makes no sense is refused, with its name', () => {
  for (const [ask, says] of refused) assert.throws(ask, says);
});

test('what makes sense is not', () => {
  assert.deepEqual(lectureRow(record(), config), { ...row, loss_act: 0.5 - config.entropyCoef * 1.4 });
  assert.equal(lectureCsv([]), 'loss_v,loss_act,loss_ent,reward\n');
  assert.equal(firstDifferingIteration([record()], [record({ episodeReturns: [-901] })]), 1);
  assert.equal(firstDifferingIteration([record({ episodeReturns: [], episodeLengths: [] })], []), null);
});

test('a hole among seeds is refused, where it had been waited for', async () => {
  const seeds = new Array<number>(2);
  seeds[1] = 2;
  await assert.rejects(trainMany({ seeds }).result, /seeds\[0\]: got undefined, expected a whole number/);
  await assert.rejects(trainMany({ seeds: bad([1, '2']) }).result, /seeds\[1\]: got "2", expected a whole number/);
});
