import type { KeptScore } from 'notebook-kit';
import { pretestSlots } from '../bank/bank';

/** What a reader knew before and after, as shares of the points of the slots that pretest and exam have in common. */
export interface Gain {
  readonly before: number;
  readonly after: number;
  /** Of what was still to be learned, the share that was; null for somebody who knew everything before. */
  readonly gain: number | null;
}

/** The first pretest against the last exam; null while one of them is missing. */
export function gainOf(scores: readonly Pick<KeptScore, 'test' | 'parts'>[]): Gain | null {
  const first = scores.find(({ test }) => test === 'pretest');
  const last = scores.filter(({ test }) => test === 'exam').at(-1);
  if (first === undefined || last === undefined) return null;
  const [before, after] = [shareOf(first), shareOf(last)];
  return { before, after, gain: before === 1 ? null : (after - before) / (1 - before) };
}

function shareOf({ parts }: Pick<KeptScore, 'parts'>): number {
  const pairs = pretestSlots.map((slot) => parts[slot] ?? [0, 0]);
  const sum = (index: 0 | 1): number => pairs.reduce((total, pair) => total + pair[index], 0);
  return sum(1) === 0 ? 0 : sum(0) / sum(1);
}
