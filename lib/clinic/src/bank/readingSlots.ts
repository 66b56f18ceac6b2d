/** Lessons 08 and 13: dashboards, workers, and when not to take PPO. */
import type { Random } from 'ppo-lib';
import { drawn, pick, shown, tidy } from './dice';
import type { ChoiceDraft, Slot, Value } from './item';
import type { IdeaId } from './ideas';

interface Dashboard {
  readonly firstRatio: number;
  readonly kl: number;
  readonly dead: number;
  readonly gradientGrowth: number;
  readonly fit: number;
}

const suspects: readonly (readonly [Value, IdeaId])[] = [
  ['what is stored is not what the policy saw and did', 'suspectStored'],
  ['the step is too large: learning rate, or gradient steps per batch', 'suspectRate'],
  ['the scale of the rewards', 'suspectScale'],
  ["the critic's targets: terminated against truncated", 'suspectTargets'],
];

/** The first row of lesson 08's order that is wrong. */
function firstSuspect({ firstRatio, kl, dead, gradientGrowth }: Dashboard): number {
  if (firstRatio !== 1) return 0;
  if (kl > 0.05 || dead > 0.2) return 1;
  return gradientGrowth > 10 ? 2 : 3;
}

function dashboard(random: Random, wrongRow: number): ChoiceDraft {
  const given: Dashboard = {
    firstRatio: wrongRow === 0 ? tidy(1 + pick(random, [-1, 1]) * drawn(random, 0.08, 0.3, 0.01)) : 1,
    kl: wrongRow === 1 ? drawn(random, 0.1, 0.4, 0.01) : drawn(random, 0.004, 0.012, 0.001),
    dead: wrongRow === 1 ? drawn(random, 0.3, 0.5, 0.01) : drawn(random, 0.02, 0.1, 0.01),
    gradientGrowth: wrongRow === 2 ? drawn(random, 200, 900, 50) : drawn(random, 1, 3, 0.5),
    fit: wrongRow === 3 ? -drawn(random, 0.5, 1.5, 0.1) : drawn(random, 0.1, 0.6, 0.1),
  };
  const rows = [
    `largest first ratio ${given.firstRatio}`,
    `KL ${given.kl}`,
    `dead fraction ${given.dead}`,
    `gradient norm ${given.gradientGrowth} times that of the start`,
    `explained variance ${shown(given.fit)}`,
    'entropy falling slowly',
  ];
  const found = firstSuspect(given);
  return {
    given: { ...given },
    question: `A run does not learn. Its dashboard, in the middle of training: ${rows.join('; ')}. What do you suspect first?`,
    right: suspects[found][0],
    wrong: suspects.filter((_, index) => index !== found),
  };
}

function speedUp(random: Random, perSlot: 2 | 4): ChoiceDraft {
  const [play, learn] = [drawn(random, 4, 12, 1), drawn(random, 2, 4, 1)];
  const slots = pick(random, [8, 16]);
  const workers = perSlot * slots;
  const right = (play + learn) / (play / slots + learn);
  return {
    given: { play, learn, slots, workers },
    question: `An iteration plays for ${play} s and learns for ${learn} s, on one machine. Now ${workers} workers share the ${slots} slots of the rollout; learning stays where it is. How many times as fast is an iteration, at best?`,
    right: tidy(right),
    wrong: [
      [slots, 'learningShrinks'],
      [tidy(1 / right), 'shareLeft'],
      [tidy((play + learn) / (play / workers + learn)), 'idleWorkers'],
    ],
  };
}

function choose(random: Random, situation: 'logged' | 'slow'): ChoiceDraft {
  const rows = pick(random, [50, 200, 400]);
  const logged = situation === 'logged';
  const facts = logged
    ? `You have ${rows},000 steps of a controller that has been taken out of service, and no way to try anything new.`
    : `A real machine gives you ${rows} steps an hour, and you must learn from as few as possible.`;
  const right = logged
    ? 'a method made for a fixed data set, such as cloning its actions: PPO needs steps of its own'
    : 'a method that learns from a store of old steps, such as SAC: PPO throws each batch away';
  return {
    given: { rows, situation },
    question: `${facts} What do you take?`,
    right,
    wrong: [
      ['PPO on all old steps: the ratio corrects for their age', 'ratioCorrectsAge'],
      ['PPO with a small clip range: then the policy cannot leave the data', 'leash'],
      ['A2C with the clip of PPO added to it: the clip makes the difference', 'clipDoesIt'],
    ],
  };
}

export const readingSlots: readonly Slot[] = [
  {
    id: 'dashboard',
    lesson: '08',
    points: 3,
    kind: 'choice',
    variants: {
      first: (random) => dashboard(random, 0),
      step: (random) => dashboard(random, 1),
      scale: (random) => dashboard(random, 2),
      targets: (random) => dashboard(random, 3),
    },
  },
  {
    id: 'speed-up',
    lesson: '13',
    points: 2,
    kind: 'choice',
    variants: { twice: (random) => speedUp(random, 2), fourfold: (random) => speedUp(random, 4) },
  },
  {
    id: 'choose',
    lesson: '13',
    points: 1,
    kind: 'choice',
    variants: { logged: (random) => choose(random, 'logged'), slow: (random) => choose(random, 'slow') },
  },
];
