/** Lesson 01: one sample of the clipped objective, its slope, a batch of them. */
import { clippedSurrogate, clipTable, type Random, surrogateSlope } from 'ppo-lib';
import { drawn, pick, shown, shuffled, tidy } from './dice';
import type { ChoiceDraft, NumbersDraft, Slot } from './item';

/** A sample in one of the four outer corners: which side of the band, and how good the action was. */
function corner(random: Random, above: boolean, good: boolean): { r: number; A: number; range: number } {
  const range = pick(random, [0.1, 0.2, 0.3]);
  const beyond = drawn(random, 0.1, 0.3, 0.05);
  const size = drawn(random, 0.5, 3, 0.5);
  return { r: tidy(above ? 1 + range + beyond : 1 - range - beyond), A: good ? size : -size, range };
}

const sample = ({ r, A, range }: { r: number; A: number; range: number }): string =>
  `The ratio is ${shown(r)}, the advantage ${shown(A)}, the clip range ${range}.`;

function objective(random: Random, above: boolean, good: boolean): ChoiceDraft {
  const given = corner(random, above, good);
  const { r, A, range } = given;
  const right = clippedSurrogate(r, A, range);
  const clipped = tidy((above ? 1 + range : 1 - range) * A);
  const other = right === tidy(r * A) || Math.abs(right - r * A) < 1e-9 ? clipped : tidy(r * A);
  return {
    given,
    question: `${sample(given)} What does this sample add to PPO's clipped objective?`,
    right: tidy(right),
    wrong: [
      [other, Math.abs(other - r * A) < 1e-9 ? 'noClip' : 'deadOutside'],
      [A, 'valueAtOne'],
      [tidy(-right), 'lossSign'],
    ],
  };
}

function slope(random: Random, above: boolean, good: boolean): ChoiceDraft {
  const given = corner(random, above, good);
  const { r, A, range } = given;
  return {
    given,
    question: `${sample(given)} What is the slope of the clipped objective with respect to the ratio?`,
    right: surrogateSlope(r, A, range),
    wrong: [
      [0, 'deadOutside'],
      [tidy((above ? 1 + range : 1 - range) * A), 'scaledSlope'],
      [-A, 'lossSign'],
    ],
  };
}

/** Samples in the cells of the clip table, in no order: dead good, dead bad, live bad above, live good below, inside. */
function batchOf(random: Random, counts: readonly number[], range: number): { ratios: number[]; advantages: number[] } {
  const cell = (kind: number): [number, number] => {
    const beyond = drawn(random, 0.05, 0.4, 0.05);
    const size = drawn(random, 0.5, 2, 0.5);
    if (kind === 4) return [drawn(random, 0.95, 1.05, 0.01), pick(random, [-size, size])];
    return [tidy(kind % 2 === 0 ? 1 + range + beyond : 1 - range - beyond), kind === 0 || kind === 3 ? size : -size];
  };
  const rows = shuffled(
    random,
    counts.flatMap((count, kind) => Array.from({ length: count }, () => cell(kind))),
  );
  return { ratios: rows.map(([r]) => r), advantages: rows.map(([, A]) => A) };
}

function count(random: Random, counts: readonly number[]): ChoiceDraft {
  const range = pick(random, [0.1, 0.2]);
  const { ratios, advantages } = batchOf(random, counts, range);
  const rows = ratios.map((r, i) => `(${shown(r)}, ${shown(advantages[i])})`).join(' ');
  const [deadGood, deadBad, liveBad, liveGood] = counts;
  return {
    given: { ratios, advantages, range },
    question: `Clip range ${range}. A batch has these pairs of ratio and advantage: ${rows}. How many samples have no gradient?`,
    right: ratios.filter((r, i) => surrogateSlope(r, advantages[i], range) === 0).length,
    wrong: [
      [deadGood + deadBad + liveBad + liveGood, 'clipFraction'],
      [deadGood, 'goodOnly'],
      [liveBad + liveGood, 'otherCorners'],
    ],
  };
}

function cap(random: Random, good: boolean): ChoiceDraft {
  const range = pick(random, [0.1, 0.3, 0.4]);
  const A = drawn(random, 1.5, 4, 0.5) * (good ? 1 : -1);
  const right = clippedSurrogate(good ? 50 : 1e-9, A, range);
  return {
    given: { A, range },
    question: `The advantage is ${A}, the clip range ${range}. What is the largest value that the clipped objective can take, over all ratios?`,
    right: tidy(right),
    wrong: good
      ? [
          [A, 'valueAtOne'],
          [tidy(1.2 * A), 'fixedRange'],
          [tidy(1 + range), 'capRatio'],
        ]
      : [
          [tidy((1 + range) * A), 'capOfGood'],
          [tidy(-(1 + range) * A), 'capPositive'],
          [tidy(1 - range), 'capRatio'],
        ],
  };
}

function fill(random: Random, range: number): NumbersDraft {
  const advantages = [drawn(random, 0.5, 2, 0.5), -drawn(random, 0.5, 2, 0.5)];
  const ratios = [tidy(1 - range - drawn(random, 0.1, 0.3, 0.1)), tidy(1 + range + drawn(random, 0.1, 0.3, 0.1))];
  const table = clipTable({ ratios, advantages, clipRange: range });
  const rows = table.map((row) => ({ r: row.ratio, A: row.advantage }));
  const each = (f: (r: number, A: number) => number): number[] => rows.map(({ r, A }) => tidy(f(r, A)));
  const right = table.map((row) => tidy(row.objective));
  const bound = (r: number): number => Math.min(Math.max(r, 1 - range), 1 + range);
  return {
    given: { r: rows.map(({ r }) => r), A: rows.map(({ A }) => A), range },
    question: `Fill in the clip table for clip range ${range}: the objective at (ratio, advantage) ${rows
      .map(({ r, A }) => `(${shown(r)}, ${shown(A)})`)
      .join(' ')}, as a list of four numbers.`,
    right,
    wrong: [
      [each((r, A) => bound(r) * A), 'deadOutside'],
      [each((r, A) => r * A), 'noClip'],
      [right.map((x) => -x), 'lossSign'],
    ],
  };
}

export const clipSlots: readonly Slot[] = [
  {
    id: 'clip-value',
    lesson: '01',
    points: 1,
    kind: 'choice',
    variants: {
      earned: (random) => objective(random, true, true),
      avoided: (random) => objective(random, false, false),
      mistake: (random) => objective(random, true, false),
    },
  },
  {
    id: 'clip-slope',
    lesson: '01',
    points: 1,
    kind: 'choice',
    variants: {
      'bad-above': (random) => slope(random, true, false),
      'good-below': (random) => slope(random, false, true),
    },
  },
  {
    id: 'clip-count',
    lesson: '01',
    points: 2,
    kind: 'choice',
    variants: {
      seven: (random) => count(random, [1, 2, 1, 1, 2]),
      six: (random) => count(random, [2, 2, 1, 0, 1]),
    },
  },
  {
    id: 'clip-cap',
    lesson: '01',
    points: 2,
    kind: 'choice',
    variants: { good: (random) => cap(random, true), bad: (random) => cap(random, false) },
  },
  {
    id: 'clip-table',
    lesson: '01',
    points: 2,
    kind: 'numbers',
    variants: { narrow: (random) => fill(random, 0.1), usual: (random) => fill(random, 0.2) },
  },
];
