/** Programs of a few lines with one fault each, to be mended. */
import { clippedSurrogate, gae, mean, meanInterval, type Random, std } from 'ppo-lib';
import { drawn, pick } from './dice';
import type { CodeCase, CodeDraft, Slot } from './item';

const bound = (r: number, range: number): number => Math.min(Math.max(r, 1 - range), 1 + range);

function repairObjective(random: Random, fault: 'max' | 'bound'): CodeDraft {
  const ranges = [0.1, pick(random, [0.3, 0.4])];
  const sizes = [drawn(random, 0.5, 2, 0.5), -drawn(random, 0.5, 2, 0.5)];
  const ratios = [0.5, 0.8, 1, 1.25, 1.6];
  const rows = ranges.flatMap((range) =>
    sizes.flatMap((A) => ratios.map((r): [number, number, number] => [r, A, range])),
  );
  const keep = fault === 'max' ? 'Math.max(ratio * advantage, clipped * advantage)' : 'clipped * advantage';
  return {
    given: { fault },
    question: `\`objective(ratio, advantage, range)\` should be PPO's clipped objective of one sample. Mend it.`,
    broken: ['const clipped = Math.min(Math.max(ratio, 1 - range), 1 + range);', `return ${keep};`].join('\n'),
    cases: rows.map(([r, A, range]) => ({
      args: [r, A, range],
      expected: clippedSurrogate(r, A, range),
      when: `ratio ${r}, advantage ${A}, range ${range}`,
    })),
    wrong: [
      [(r: number, A: number, range: number) => bound(r, range) * A, 'deadOutside'],
      [(r: number, A: number, range: number) => Math.max(r * A, bound(r, range) * A), 'otherCorners'],
      [(r: number, A: number) => r * A, 'noClip'],
      [(r: number, A: number, range: number) => -Math.min(r * A, bound(r, range) * A), 'lossSign'],
      [(r: number, A: number) => Math.min(r * A, bound(r, 0.2) * A), 'fixedRange'],
    ],
  };
}

type Column = readonly number[];
type Gae = (rewards: Column, values: Column, last: number, ended: Column, gamma: number, lambda: number) => number[];

/** The right program, or one that takes the flags or the last value for 0, or has another sign. */
function gaeWith(choice: { ends?: boolean; last?: boolean; sign?: 1 | -1; plusValues?: boolean } = {}): Gae {
  const { ends = true, last: keepsLast = true, sign = 1, plusValues = false } = choice;
  return (rewards, values, last, ended, gamma, gaeLambda) => {
    const { advantages } = gae({
      rewards: [...rewards],
      values: [...values],
      nextValues: [...values.slice(1), keepsLast ? last : 0],
      terminated: ended.map((flag) => (ends ? flag : 0)),
      truncated: rewards.map(() => 0),
      gamma,
      gaeLambda,
      numEnvs: 1,
    });
    return Array.from(advantages, (A, t) => sign * A + (plusValues ? values[t] : 0));
  };
}

function repairGae(random: Random, fault: 'ends' | 'last'): CodeDraft {
  const column = (low: number, high: number): number[] => [1, 2, 3, 4].map(() => drawn(random, low, high, 0.5));
  const rolled = (ended: Column, when: string): CodeCase => {
    const args = [column(1, 5), column(2, 8), drawn(random, 3, 9, 0.5), ended, 0.9, 0.8] as const;
    return { args, expected: gaeWith()(...args), when };
  };
  const goes = fault === 'ends' ? '1' : '(1 - terminated[t])';
  const start = fault === 'ends' ? 'lastValue' : '0';
  return {
    given: { fault },
    question:
      '`advantages(rewards, values, lastValue, terminated, gamma, lambda)` should be GAE of one environment; lastValue is V of what follows the last row. Mend it.',
    broken: [
      'const result = rewards.map(() => 0);',
      `let [next, later] = [${start}, 0];`,
      'for (let t = rewards.length - 1; t >= 0; t--) {',
      `  const goesOn = ${goes};`,
      '  const delta = rewards[t] + gamma * goesOn * next - values[t];',
      '  later = result[t] = delta + gamma * lambda * goesOn * later;',
      '  next = values[t];',
      '}',
      'return result;',
    ].join('\n'),
    cases: [
      rolled([0, 0, 0, 0], 'the rollout is cut'),
      rolled([0, 1, 0, 0], 'an episode ends in the middle'),
      rolled([0, 0, 0, 1], 'the last step ends an episode'),
    ],
    wrong: [
      [gaeWith({ ends: false }), 'futureAfterEnd'],
      [gaeWith({ last: false }), 'noBootstrap'],
      [gaeWith({ sign: -1 }), 'surpriseTurned'],
      [gaeWith({ plusValues: true }), 'isReturn'],
    ],
  };
}

type Loss = (objectives: Column, squaredErrors: Column, entropies: Column, value: number, entropy: number) => number;
type Parts = (o: number, v: number, e: number, value: number, entropy: number) => number;

const lossOf =
  (parts: Parts, of: (column: Column) => number = mean): Loss =>
  (objectives, errors, entropies, value, entropy) =>
    parts(of(objectives), of(errors), of(entropies), value, entropy);

function repairLoss(random: Random, fault: 'entropy' | 'sum'): CodeDraft {
  const column = (low: number, high: number): number[] => [1, 2, 3, 4].map(() => drawn(random, low, high, 0.1));
  const right = lossOf((o, v, e, value, entropy) => -o + (value * v) / 2 - entropy * e);
  const sum = (list: Column): number => list.reduce((total, x) => total + x, 0);
  const batch = (value: number, entropy: number): CodeCase => {
    const args = [column(-1, 1), column(1, 3), column(0.3, 0.7), value, entropy] as const;
    return { args, expected: right(...args), when: `valueCoef ${value}, entropyCoef ${entropy}` };
  };
  const over = fault === 'sum' ? '' : ' / list.length';
  const sign = fault === 'entropy' ? '+' : '-';
  return {
    given: { fault },
    question:
      '`loss(objectives, squaredErrors, entropies, valueCoef, entropyCoef)` should be what the optimiser makes small: valueCoef weighs half the squared error. Mend it.',
    broken: [
      `const average = (list) => list.reduce((sum, x) => sum + x, 0)${over};`,
      'const policy = -average(objectives);',
      'const value = 0.5 * average(squaredErrors);',
      `return policy + valueCoef * value ${sign} entropyCoef * average(entropies);`,
    ].join('\n'),
    cases: [batch(0.5, 0.01), batch(1, 0.3), batch(0.25, 0.1)],
    wrong: [
      [lossOf((o, v, e, value, entropy) => -o + (value * v) / 2 + entropy * e), 'entropyPenalty'],
      [lossOf((o, v, e, value, entropy) => -o + (value * v) / 2 - entropy * e, sum), 'sumNotMean'],
      [lossOf((o, v, e, value, entropy) => o + (value * v) / 2 - entropy * e), 'goesDown'],
      [lossOf((o, v, e, value, entropy) => -o + value * v - entropy * e), 'valueHalf'],
      [lossOf((o, v, e) => -o + v / 4 - 0.01 * e), 'usualCoefs'],
    ],
  };
}

function repairInterval(random: Random, fault: 'population' | 'deviation'): CodeDraft {
  const around = (half: (list: Column) => number) => (list: Column, quantile: number) => {
    const reach = quantile * half(list);
    return [mean(list) - reach, mean(list) + reach];
  };
  const seeds = (n: number, quantile: number): CodeCase => {
    const returns = Array.from({ length: n }, () => drawn(random, 200, 480, 10));
    const { low, high } = meanInterval(returns);
    const exact = (high - low) / 2 / (std(returns, 1) / Math.sqrt(n));
    return { args: [returns, exact], expected: [low, high], when: `there are ${n} seeds, quantile ${quantile}` };
  };
  const divisor = fault === 'population' ? 'n' : 'n - 1';
  const error = fault === 'population' ? 'Math.sqrt(variance / n)' : 'Math.sqrt(variance)';
  return {
    given: { fault },
    question:
      "`interval(returns, quantile)` should be Student's interval of the mean over seeds, [low, high]; quantile is that of t. Mend it.",
    broken: [
      'const n = returns.length;',
      'const mean = returns.reduce((sum, x) => sum + x, 0) / n;',
      `const variance = returns.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (${divisor});`,
      `const reach = quantile * ${error};`,
      'return [mean - reach, mean + reach];',
    ].join('\n'),
    cases: [seeds(5, 2.776), seeds(10, 2.262), seeds(3, 4.303)],
    wrong: [
      [around((list) => std([...list]) / Math.sqrt(list.length)), 'dividedByN'],
      [around((list) => std([...list], 1)), 'deviation'],
    ],
  };
}

export const codeSlots: readonly Slot[] = [
  {
    id: 'repair-objective',
    lesson: '01',
    points: 3,
    kind: 'code',
    variants: { max: (random) => repairObjective(random, 'max'), bound: (random) => repairObjective(random, 'bound') },
  },
  {
    id: 'repair-gae',
    lesson: '03',
    points: 3,
    kind: 'code',
    variants: { ends: (random) => repairGae(random, 'ends'), last: (random) => repairGae(random, 'last') },
  },
  {
    id: 'repair-loss',
    lesson: '06',
    points: 3,
    kind: 'code',
    variants: { entropy: (random) => repairLoss(random, 'entropy'), sum: (random) => repairLoss(random, 'sum') },
  },
  {
    id: 'repair-interval',
    lesson: '10d',
    points: 3,
    kind: 'code',
    variants: {
      population: (random) => repairInterval(random, 'population'),
      deviation: (random) => repairInterval(random, 'deviation'),
    },
  },
];
