import type { Fate } from '../box2d/lunarReward.js';
import { golden } from './golden.js';

type Id = 'LunarLander-v3' | 'LunarLanderContinuous-v3';
/** One of four, or [2] from -1 to 1. */
export type LunarAction = number | readonly number[];

/** `gym_lunar.json`: what `scripts/golden/lunar_golden.py` wrote with Gymnasium. */
export const lunarGolden = golden<{
  /** Beginnings of episodes; a step is action, observation [8], reward. */
  readonly flights: readonly {
    readonly id: Id;
    readonly kwargs: Record<string, unknown>;
    readonly seed: number;
    readonly first: readonly number[];
    readonly steps: readonly (readonly [LunarAction, readonly number[], number])[];
    /** Heights of the moon, [11]. */
    readonly terrain: readonly number[];
    /** Angles of the legs to the lander after the last step, [2]. */
    readonly swing: readonly number[];
  }[];
  /** Whole episodes; a step is action, state [8], shaping, reward, fate, the pilot's action in the state. `first` is the shaping after reset. */
  readonly judged: readonly {
    readonly id: Id;
    readonly seed: number;
    readonly first: number;
    readonly steps: readonly (readonly [LunarAction, readonly number[], number, number, Fate, LunarAction])[];
  }[];
  /** Returns and lengths of 1,000 episodes, in the order of their seeds from 20,000 on. */
  readonly returns: readonly {
    readonly id: Id;
    readonly policy: 'random' | 'heuristic' | 'trained';
    readonly mean: number;
    readonly std: number;
    readonly quantiles: readonly number[];
    readonly returns: readonly number[];
    readonly lengths: readonly number[];
  }[];
}>('gym_lunar');
