import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { make } from '../registry/make.js';
import { camelKeys } from '../testing/camelKeys.js';
import { type LunarAction, lunarGolden } from '../testing/lunarGolden.js';
import { lunarLanderContinuousHeuristic, lunarLanderHeuristic } from './index.js';
import { LunarLanderEnv } from './lunarLander.js';
import { LunarLanderContinuousEnv } from './lunarLanderContinuous.js';
import { lunarReward, shaping, type Throttle } from './lunarReward.js';

const near = (seen: number, wanted: number, within: number, message: string): void => {
  assert.ok(Math.abs(seen - wanted) <= within, `${message}: ${seen} instead of ${wanted}`);
};

/** Steps in which the legs swing out to their limit. */
const SWINGING = 14;
/** Until then only the rounding of float32 tells the two apart: 3e-6 at most in these flights. */
const ROUNDED_WITHIN = 1e-5;
/** The blow of the limit is solved by iterations that stop elsewhere; 4e-3 at most in these flights. */
const SOLVED_WITHIN = 1e-2;

for (const { id, kwargs, seed, first, steps } of lunarGolden.flights) {
  test(`${id} ${JSON.stringify(kwargs)} seed ${seed}: ${steps.length} steps in the air as Gymnasium's`, () => {
    const env = make(id, camelKeys(kwargs)) as unknown as Env<Float32Array, LunarAction>;
    const { observation } = env.reset({ seed });
    first.forEach((x, i) => near(observation[i], x, ROUNDED_WITHIN, `first[${i}]`));
    steps.forEach(([action, observed, reward], t) => {
      const result = env.step(action);
      const within = t < SWINGING ? ROUNDED_WITHIN : SOLVED_WITHIN;
      observed.forEach((x, i) => near(result.observation[i], x, within, `step ${t}: ${i}`));
      if (t < SWINGING) near(result.reward, reward, 100 * within, `step ${t}: reward`);
    });
  });
}

/** What the engines do on an action, as the environments read it. */
class Discrete extends LunarLanderEnv {
  throttleOf(action: LunarAction): Throttle {
    return this.readAction(action as number);
  }
}
class Continuous extends LunarLanderContinuousEnv {
  throttleOf(action: LunarAction): Throttle {
    return this.readAction(action as number[]);
  }
}

for (const { id, seed, first, steps } of lunarGolden.judged) {
  test(`${id} seed ${seed}: rewards of ${steps.length} recorded states, to 1e-6`, () => {
    const env = id === 'LunarLander-v3' ? new Discrete() : new Continuous();
    let before = first;
    steps.forEach(([action, state, worth, reward, fate], t) => {
      near(shaping(state), worth, 1e-6, `step ${t}: shaping`);
      near(lunarReward(shaping(state) - before, env.throttleOf(action), fate), reward, 1e-6, `step ${t}: reward`);
      before = worth;
    });
  });

  test(`${id} seed ${seed}: the pilot's actions in ${steps.length} recorded states`, () => {
    for (const [, state, , , , pilot] of steps) {
      if (typeof pilot === 'number') assert.equal(lunarLanderHeuristic(state), pilot);
      else lunarLanderContinuousHeuristic(state).forEach((x, i) => near(x, pilot[i], 1e-6, 'pilot'));
    }
  });
}
