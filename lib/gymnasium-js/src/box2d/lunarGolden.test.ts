import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Env } from '../env.js';
import { NumpyGenerator } from '../random/numpyGenerator.js';
import { make } from '../registry/make.js';
import { camelKeys } from '../testing/camelKeys.js';
import { type LunarAction, lunarGolden } from '../testing/lunarGolden.js';
import { lunarLanderContinuousHeuristic, lunarLanderHeuristic } from './index.js';
import { LunarFlight } from './lunarFlight.js';
import { LunarLanderEnv } from './lunarLander.js';
import { LunarLanderContinuousEnv } from './lunarLanderContinuous.js';
import { lunarReward, shaping, type Throttle } from './lunarReward.js';

const near = (seen: number, wanted: number, within: number, message: string): void => {
  assert.ok(Math.abs(seen - wanted) <= within, `${message}: ${seen} instead of ${wanted}`);
};

/** In the air only the rounding of float32 tells the two apart: 4e-6 at most in these flights. */
const ROUNDED_WITHIN = 1e-5;
/** Legs are light and hang at the end of their swing, where iterations stop a little sooner or later: 2.2e-5 at most. */
const HANGING_WITHIN = 1e-4;

for (const { id, kwargs, seed, first, steps } of lunarGolden.flights) {
  test(`${id} ${JSON.stringify(kwargs)} seed ${seed}: ${steps.length} steps in the air as Gymnasium's`, () => {
    const env = make(id, camelKeys(kwargs)) as unknown as Env<Float32Array, LunarAction>;
    const { observation } = env.reset({ seed });
    first.forEach((x, i) => near(observation[i], x, ROUNDED_WITHIN, `first[${i}]`));
    steps.forEach(([action, observed, reward], t) => {
      const result = env.step(action);
      observed.forEach((x, i) => near(result.observation[i], x, ROUNDED_WITHIN, `step ${t}: ${i}`));
      near(result.reward, reward, 100 * ROUNDED_WITHIN, `step ${t}: reward`);
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

for (const { id, kwargs, seed, steps, terrain, swing } of lunarGolden.flights) {
  test(`${id} seed ${seed}: the moon, and where the legs hang after ${steps.length} steps`, () => {
    const random = new NumpyGenerator(seed);
    const defaults = { gravity: -10, enableWind: false, windPower: 15, turbulencePower: 1.5 };
    const flight = new LunarFlight({ ...defaults, ...camelKeys(kwargs) }, random);
    terrain.forEach((height, i) => near(flight.terrain[i][1], height, 1e-12, `height ${i}`));
    const env = id === 'LunarLander-v3' ? new Discrete() : new Continuous();
    for (const [action] of steps) flight.step(env.throttleOf(action), random);
    const [lander, ...legs] = flight.places;
    legs.forEach((leg, i) => near(leg.angle - lander.angle, swing[i], HANGING_WITHIN, `leg ${i}`));
  });
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
