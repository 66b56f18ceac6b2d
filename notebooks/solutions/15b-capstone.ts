/** Worked solutions of lesson 15b, and typical wrong answers with the words that each must be answered with. */
import type { CapstoneProgram, World } from 'ppo-clinic/exam';
import type { Exercise, Solutions } from './types';

const explore: Exercise<(world: World) => number[]> = {
  // One action forever shows the time limit, if that action never ends an episode; random play shows the rest.
  solution: (world) => {
    const states = new Set<number>();
    const rewards = new Set<number>();
    let limit = 0;
    let draw = 1;
    for (let episode = 0; episode < 3000; episode++) {
      states.add(world.reset());
      for (let t = 1; ; t++) {
        draw = (draw * 48271) % 2147483647;
        const step = world.step(episode < 3 ? episode : draw % 3);
        states.add(step.observation);
        rewards.add(step.reward);
        if (step.truncated) limit = t;
        if (step.truncated || step.terminated) break;
      }
    }
    return [states.size, limit, Math.max(...rewards), Math.min(...rewards)];
  },
  wrong: [
    { answer: () => [10, 60, 1, -1], message: '3 of 4 facts hold' },
    {
      // One episode of one action.
      answer: (world) => {
        const states = new Set([world.reset()]);
        for (let t = 1; ; t++) {
          const step = world.step(0);
          states.add(step.observation);
          if (step.truncated || step.terminated) return [states.size, t, 1, 0];
        }
      },
      message: '0 of 4 facts hold',
    },
    { answer: () => [10, 60, 1], message: '2 of 4 facts hold' },
  ],
};

const mend: Exercise<(broken: CapstoneProgram) => CapstoneProgram> = {
  // New over old; after a real end nothing follows; the slope of the entropy is minus what stood there.
  solution: (broken) => ({
    ...broken,
    ratioOf: (logProb, oldLogProb) => Math.exp(logProb - oldLogProb),
    advantagesOf: (rewards, values, nextValues, terminated, truncated, gamma, lambda) => {
      const following = nextValues.map((value, t) => (terminated[t] ? 0 : value));
      return broken.advantagesOf(rewards, values, following, terminated, truncated, gamma, lambda);
    },
    entropySlopes: (probabilities) => broken.entropySlopes(probabilities).map((slope) => -slope),
  }),
  wrong: [
    {
      answer: (broken) => ({
        ...broken,
        ratioOf: (logProb, oldLogProb) => Math.exp(logProb - oldLogProb),
      }),
      message: '1 of 3 faults are mended',
    },
    {
      answer: (broken) => ({
        ...broken,
        ratioOf: (logProb, oldLogProb) => Math.exp(logProb - oldLogProb),
        entropySlopes: (probabilities) => broken.entropySlopes(probabilities).map((slope) => -slope),
      }),
      message: '2 of 3 faults are mended',
    },
    {
      answer: (broken) => ({ ...broken, targetsOf: (advantages) => advantages }),
      message: 'a part that was sound no longer is',
    },
  ],
};

export const solutions: Solutions = { explore, mend };
