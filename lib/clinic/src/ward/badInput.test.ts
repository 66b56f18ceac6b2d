import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectOutputs } from 'notebook-kit';
import * as clinic from '../index';

const BAD: readonly unknown[] = [NaN, undefined, null, '3', -1, 0, 1.5, 1e308, [], {}];
const noPatient = /patient: got .*, the lab has patients 1 to 19/;

test('a number that is no patient is refused by whatever takes one, in the same words', async () => {
  const {
    advantageTest,
    overfitTest,
    pairingTest,
    ratioTest,
    storageTest,
    termTest,
    chartOf,
    judgeBug,
    nameBug,
    patientChart,
  } = clinic;
  for (const bad of BAD) {
    const patient = bad as number;
    for (const probe of [
      advantageTest,
      overfitTest,
      pairingTest,
      ratioTest,
      storageTest,
      termTest,
      chartOf,
      patientChart,
    ])
      await assert.rejects(async () => probe(patient), noPatient, `${probe.name}(${String(bad)})`);
    await assert.rejects(judgeBug(patient, 'nan'), noPatient);
    await assert.rejects(
      collectOutputs(() => nameBug(patient, 'nan')),
      noPatient,
    );
    for (const open of [clinic.autopsy, clinic.giveUp, (one: number) => clinic.autopsyOf(one, 'nan')])
      assert.throws(() => open(patient), noPatient);
    assert.throws(() => clinic.plantedRun({ patient }), noPatient);
  }
});

test('a wrong seed is refused, and not taken for a defect of the program', async () => {
  const seedless = BAD.filter((bad) => bad !== undefined && bad !== 0);
  for (const bad of seedless) {
    const seed = bad as number;
    const refused = /seed: got .*, expected a whole number from 0/;
    assert.throws(() => clinic.plantedRun({ patient: 1, seed }), refused);
    assert.throws(() => clinic.healthyRun({ task: 'CartPole', seed }), refused);
    for (const ask of [clinic.chartOf, clinic.ratioTest]) await assert.rejects(ask(1, seed), refused);
    await assert.rejects(clinic.judgeBug(1, 'nan', seed), refused);
    await assert.rejects(clinic.patientChart(1, { seed }), refused);
  }
});

test('options that are none are named', async () => {
  for (const bad of [undefined, null, 5, '3', []]) {
    assert.throws(
      () => clinic.plantedRun(bad as never),
      /plantedRun: expected an object \{ patient, seed, signal, stopAt \}/,
    );
    assert.throws(
      () => clinic.healthyRun(bad as never),
      /healthyRun: expected an object \{ task, seed, signal, stopAt \}/,
    );
  }
  assert.throws(
    () => clinic.plantedRun({ patient: 1, seeds: 2 } as never),
    /plantedRun: there is no option 'seeds'; it takes patient, /,
  );
  assert.throws(
    () => clinic.healthyRun({ task: 'nope' as never }),
    /task: got "nope", the lab has CartPole and Pendulum/,
  );
  await assert.rejects(clinic.patientChart(1, null as never), /patientChart: expected an object \{ seed \}, got null/);
  await assert.rejects(clinic.nameBug(1, 'nan', { sead: 1 } as never), /nameBug: there is no option 'sead'/);
  await assert.rejects(clinic.healthyRecords('nope' as never), /task: got "nope"/);
});

test('a guess never throws, whatever it is', async () => {
  for (const guess of [...BAD, 'no such name', '', Symbol('s')])
    assert.match((await clinic.judgeBug(1, guess)).verdict, /^(empty|unknown)$/);
});
