import type { RowKind } from './columns';
import { findingsOf, healthyFindings, type Findings } from './findings';
import { caseOf } from '../ward/ward';

/** One line of a probe's answer: what was measured on the patient, and the same on a healthy program. */
export type ProbeRow = Readonly<{ quantity: string; patient: number | null; healthy: number | null }>;

type Read = (findings: Findings) => number | null;

async function compare(patient: number, seed: number, lines: Readonly<Record<string, Read>>): Promise<ProbeRow[]> {
  const { task } = caseOf(patient);
  const [own, healthy] = [await findingsOf(patient, seed), await healthyFindings(task)];
  return Object.entries(lines).map(([quantity, read]) => ({ quantity, patient: read(own), healthy: read(healthy) }));
}

/**
 * Is the policy that is trained the one that acted? The ratio before the first gradient step, over every row of every rollout, and
 * the range that it reaches during the updates.
 * @throws RangeError if there is no such patient, as every probe
 * @example table(await ratioTest(3)); // notebook-kit
 */
export function ratioTest(patient: number, seed = 1): Promise<ProbeRow[]> {
  return compare(patient, seed, {
    'smallest ratio before any step': ({ ratio }) => ratio.smallest,
    'largest ratio before any step': ({ ratio }) => ratio.largest,
    'share of rows whose ratio is not 1': ({ ratio }) => ratio.shareOff,
    'share of those whose action is at the bound': ({ ratio }) => ratio.shareOffAtBound,
    'smallest ratio during the updates': ({ records }) => Math.min(...records.map((record) => record.ratioMin)),
    'largest ratio during the updates': ({ records }) => Math.max(...records.map((record) => record.ratioMax)),
  });
}

/** Is what was stored what happened? Shares of all rows; the environments' own record is the truth. */
export function storageTest(patient: number, seed = 1): Promise<ProbeRow[]> {
  return compare(patient, seed, {
    'observation is not the one shown': ({ storage }) => storage.observationsOff,
    'observation is the one of the next step': ({ storage }) => storage.observationsAhead,
    'reward or end of episode is not the real one': ({ storage }) => storage.outcomesOff,
    'largest action (its size)': ({ storage }) => storage.largestAction,
  });
}

/**
 * Do the advantages follow their definition? The TD error that each stored advantage implies against r + gamma V(s') - V(s) from
 * the environments' own record: the largest difference by kind of row (scaled reward units; null: no such row), and the spread of
 * what the loss is given.
 */
export function advantageTest(patient: number, seed = 1): Promise<ProbeRow[]> {
  const error =
    (kind: RowKind): Read =>
    ({ advantages }) =>
      withoutNoise(advantages.kinds[kind]?.error ?? null);
  return compare(patient, seed, {
    'TD error off, rows inside an episode': error('inside'),
    'TD error off, first row of an episode': error('first of an episode'),
    'TD error off, row before a fall': error('before a fall'),
    'TD error off, row before a time limit': error('before a time limit'),
    'TD error off, last row of a rollout': error('last of the rollout'),
    'standard deviation of the advantages': ({ advantages }) => advantages.spread,
  });
}

/** Float32 rounding is no difference. */
function withoutNoise(error: number | null): number | null {
  return error !== null && error < 1e-5 ? 0 : error;
}

/** Do the columns of a minibatch belong together? Share of the rows in which a column is that of the row's observation. */
export function pairingTest(patient: number, seed = 1): Promise<ProbeRow[]> {
  return compare(patient, seed, {
    'action belongs to the observation': ({ pairing }) => pairing.actions,
    'old log-probability belongs to it': ({ pairing }) => pairing.oldLogProbs,
    'return belongs to it': ({ pairing }) => pairing.returns,
    'advantage belongs to it': ({ pairing }) => pairing.advantages,
  });
}

/** Does every term of the loss push, and in the right direction? Ten gradient steps on batches that leave one term at a time. */
export function termTest(patient: number, seed = 1): Promise<ProbeRow[]> {
  return compare(patient, seed, {
    'advantages +1 and -1: change of the mean of A log pi': ({ terms }) => terms.policy,
    'no advantages: change of the entropy': ({ terms }) => terms.entropy,
    'no advantages, another old policy: change of a parameter (learning rates)': ({ terms }) => terms.kl,
    'unusual actions rewarded: change of the entropy': ({ terms }) => terms.spread,
    'first step of Adam: largest move of a parameter (learning rates)': ({ terms }) => terms.step,
  });
}

/** Can the critic learn one batch by heart? 256 rows whose returns depend on the state, 200 steps. */
export function overfitTest(patient: number, seed = 1): Promise<ProbeRow[]> {
  return compare(patient, seed, {
    'explained variance before': ({ overfit }) => overfit.before,
    'explained variance after': ({ overfit }) => overfit.after,
    'spread of the values / spread of the returns': ({ overfit }) => overfit.valueSpread,
  });
}
