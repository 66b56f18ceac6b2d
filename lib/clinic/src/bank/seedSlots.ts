/** Lessons 10 and 11: intervals, verdicts, and what may be reported. */
import { mean, type Random, std } from 'ppo-lib';
import { drawn, pick, shuffled } from './dice';
import type { ChoiceDraft, NumbersDraft, Slot } from './item';

/** Half the width of the interval of a mean. */
function interval(random: Random, seeds: 5 | 10): NumbersDraft {
  const returns = Array.from({ length: seeds }, () => drawn(random, 300, 480, 10));
  const quantile = seeds === 5 ? 2.776 : 2.262;
  const episodes = 100;
  const right = (quantile * std(returns, 1)) / Math.sqrt(seeds);
  return {
    given: { returns, quantile },
    question: `${seeds} seeds end at returns (each the mean of ${episodes} episodes) of ${returns.join(', ')}. The quantile of Student's t is ${quantile}. How far does the 95 % interval of the mean reach to either side, as a list of one number?`,
    right: [right],
    wrong: [
      [[quantile * std(returns, 1)], 'deviation'],
      [[(quantile * std(returns)) / Math.sqrt(seeds)], 'dividedByN'],
    ],
  };
}

const verdicts = {
  undecided: 'undecided',
  comparable: 'the two are comparable',
  better: 'the new program is better by more than the margin',
  different: 'the two differ by more than the margin, one way or the other',
} as const;

function verdict(random: Random, kind: 'wide' | 'within' | 'partly'): ChoiceDraft {
  const margin = pick(random, [20, 25, 30]);
  const middle = kind === 'partly' ? margin + 5 : kind === 'within' ? 3 : drawn(random, 4, 12, 1);
  const half = { wide: margin * 2, within: margin - drawn(random, 6, 12, 1), partly: margin + 2 }[kind];
  const [low, high] = [middle - half, middle + half];
  const inside = low >= -margin && high <= margin;
  const right = inside ? verdicts.comparable : low > margin ? verdicts.better : verdicts.undecided;
  return {
    given: { low, high, margin },
    question: `Ten seeds each. The 95 % interval of the difference new minus old reaches from ${low} to ${high}; differences up to ${margin} do not matter to you. What may you say?`,
    right,
    wrong: [
      inside ? [verdicts.undecided, 'partlyWithin'] : [verdicts.comparable, 'notEqual'],
      [verdicts.better, 'middleEnough'],
      [verdicts.different, 'thirdVerdict'],
    ],
  };
}

/** Tuning chose a setting; fresh seeds then ran all of them. */
function reported(random: Random, settings: 3 | 4): ChoiceDraft {
  const tuned = Array.from({ length: settings }, (_, i) => drawn(random, 300, 330, 2) + 40 * i);
  const order = shuffled(random, tuned);
  const chosen = order.indexOf(Math.max(...order));
  const best = (chosen + 1) % settings;
  const fresh = order.map((_, i) => (i === chosen ? drawn(random, 340, 350, 2) : drawn(random, 300, 330, 2)));
  fresh[best] = drawn(random, 360, 380, 2);
  return {
    given: { tuned: order, fresh },
    question: `${settings} settings had mean returns of ${order.join(', ')} on the tuning seeds, and ${fresh.join(', ')} on as many fresh seeds. You keep the one that tuning chose. Which number do you report for it?`,
    right: fresh[chosen],
    wrong: [
      [order[chosen], 'chosenSeeds'],
      [fresh[best], 'testSeeds'],
      [mean([order[chosen], fresh[chosen]]), 'tuningInMean'],
    ],
  };
}

export const seedSlots: readonly Slot[] = [
  {
    id: 'interval',
    lesson: '10d',
    points: 2,
    kind: 'numbers',
    variants: { five: (random) => interval(random, 5), ten: (random) => interval(random, 10) },
  },
  {
    id: 'verdict',
    lesson: '10',
    points: 2,
    kind: 'choice',
    variants: {
      wide: (random) => verdict(random, 'wide'),
      within: (random) => verdict(random, 'within'),
      partly: (random) => verdict(random, 'partly'),
    },
  },
  {
    id: 'reported',
    lesson: '11c',
    points: 2,
    kind: 'choice',
    variants: { three: (random) => reported(random, 3), four: (random) => reported(random, 4) },
  },
];
