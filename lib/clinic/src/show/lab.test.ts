import assert from 'node:assert/strict';
import test from 'node:test';
import { collectOutputs } from 'notebook-kit';
import { judgeBug } from '../judge/judge';
import { chartOf } from '../runs/chart';
import { candidates } from '../ward/catalogue';
import { patients } from '../ward/ward';
import { autopsy, candidateList, giveUp, labBoard, nameBug, patientChart } from './lab';
import { labAttempts } from './attempts';
import { dashboard } from './dashboard';

process.env.NOTEBOOK_FIGURES_DIR = '';
test.beforeEach(() => labAttempts().clear());

async function texts(body: () => unknown): Promise<string[]> {
  return (await collectOutputs(body)).map((output) => output.data['text/plain'] as string);
}

/** The right name, found as a reader who tries all names would find it. */
async function solution(patient: number): Promise<string> {
  for (const { id } of candidates) if ((await judgeBug(patient, id)).verdict === 'right') return id;
  throw new Error(`patient ${patient} has no name`);
}

test('the dashboard has eight panels, the patient before the range of the healthy runs, and says so in words', async () => {
  const chart = await chartOf(1);
  const { figure, alt } = dashboard(chart);
  const visible = figure.data.filter((trace) => trace.showlegend === true);
  assert.deepEqual(
    visible.map((trace) => trace.name),
    ['range of five healthy runs', 'patient 1'],
  );
  const patientLines = figure.data.filter((trace) => trace.name === 'patient 1');
  assert.equal(new Set(patientLines.map((trace) => trace.yaxis)).size, 8);
  assert.deepEqual(
    patientLines[0].y,
    chart.records.map((record) => Number(record.meanReturn100!.toPrecision(4))),
  );
  assert.deepEqual(
    [patientLines[0].x0, patientLines[0].dx],
    [chart.records[0].timesteps, chart.records[1].timesteps / 2],
  );
  const at20 = chart.healthy.map((run) => Number(run[20].approxKl.toPrecision(4)));
  const [lowest, highest] = figure.data.filter((trace) => trace.yaxis === 'y2').slice(0, 2);
  assert.deepEqual([(lowest.y as number[])[20], (highest.y as number[])[20]], [Math.min(...at20), Math.max(...at20)]);
  const final = chart.records[chart.records.length - 1].meanReturn100!;
  assert.ok(alt.includes(`Mean return at the end ${Number(final.toPrecision(3))} (healthy `), alt);
});

test('patientChart shows one figure, and a card where the program broke', async () => {
  for (const { patient } of patients.slice(0, 3)) {
    const outputs = await collectOutputs(() => patientChart(patient));
    assert.ok(outputs[0].data['image/png']);
    assert.match(outputs[0].data['text/plain'] as string, new RegExp(`^Eight panels of patient ${patient} on `));
  }
  const charts = await Promise.all(patients.map(({ patient }) => chartOf(patient)));
  const broken = charts.filter(({ stoppedBy }) => stoppedBy !== null);
  assert.ok(broken.length > 0);
  const shown = await texts(() => patientChart(broken[0].patient));
  assert.match(shown[1], /did not finish\nAfter \d+ iterations the program stopped with: training diverged/);
  await assert.rejects(patientChart(99), /the lab has patients 1 to/);
});

test('no figure tells the name of what it shows', async () => {
  for (const { patient } of patients) {
    const text = JSON.stringify(dashboard(await chartOf(patient)));
    for (const { id } of candidates) {
      if (id !== 'nan' && id !== 'healthy') assert.ok(!text.includes(id), `patient ${patient}: ${id}`);
    }
  }
});

test('a diagnosis is graded, attempts are counted once a name, slips are free', async () => {
  const right = await solution(2);
  const wrong = candidates.find(({ id }) => id !== right && id !== 'healthy')!.id;
  assert.match((await texts(() => nameBug(2, '')))[0], /^not attempted: patient 2\nNo name given yet/);
  assert.match(
    (await texts(() => nameBug(2, `${wrong}x`)))[0],
    new RegExp(`^No attempt counted.*Did you mean '${wrong}'`, 's'),
  );
  assert.match((await texts(() => nameBug(2, undefined as unknown as string)))[0], /^not attempted/);
  assert.deepEqual(labAttempts().get(2)?.guesses, []);
  for (let i = 0; i < 2; i++) {
    assert.match(
      (await texts(() => nameBug(2, wrong)))[0],
      new RegExp(`^NOT THIS ONE: patient 2, '${wrong}'\\.\n.*With this defect`),
    );
  }
  assert.match(
    (await texts(() => nameBug(2, right.toUpperCase())))[0],
    new RegExp(`^RIGHT: patient 2 is '${right}', after 2 attempts`),
  );
  await texts(() => nameBug(2, 'healthy')); // after the right one nothing counts any more
  assert.deepEqual(labAttempts().get(2), { guesses: [wrong, right], solvedBy: right, gaveUp: false });
});

test('an autopsy needs the name, or that the reader gives up', async () => {
  const right = await solution(2);
  assert.match((await texts(() => autopsy(2)))[0], /^Patient 2 is still alive\./);
  await texts(() => nameBug(2, right));
  const [report] = await texts(() => autopsy(2));
  assert.match(report, new RegExp(`^Autopsy of patient 2: ${right}\n(.|\n)*it had:\n(.|\n)*it should have:\n`));
  assert.match((await texts(() => autopsy(3)))[0], /still alive/);
  assert.match((await texts(() => giveUp(3)))[0], /^You gave up on patient 3/);
  assert.match((await texts(() => autopsy(3)))[0], new RegExp(`^Autopsy of patient 3: ${await solution(3)}`));
  assert.throws(() => giveUp(99), /the lab has patients/);
  assert.throws(() => autopsy(0), /patient/);
});

test('the board counts who was named, at the first attempt, and who was given up', async () => {
  assert.match((await texts(() => labBoard()))[0], /^No patient has been tried yet/);
  const [one, two, three] = await Promise.all([1, 2, 3].map(solution));
  await texts(async () => {
    await nameBug(1, one);
    await nameBug(2, three);
    await nameBug(2, two);
    giveUp(3);
    autopsy(3);
    await nameBug(3, three);
  });
  const [board] = await texts(() => labBoard());
  assert.match(board, /^2 of 19 patients named, 1 of them at the first attempt/);
  assert.match(board, /3 +1 +named after giving up/);
});

test('the list of names has a claim for each', async () => {
  const [list] = await texts(() => candidateList());
  for (const { id, says } of candidates) assert.ok(list.includes(id) && list.includes(says), id);
});
