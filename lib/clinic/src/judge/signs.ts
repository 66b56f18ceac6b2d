import type { RowKind } from '../probes/columns';
import type { BugId } from '../ward/catalogue';
import type { Findings } from '../probes/findings';
import type { Task } from '../ward/tasks';
import type { TrainRecord } from 'ppo-lib';

/** What a diagnosis rests on: everything that the student can see, too. */
export interface Evidence {
  readonly task: Task;
  readonly findings: Findings;
  readonly stoppedBy: string | null;
  /** records of healthy runs */
  readonly healthy: readonly (readonly TrainRecord[])[];
}

/** One thing that a defect makes measurable. */
export interface Sign {
  readonly holds: boolean;
  /** what was measured, a sentence */
  readonly measured: string;
  /** what the defect would make of it; completes "With this defect ..." */
  readonly expected: string;
}

const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : 0)} %`;
const short = (value: number): string => String(Number(value.toPrecision(3)));
const TOLERANCE = 1e-4;

/** Everything that a defect would show, each with what was measured. A diagnosis is right where all of them hold. */
export const signsOf: Readonly<Record<BugId, (evidence: Evidence) => readonly Sign[]>> = {
  healthy: (evidence) => oddities(evidence),
  'advantage-scale': ({ findings }) => [
    {
      holds: Math.abs(findings.advantages.spread - 1) > 0.01,
      measured: `the advantages of a rollout have a standard deviation of ${short(findings.advantages.spread)}`,
      expected: 'it would not be 1',
    },
  ],
  'advantage-sign': ({ findings }) => [
    stepIsOne(findings),
    {
      holds: findings.terms.policy < 0,
      measured: `ten steps on advantages +1 and -1 change the mean of A log pi by ${short(findings.terms.policy)}`,
      expected: 'it would fall',
    },
  ],
  'aliased-observation': ({ findings }) => [
    {
      holds: findings.storage.observationsOff > 0,
      measured: `${percent(findings.storage.observationsOff)} of the stored observations differ from the shown ones`,
      expected: 'they would differ',
    },
  ],
  'clipped-action': ({ task, findings }) => [
    realActions(task),
    {
      holds: findings.ratio.shareOff > 0 && findings.ratio.shareOffAtBound === 1,
      measured: `${percent(findings.ratio.shareOff)} of the ratios differ from 1 before any step`,
      expected: 'those of actions at the bound would, and no others',
    },
  ],
  'critic-untrained': ({ findings }) => [
    {
      holds: findings.overfit.after === findings.overfit.before,
      measured: fitted(findings),
      expected: 'that number would not move at all',
    },
  ],
  'cut-bootstrap': (evidence) => [rowsOff(evidence, 'last of the rollout'), rowsFine(evidence, 'first of an episode')],
  'done-shifted': (evidence) => [rowsOff(evidence, 'first of an episode')],
  'entropy-sign': ({ task, findings }) => [
    {
      holds: task.config.entropyCoef > 0,
      measured: `the program's entropyCoef is ${task.config.entropyCoef}`,
      expected: 'there would have to be a bonus',
    },
    stepIsOne(findings),
    {
      holds: findings.terms.entropy < 0,
      measured: `ten steps without advantages change the entropy by ${short(findings.terms.entropy)}`,
      expected: 'it would fall',
    },
  ],
  'kl-detached': ({ findings }) => [
    stepIsOne(findings),
    ratiosMove(findings),
    {
      holds: findings.terms.kl === 0,
      measured: `without advantages, another old policy changes parameters by up to ${short(findings.terms.kl)} learning rates in ten steps`,
      expected: 'it would change nothing',
    },
  ],
  'learning-rate': ({ findings }) => [
    {
      holds: findings.terms.step > 1.5,
      measured: `Adam's first step moves a parameter by up to ${short(findings.terms.step)} learning rates`,
      expected: 'it would be more than 1',
    },
  ],
  'minibatch-index': ({ findings }) => [
    {
      holds: Math.min(...Object.values(findings.pairing)) < 0.99,
      measured: `in minibatches at least ${percent(Math.min(...Object.values(findings.pairing)))} of every column belong to their row`,
      expected: 'one column would not',
    },
  ],
  nan: ({ stoppedBy }) => [
    {
      holds: stoppedBy !== null,
      measured:
        stoppedBy === null ? 'the run comes to its end, and every number is finite' : `the run stops: ${stoppedBy}`,
      expected: 'the run would stop',
    },
  ],
  'ratio-recomputed': ({ findings }) => [
    {
      holds: ratioRange(findings).every((ratio) => ratio === 1),
      measured: `in the updates the ratios reach from ${ratioRange(findings).map(short).join(' to ')}`,
      expected: 'they would all be exactly 1',
    },
  ],
  'std-frozen': ({ task, findings }) => [
    realActions(task),
    {
      holds: findings.terms.spread !== null && Math.abs(findings.terms.spread) < 1e-6,
      measured: `ten steps that reward unusual actions change the entropy by ${short(findings.terms.spread ?? 0)}`,
      expected: 'it would not change',
    },
  ],
  'terminal-bootstrap': (evidence) => [rowsOff(evidence, 'before a fall'), rowsFine(evidence, 'first of an episode')],
  'truncation-bootstrap': (evidence) => [
    rowsOff(evidence, 'before a time limit'),
    rowsFine(evidence, 'first of an episode'),
  ],
  'value-broadcast': ({ findings }) => [
    stepIsOne(findings),
    { holds: findings.overfit.after < 0.1, measured: fitted(findings), expected: 'it would stay near 0' },
    {
      holds: findings.overfit.after !== findings.overfit.before && findings.overfit.valueSpread < 0.1,
      measured: `after it the values spread ${short(findings.overfit.valueSpread)} times as far as the returns`,
      expected: 'all values would be drawn to one number',
    },
  ],
};

const fitted = ({ overfit }: Findings): string =>
  `200 steps on one batch take the explained variance from ${short(overfit.before)} to ${short(overfit.after)}`;

const ratioRange = ({ records }: Findings): [number, number] => [
  Math.min(...records.map((record) => record.ratioMin)),
  Math.max(...records.map((record) => record.ratioMax)),
];

const errorOf = ({ findings }: Evidence, kind: RowKind): number => findings.advantages.kinds[kind]?.error ?? 0;

function rowsOff(evidence: Evidence, kind: RowKind): Sign {
  const { rows } = evidence.findings.advantages.kinds[kind] ?? { rows: 0 };
  const error = errorOf(evidence, kind);
  return {
    holds: error > TOLERANCE,
    measured:
      rows === 0
        ? `the run has no row ${kind}`
        : `the TD errors of the ${rows} rows ${kind} are ${error > TOLERANCE ? `off by up to ${short(error)}` : 'those of the definition'}`,
    expected: 'these rows would be off',
  };
}

function rowsFine(evidence: Evidence, kind: RowKind): Sign {
  const { measured, holds } = rowsOff(evidence, kind);
  return { holds: !holds, measured, expected: 'these rows would be right' };
}

function realActions(task: Task): Sign {
  return {
    holds: task.actionBound !== null,
    measured: `the actions of ${task.name} are ${task.actionBound === null ? 'two discrete ones' : 'real numbers'}`,
    expected: 'they would have to be real numbers',
  };
}

function stepIsOne({ terms }: Findings): Sign {
  return {
    holds: terms.step < 1.5,
    measured: `Adam's first step moves a parameter by up to ${short(terms.step)} learning rates`,
    expected: 'it would be 1, as ever',
  };
}

function ratiosMove(findings: Findings): Sign {
  return {
    holds: ratioRange(findings).some((ratio) => ratio !== 1),
    measured: `in the updates the ratios reach from ${ratioRange(findings).map(short).join(' to ')}`,
    expected: 'the policy could still be compared with the one that acted, so they would move',
  };
}

/** What a healthy program does not show. Names no cause, and no probe where a dashboard tells. */
function oddities(evidence: Evidence): Sign[] {
  const { findings, stoppedBy, healthy } = evidence;
  const finals = healthy.map((records) => records[records.length - 1].meanReturn100 ?? 0);
  const final = findings.records[findings.records.length - 1]?.meanReturn100 ?? 0;
  const [low, high] = [Math.min(...finals), Math.max(...finals)];
  const margin = Math.max(high - low, 0.1 * Math.abs(low));
  const sick = Object.entries(signsOf).filter(
    ([id, signs]) => id !== 'healthy' && signs(evidence).every((s) => s.holds),
  );
  return [
    {
      holds: stoppedBy === null,
      measured: `the run stops early: ${stoppedBy ?? ''}`,
      expected: 'it would end by itself',
    },
    {
      holds: findings.ratio.shareOff === 0,
      measured: `${percent(findings.ratio.shareOff)} of the ratios differ from 1 before any step`,
      expected: 'all would be 1',
    },
    {
      holds: final >= low - margin,
      measured: `the mean return ends at ${short(final)}, that of healthy runs between ${short(low)} and ${short(high)}`,
      expected: 'it would end among them',
    },
    {
      holds: sick.length === 0,
      measured: 'the learning curve looks normal, yet one of the probes answers otherwise than on a healthy program',
      expected: 'all probes would agree',
    },
  ];
}
