/** Answers to every item, computed from what was drawn by other means than the bank's: brute force, differences, sums written out. */
import type { Given } from '../bank/item';

type Answer = number | string | readonly number[];
const num = (given: Given, key: string): number => Number(given[key]);
const list = (given: Given, key: string): number[] => [...(given[key] as readonly number[])];
const sum = (xs: readonly number[]): number => xs.reduce((total, x) => total + x, 0);

/** The clipped objective by its cases instead of a minimum. */
function byCases(r: number, A: number, range: number): number {
  if (A >= 0) return r > 1 + range ? (1 + range) * A : r * A;
  return r < 1 - range ? (1 - range) * A : r * A;
}
const slopeByDifference = (r: number, A: number, range: number): number =>
  (byCases(r + 1e-6, A, range) - byCases(r - 1e-6, A, range)) / 2e-6;

/** With a band of 0.2; where the clip is flat the objective falls from its edge. */
const rollbackAt = (r: number, A: number, back: number): number => {
  const edge = A > 0 ? 1.2 : 0.8;
  const isBeyond = A > 0 ? r > edge : r < edge;
  return isBeyond ? edge * A - back * A * (r - edge) : r * A;
};
const rollbackByDifference = (r: number, A: number, back: number): number =>
  (rollbackAt(r + 1e-6, A, back) - rollbackAt(r - 1e-6, A, back)) / 2e-6;

/** Advantage of the first row as the double sum over later rows: lambda-weighted, cut behind a real end. */
function advantageBySum(given: Given): number {
  const [gamma, lambda] = [num(given, 'gamma'), num(given, 'lambda')];
  const [rewards, values, ended] = [list(given, 'rewards'), list(given, 'values'), list(given, 'terminated')];
  const following = [values[1], values[2], num(given, 'lastValue')];
  let total = 0;
  for (let t = 0; t < 3; t++) {
    const alive = ended.slice(0, t).every((flag) => flag === 0);
    if (!alive) break;
    total += (gamma * lambda) ** t * (rewards[t] + (ended[t] ? 0 : gamma * following[t]) - values[t]);
  }
  return total;
}

/** A logit's slope by finite differences: log sigmoid or log(1 - sigmoid), times the advantage. */
function pushByDifference(given: Given): number {
  const p = num(given, 'p');
  const logit = Math.log(p / (1 - p));
  const logProb = (z: number): number => -Math.log(1 + Math.exp(given.arm === 'right' ? -z : z));
  const slope = (logProb(logit + 1e-6) - logProb(logit - 1e-6)) / 2e-6;
  return slope * (num(given, 'reward') - num(given, 'baseline'));
}

function klBySoftmax(given: Given): number {
  const softmax = (z: number[]): number[] => z.map((x) => Math.exp(x) / sum(z.map(Math.exp)));
  const [p, q] = [softmax(list(given, 'old')), softmax(list(given, 'now'))];
  return sum(p.map((x, a) => x * (Math.log(x) - Math.log(q[a]))));
}

/** The factor at which half the quadratic form reaches the limit, by bisection. */
function factorByBisection(given: Given): number {
  const [curvature, step] = [list(given, 'curvature'), list(given, 'step')];
  const kl = (c: number): number => 0.5 * sum(step.map((x, i) => (c * x) ** 2 * curvature[i]));
  let [low, high] = [0, 10];
  for (let i = 0; i < 100; i++) {
    const middle = (low + high) / 2;
    if (kl(middle) < num(given, 'limit')) low = middle;
    else high = middle;
  }
  return low;
}

/** Counts weights and biases one unit at a time. */
function parametersByUnit(given: Given): number {
  const widths = [num(given, 'inputs'), ...Array.from({ length: num(given, 'layers') }, () => num(given, 'width'))];
  let count = 0;
  for (let layer = 1; layer < widths.length; layer++)
    for (let unit = 0; unit < widths[layer]; unit++) count += widths[layer - 1] + 1;
  for (let head = 0; head < num(given, 'actions') + 1; head++) count += widths[widths.length - 1] + 1;
  return count;
}

/** The logarithm of the product of the densities. */
function densityByProduct(given: Given): number {
  const [mean, logStd, action] = [list(given, 'mean'), list(given, 'logStd'), list(given, 'action')];
  const density = (i: number): number => {
    const variance = Math.exp(2 * logStd[i]);
    return Math.exp(-((action[i] - mean[i]) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
  };
  return Math.log(action.reduce((product, _, i) => product * density(i), 1));
}

/** Fills minibatches row by row. */
function stepsByFilling(given: Given): number {
  let steps = 0;
  for (let left = num(given, 'numSteps') * num(given, 'numEnvs'); left > 0; left -= num(given, 'size')) steps += 1;
  return steps * num(given, 'epochs') * num(given, 'rollouts');
}

/** 1 minus the ratio of variances, each as the mean squared difference of all pairs. */
function fitByPairs(given: Given): number {
  const [returns, values] = [list(given, 'returns'), list(given, 'values')];
  const spread = (xs: number[]): number => sum(xs.flatMap((x) => xs.map((y) => (x - y) ** 2)));
  return 1 - spread(returns.map((x, i) => x - values[i])) / spread(returns);
}

function rangeByCounting(given: Given): string {
  const ratios = list(given, 'logRatios').map(Math.exp);
  const outside = (range: number): number => ratios.filter((r) => r < 1 - range || r > 1 + range).length;
  const change = Math.sign(outside(num(given, 'to')) - outside(num(given, 'from')));
  return ['it falls', 'it stays', 'it rises'][change + 1];
}

function suspectByTable(given: Given): string {
  if (Math.abs(num(given, 'firstRatio') - 1) > 1e-9) return 'what is stored is not what the policy saw and did';
  if (num(given, 'kl') > 0.05) return 'the step is too large: learning rate, or gradient steps per batch';
  if (num(given, 'gradientGrowth') > 100) return 'the scale of the rewards';
  return "the critic's targets: terminated against truncated";
}

function reachBySquares(given: Given): number {
  const returns = list(given, 'returns');
  const n = returns.length;
  const squares = sum(returns.map((x) => x * x)) - sum(returns) ** 2 / n;
  return num(given, 'quantile') * Math.sqrt(squares / (n - 1) / n);
}

/** Which claims hold for every difference that the interval allows. */
function verdictByGrid(given: Given): string {
  const [low, high, margin] = [num(given, 'low'), num(given, 'high'), num(given, 'margin')];
  const possible = Array.from({ length: 1001 }, (_, i) => low + ((high - low) * i) / 1000);
  if (possible.every((d) => Math.abs(d) <= margin)) return 'the two are comparable';
  if (possible.every((d) => d > margin)) return 'the new program is better by more than the margin';
  if (possible.every((d) => Math.abs(d) > margin))
    return 'the two differ by more than the margin, one way or the other';
  return 'undecided';
}

/** How much faster an iteration is, by handing out the slots one by one. */
function speedByHandingOut(given: Given): number {
  const [slots, workers] = [num(given, 'slots'), num(given, 'workers')];
  const loads = Array.from({ length: workers }, () => 0);
  for (let slot = 0; slot < slots; slot++) loads[loads.indexOf(Math.min(...loads))] += num(given, 'play') / slots;
  return (num(given, 'play') + num(given, 'learn')) / (Math.max(...loads) + num(given, 'learn'));
}

/** The right answer of a slot's items. A slot of programs has none here: its cases are checked elsewhere. */
export const oracles: Readonly<Record<string, (given: Given) => Answer>> = {
  'clip-value': (g) => byCases(num(g, 'r'), num(g, 'A'), num(g, 'range')),
  'clip-slope': (g) => slopeByDifference(num(g, 'r'), num(g, 'A'), num(g, 'range')),
  'clip-count': (g) =>
    list(g, 'ratios').filter((r, i) => Math.abs(slopeByDifference(r, list(g, 'advantages')[i], num(g, 'range'))) < 1e-3)
      .length,
  'clip-cap': (g) =>
    Math.max(...Array.from({ length: 40000 }, (_, i) => byCases(i / 10000, num(g, 'A'), num(g, 'range')))),
  'clip-table': (g) => list(g, 'r').map((r, i) => byCases(r, list(g, 'A')[i], num(g, 'range'))),
  return: (g) => {
    const counted = list(g, 'rewards').slice(num(g, 'from'), num(g, 'from') + 3);
    return counted[0] + num(g, 'gamma') * (counted[1] + num(g, 'gamma') * counted[2]);
  },
  push: pushByDifference,
  'td-error': (g) => {
    const future = g.ending === 'truncated' ? num(g, 'gamma') * num(g, 'next') : 0;
    return num(g, 'reward') + future - num(g, 'value');
  },
  lambda: (g) => {
    const error = (i: number): number =>
      Math.hypot(list(g, 'biases')[i], list(g, 'spreads')[i] / Math.sqrt(num(g, 'walks')));
    return `lambda ${[...list(g, 'lambdas').keys()].sort((i, j) => error(i) - error(j)).map((i) => list(g, 'lambdas')[i])[0]}`;
  },
  gae: (g) => [advantageBySum(g)],
  kl: (g) => [klBySoftmax(g)],
  'trust-region': factorByBisection,
  entropy: (g) => sum(list(g, 'probabilities').map((p) => (p === 0 ? 0 : p * Math.log(1 / p)))),
  parameters: parametersByUnit,
  density: densityByProduct,
  'final-observation': (g) => num(g, 'reward') + (num(g, 'both') === 1 ? 0 : num(g, 'gamma') * num(g, 'final')),
  'gradient-steps': stepsByFilling,
  'total-loss': (g) =>
    0.5 * num(g, 'valueCoef') * num(g, 'squaredError') -
    num(g, 'objective') -
    num(g, 'entropyCoef') * num(g, 'entropy'),
  'explained-variance': fitByPairs,
  'clip-range': rangeByCounting,
  dashboard: suspectByTable,
  interval: (g) => [reachBySquares(g)],
  verdict: verdictByGrid,
  reported: (g) => list(g, 'fresh')[list(g, 'tuned').reduce((best, x, i, all) => (x > all[best] ? i : best), 0)],
  'speed-up': speedByHandingOut,
  // the root of the determinant's size: a matrix that turns and stretches by g stretches areas by g squared
  gain: (g) => {
    const [a, b, c, d] = list(g, 'rows');
    return Math.sqrt(Math.abs(a * d - b * c));
  },
  'whole-iterations': (g) => {
    const [rollout, size] = [num(g, 'numEnvs') * num(g, 'numSteps'), num(g, 'size')];
    let steps = 0;
    for (let left = num(g, 'total'); left >= rollout; left -= rollout)
      for (let epoch = 0; epoch < num(g, 'epochs'); epoch++) for (let row = 0; row < rollout; row += size) steps++;
    return steps;
  },
  k3: (g) => {
    const [now, old] = [list(g, 'now'), list(g, 'old')];
    const ratios = now.map((x, i) => Math.exp(x) / Math.exp(old[i]));
    return sum(ratios.map((r) => r - 1 - Math.log(r))) / ratios.length;
  },
  'padded-mean': (g) => {
    const steps = list(g, 'first').length + num(g, 'played');
    return (sum(list(g, 'first')) + sum(list(g, 'second').slice(0, num(g, 'played')))) / steps;
  },
  'double-target': (g) => {
    const chosen = list(g, 'online')[0] > list(g, 'online')[1] ? 0 : 1;
    return num(g, 'reward') + num(g, 'gamma') * list(g, 'copy')[chosen];
  },
  'kl-weight': (g) => {
    const [kl, target] = [num(g, 'kl'), num(g, 'target')];
    return num(g, 'klCoef') * 2 ** (Number(2 * kl > 3 * target) - Number(3 * kl < 2 * target));
  },
  'rollback-slope': (g) => rollbackByDifference(num(g, 'ratio'), num(g, 'advantage'), num(g, 'back')),
  'token-reward': (g) => num(g, 'beta') * (list(g, 'reference')[num(g, 'at')] - list(g, 'logProbs')[num(g, 'at')]),
  'leave-one-out': (g) => {
    const [rewards, at] = [list(g, 'rewards'), num(g, 'at')];
    return (rewards.length * rewards[at] - sum(rewards)) / (rewards.length - 1);
  },
  'answer-ratio': (g) => {
    const ratios = list(g, 'now').map((x, i) => Math.exp(x) / Math.exp(list(g, 'old')[i]));
    return ratios.reduce((product, r) => product * r, 1) ** (1 / ratios.length);
  },
  choose: (g) =>
    g.situation === 'logged'
      ? 'a method made for a fixed data set, such as cloning its actions: PPO needs steps of its own'
      : 'a method that learns from a store of old steps, such as SAC: PPO throws each batch away',
};
