import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  advantageTest,
  autopsyOf,
  candidates,
  chartOf,
  clinicTasks,
  GIVE_UP,
  healthyRun,
  judgeBug,
  overfitTest,
  pairingTest,
  patients,
  plantedRun,
  ratioTest,
  storageTest,
  termTest,
  type BugId,
  type PatientChart,
  type PlantedRun,
  type ProbeRow,
} from '../index';
import { evidenceOf } from './judge';
import { signsOf, type Evidence } from './signs';
import { mean } from 'ppo-lib';
import { caseOf } from '../ward/ward';

const numbers = patients.map(({ patient }) => patient);

/** What a student has: the dashboard and the answers of the probes, by their words. */
async function seen(patient: number): Promise<{ chart: PatientChart; probe: (quantity: string) => number | null }> {
  const rows: ProbeRow[] = [];
  for (const ask of [ratioTest, storageTest, advantageTest, pairingTest, termTest, overfitTest]) {
    rows.push(...(await ask(patient)));
  }
  const probe = (quantity: string): number | null => {
    const row = rows.find((one) => one.quantity.includes(quantity));
    assert.ok(row, quantity);
    return row.patient;
  };
  return { chart: await chartOf(patient), probe };
}

/** A way to the diagnosis that asks one question after the other, as a student would. */
async function solve(patient: number): Promise<BugId> {
  const { chart, probe } = await seen(patient);
  const off = (rows: string): boolean => (probe(`TD error off, ${rows}`) ?? 0) > 1e-3;
  if (chart.stoppedBy !== null) return 'nan';
  if (chart.records.some(({ firstRatioMax }) => firstRatioMax !== 1)) {
    return probe('observation is not the one shown') === 0 ? 'clipped-action' : 'aliased-observation';
  }
  if (chart.records.every(({ ratioMax }) => ratioMax === 1)) return 'ratio-recomputed';
  if (off('first row of an episode')) return 'done-shifted';
  if (off('row before a fall')) return 'terminal-bootstrap';
  if (off('row before a time limit')) return 'truncation-bootstrap';
  if (off('last row of a rollout')) return 'cut-bootstrap';
  if (Math.abs((probe('standard deviation of the advantages') ?? 1) - 1) > 0.05) return 'advantage-scale';
  if ((probe('advantage belongs to it') ?? 1) < 0.9) return 'minibatch-index';
  if ((probe('first step of Adam') ?? 1) > 2) return 'learning-rate';
  if ((probe('advantages +1 and -1') ?? 1) < 0) return 'advantage-sign';
  if ((probe('no advantages: change of the entropy') ?? 0) < 0) return 'entropy-sign';
  if (probe('another old policy') === 0) return 'kl-detached';
  if (probe('unusual actions rewarded') === 0) return 'std-frozen';
  if (probe('explained variance after') === probe('explained variance before')) return 'critic-untrained';
  return (probe('explained variance after') ?? 1) < 0.5 ? 'value-broadcast' : 'healthy';
}

for (const { patient, task } of patients) {
  test(`patient ${patient}, on ${task}, can be solved from dashboard and probes alone`, async () => {
    assert.equal(await solve(patient), caseOf(patient).bug);
  });
}

test('on each patient each wrong name is answered by an observation that is no answer', async () => {
  for (const patient of numbers) {
    const { bug } = caseOf(patient);
    for (const { id } of candidates) {
      const { verdict, says, guess } = await judgeBug(patient, id);
      assert.deepEqual([verdict, guess], [id === bug ? 'right' : 'wrong', id], `patient ${patient}, ${id}: ${says}`);
      if (id === bug) continue;
      assert.match(says, /\. With this (defect|answer) .*\.$/, `patient ${patient}, ${id}`);
      const signs = signsOf[id](await evidenceOf(patient, 1));
      const against = signs.find((sign) => !sign.holds);
      assert.ok(against !== undefined && says.endsWith(` ${against.expected}.`), `patient ${patient}, ${id}: ${says}`);
      const answer = candidates.find((candidate) => candidate.id === bug)!;
      assert.ok(!says.includes(bug) || bug === 'nan' || bug === 'healthy', says);
      assert.ok(!says.includes(answer.says), says);
    }
  }
});

test('a policy compared with itself has no ratio but 1: one edge of their range at 1 is no sign of it', () => {
  const holds = (ratioMin: number, ratioMax: number): boolean => {
    const evidence = { findings: { records: [{ ratioMin, ratioMax }] } } as unknown as Evidence;
    return signsOf['ratio-recomputed'](evidence)[0].holds;
  };
  assert.deepEqual([holds(1, 1), holds(0.9, 1), holds(1, 1.1), holds(0.9, 1.1)], [true, false, false, false]);
});

test('an empty, misspelt or senseless guess gets a friendly line and no verdict', async () => {
  for (const empty of ['', '   ', undefined, null, 7, {}]) {
    assert.equal((await judgeBug(1, empty)).verdict, 'empty', typeof empty);
  }
  for (const spelling of ['Entropy sign', ' entropy_sign ', 'ENTROPY-SIGN']) {
    assert.equal((await judgeBug(1, spelling)).guess, 'entropy-sign', spelling);
  }
  assert.match((await judgeBug(1, 'entropysing')).says, /Did you mean 'entropy-sign'\?/);
  for (const other of ['constructor', '__proto__', 'the gradient is wrong somewhere', '💥', 'x'.repeat(5000)]) {
    const { verdict, says, guess } = await judgeBug(1, other);
    assert.deepEqual([verdict, guess], ['unknown', null]);
    assert.match(says, /is not one of the names\. The names are those of `candidates`\.$/);
    assert.ok(says.length < 120);
  }
});

test('a suggestion depends on the spelling alone, not on the patient', async () => {
  const answers = await Promise.all(numbers.map((patient) => judgeBug(patient, 'nann')));
  assert.equal(new Set(answers.map(({ says }) => says)).size, 1);
});

test('a wrong number of a patient is an error that says which there are', async () => {
  for (const wrong of [0, 20, 1.5, -1, NaN]) {
    await assert.rejects(judgeBug(wrong, 'nan'), /^RangeError: patient: /);
    assert.throws(() => plantedRun({ patient: wrong }), /^RangeError: patient: /);
    assert.throws(() => autopsyOf(wrong, 'nan'), /^RangeError: patient: /);
  }
  assert.throws(() => plantedRun({ patient: 20 }), /the lab has patients 1 to 19/);
  assert.throws(
    () => healthyRun({ task: 'Acrobot' as never }),
    /task: got "Acrobot", the lab has CartPole and Pendulum/,
  );
});

test('every defect has a patient, and every task a healthy one', () => {
  const cases = numbers.map(caseOf);
  assert.deepEqual([...new Set(cases.map(({ bug }) => bug))].sort(), candidates.map(({ id }) => id).sort());
  assert.deepEqual(
    cases
      .filter(({ bug }) => bug === 'healthy')
      .map(({ task }) => task)
      .sort(),
    ['CartPole', 'Pendulum'],
  );
  assert.deepEqual(
    patients.map(({ task }) => task),
    cases.map(({ task }) => task),
  );
});

test('nothing that a run hands out tells patients apart but its numbers', async () => {
  const shapes = new Set<string>();
  const texts: string[] = [];
  for (const patient of numbers) {
    const generator = plantedRun({ patient, stopAt: { iterations: 2 } });
    const { records, result } = await generator.whole();
    shapes.add(JSON.stringify([Object.keys(records[0]), Object.keys(result), Object.keys(generator)]));
    texts.push(JSON.stringify([records, result, patients[patient - 1], Object.prototype.toString.call(generator)]));
  }
  const run = healthyRun({ task: 'CartPole', stopAt: { iterations: 2 } });
  const healthy = await run.whole();
  shapes.add(JSON.stringify([Object.keys(healthy.records[0]), Object.keys(healthy.result), Object.keys(run)]));
  assert.equal(shapes.size, 1);
  for (const { id } of candidates)
    assert.ok(
      texts.every((text) => !text.includes(id)),
      id,
    );
  const rates = new Set(
    numbers.map((_, i) => (JSON.parse(texts[i]) as [{ learningRate: number }[]])[0][0].learningRate),
  );
  assert.deepEqual(
    [...rates].sort(),
    Object.values(clinicTasks)
      .map(({ config }) => config.learningRate)
      .sort(),
  );
});

test('the numbers of the patients follow neither the list of names nor the alphabet', () => {
  const order = numbers.map((patient) => candidates.findIndex(({ id }) => id === caseOf(patient).bug));
  const pairs = order.slice(1).map((place, i) => [order[i], place]);
  const rising = pairs.filter(([a, b]) => b > a).length;
  assert.ok(rising > 4 && rising < 14, `${rising} of 18 neighbours rise`);
});

test('a run is repeatable, can be interrupted and tells why it broke', async () => {
  const run = (): ReturnType<PlantedRun['whole']> =>
    plantedRun({ patient: 1, seed: 4, stopAt: { iterations: 3 } }).whole();
  assert.deepEqual(await run(), await run());
  const stop = new AbortController();
  const generator = plantedRun({ patient: 1, signal: stop.signal });
  await generator.next();
  stop.abort();
  const { value, done } = await generator.next();
  assert.ok(done && 'interrupted' in value && value.interrupted && value.iterations === 1);
  const broken = numbers.find((patient) => caseOf(patient).bug === 'nan')!;
  const { records, result } = await plantedRun({ patient: broken }).whole();
  assert.match((result as { stoppedBy: string }).stoppedBy, /^training diverged: .*NaN/);
  assert.equal((result as { iterations: number }).iterations, records.length);
});

test('the file of a patient opens for its name and for who gives up, and for nothing else', () => {
  for (const patient of numbers) {
    const { bug } = caseOf(patient);
    for (const { id } of candidates) assert.equal(autopsyOf(patient, id)?.bug ?? null, id === bug ? bug : null);
    for (const other of ['', 'give up', 'constructor']) assert.equal(autopsyOf(patient, other), null);
    const report = autopsyOf(patient, GIVE_UP)!;
    assert.equal(report.bug, bug);
    assert.ok(report.story.length > 60);
    assert.equal(report.wrong.length > 0 && report.right.length > 0, bug !== 'healthy');
    assert.notDeepEqual(bug === 'healthy' ? ['x'] : report.wrong, report.right);
  }
});

test('healthy runs are in the band: the mean return of the reference ends where CartPole is solved', async () => {
  const { healthy } = await chartOf(1);
  assert.equal(healthy.length, 5);
  assert.ok(mean(healthy.map((records) => records[records.length - 1].meanReturn100 ?? 0)) > 190);
});

test('an autopsy names functions that are where it says, and shows lines of code that differ', () => {
  const source = join(__dirname, '../../../ppo/src');
  for (const { patient } of patients) {
    const report = autopsyOf(patient, GIVE_UP);
    assert.ok(report !== null);
    if (report.bug === 'healthy') continue;
    assert.notDeepEqual(report.wrong, report.right, report.bug);
    for (const place of report.where.split('; ')) {
      const [file, name] = /^([\w/]+\.ts)(?:, (\w+))?/.exec(place)?.slice(1) ?? [];
      const text = readFileSync(join(source, file), 'utf8');
      if (name !== undefined) assert.match(text, new RegExp(`\\b${name}\\(`), `${report.bug}: ${place}`);
    }
  }
});
