import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BugId } from '../ward/catalogue';
import { healthyRecords } from '../runs/chart';
import { examine, type Findings } from '../probes/findings';
import { runCase } from '../runs/run';
import { signsOf } from './signs';
import { clinicTasks, type TaskName } from '../ward/tasks';
import { mean, type TrainRecord } from 'ppo-lib';

/** A number of a run that a defect moves, and to which side. */
interface Symptom {
  readonly name: string;
  readonly read: (records: readonly TrainRecord[], findings: Findings) => number;
  readonly side: 'above' | 'below';
}

const seeds = [1, 2, 3];
const late = (read: (record: TrainRecord) => number, side: Symptom['side'], name: string): Symptom => ({
  name: `${name}, mean of iterations 25 to 30`,
  read: (records) => mean(records.slice(24, 30).map(read)),
  side,
});
const lateReturn = late((record) => record.meanReturn100 ?? 0, 'below', 'mean return');
const all = (read: (record: TrainRecord) => number, side: Symptom['side'], name: string): Symptom => ({
  name: `${name}, mean over the run`,
  read: (records) => mean(records.map(read)),
  side,
});

/** By defect: numbers in which every sick seed lies on one side of every healthy one. */
const symptoms: Readonly<Record<Exclude<BugId, 'healthy'>, readonly Symptom[]>> = {
  'advantage-scale': [lateReturn, late((record) => record.entropy, 'above', 'entropy')],
  'advantage-sign': [lateReturn],
  'aliased-observation': [lateReturn, all((record) => record.firstRatioMax, 'above', 'first ratio')],
  'clipped-action': [lateReturn, all((record) => record.firstRatioMax, 'above', 'first ratio')],
  'critic-untrained': [lateReturn, late((record) => Math.log(record.valueLoss), 'above', 'log value loss')],
  'cut-bootstrap': [late((record) => Math.log(record.valueLoss), 'above', 'log value loss')],
  'done-shifted': [
    {
      name: 'TD error of the first row of an episode',
      read: (_, { advantages }) => advantages.kinds['first of an episode']?.error ?? 0,
      side: 'above',
    },
  ],
  'entropy-sign': [late((record) => record.entropy, 'below', 'entropy')],
  'kl-detached': [
    all((record) => record.approxKl, 'above', 'KL'),
    all((record) => record.clipFraction, 'above', 'clip fraction'),
  ],
  'learning-rate': [lateReturn, all((record) => record.approxKl, 'above', 'KL')],
  'minibatch-index': [lateReturn, late((record) => record.entropy, 'above', 'entropy')],
  nan: [{ name: 'iterations', read: (records) => records.length, side: 'below' }],
  'ratio-recomputed': [
    all((record) => record.approxKl, 'below', 'KL'),
    late((record) => record.entropy, 'below', 'entropy'),
  ],
  'std-frozen': [
    {
      name: 'distance of the entropy from its start',
      read: (records) => Math.max(...records.map((record) => Math.abs(record.entropy - records[0].entropy))),
      side: 'below',
    },
  ],
  'terminal-bootstrap': [lateReturn],
  'truncation-bootstrap': [all((record) => record.valueLoss, 'above', 'value loss')],
  'value-broadcast': [
    { name: 'explained variance of a batch learned by heart', read: (_, { overfit }) => overfit.after, side: 'below' },
    {
      name: 'best explained variance of the run',
      read: (records) => Math.max(...records.map((record) => record.explainedVariance)),
      side: 'below',
    },
  ],
};

const onPendulum: readonly string[] = ['clipped-action', 'std-frozen', 'truncation-bootstrap'];
const taskOf = (bug: string): TaskName => (onPendulum.includes(bug) ? 'Pendulum' : 'CartPole');
const done = new Map<string, Promise<Findings>>();

function findings(bug: BugId, task: TaskName, seed: number): Promise<Findings> {
  const key = `${bug}/${task}/${seed}`;
  const known = done.get(key) ?? examine({ bug, task }, seed);
  done.set(key, known);
  return known;
}

for (const [bug, list] of Object.entries(symptoms)) {
  test(`${bug} separates every sick seed from every healthy one`, async () => {
    const task = taskOf(bug);
    for (const { name, read, side } of list) {
      const of = async (who: BugId): Promise<number[]> => {
        const values: number[] = [];
        for (const seed of seeds) {
          const found = await findings(who, task, seed);
          values.push(read(found.records, found));
        }
        return values;
      };
      const [sick, healthy] = [await of(bug as BugId), await of('healthy')];
      const isApart =
        side === 'above' ? Math.min(...sick) > Math.max(...healthy) : Math.max(...sick) < Math.min(...healthy);
      assert.ok(isApart, `${name}: ${sick.join(', ')} against ${healthy.join(', ')}`);
    }
  });
}

for (const bug of ['healthy', ...Object.keys(symptoms)] as BugId[]) {
  for (const task of bug === 'healthy' ? (['CartPole', 'Pendulum'] as const) : [taskOf(bug)]) {
    test(`the signs of ${bug} on ${task} are complete on its own runs, whatever the seed, and those of no other defect are`, async () => {
      for (const seed of seeds) {
        const { result } = await runCase({ bug, task }, { seed }).whole();
        const healthy = await healthyRecords(task);
        const evidence = {
          task: clinicTasks[task],
          findings: await findings(bug, task, seed),
          stoppedBy: result.stoppedBy,
          healthy,
        };
        const fitting = Object.entries(signsOf).filter(([, signs]) => signs(evidence).every(({ holds }) => holds));
        assert.deepEqual(
          fitting.map(([id]) => id),
          [bug],
          `seed ${seed}`,
        );
      }
    });
  }
}
