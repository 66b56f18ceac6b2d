import type { Vec2Value } from 'planck';
import type { NumpyGenerator } from '../random/numpyGenerator.js';
import type { Point } from '../render/svg.js';
import { LunarBodies } from './lunarBodies.js';
import { HEIGHT, LEG_DROP, PAD_HEIGHT, SCALE, STEPS_PER_SECOND, WIDTH } from './lunarConstants.js';
import { type Fate, lunarReward, shaping, type Throttle } from './lunarReward.js';
import { drawTerrain } from './lunarTerrain.js';

/** What an episode is flown with. */
export interface LunarSettings {
  /** Units / s^2, above -12 and below 0. */
  readonly gravity: number;
  readonly enableWind: boolean;
  /** Largest force of the wind. */
  readonly windPower: number;
  /** Largest torque of the wind. */
  readonly turbulencePower: number;
}

const MAIN_POWER = 13;
const SIDE_POWER = 0.6;
const FIRST_PUSH = 1000;
const MAIN_ENGINE_Y = 4 / SCALE;
const SIDE_ENGINE_X = 12 / SCALE;
/** The side engines' height along either axis: Gymnasium has 17 in one place and 14 in the other, and so has this. */
const SIDE_ENGINE_Y = { x: 17 / SCALE, y: 14 / SCALE } as const;
const OFF: Throttle = { main: 0, side: 0 };

/** One episode: a drawn moon, a lander above it, and what both engines and the wind do to it. */
export class LunarFlight {
  readonly terrain: readonly Point[];
  /** What the engines did in the last step. */
  throttle = OFF;
  private readonly bodies: LunarBodies;
  private windAt = 0;
  private turbulenceAt = 0;
  private worth = 0;

  /** Draws moon, push and wind, and makes the first step with engines off, as Gymnasium's `reset` does. */
  constructor(
    private readonly settings: LunarSettings,
    random: NumpyGenerator,
  ) {
    this.terrain = drawTerrain(random);
    const push = { x: random.uniform(-FIRST_PUSH, FIRST_PUSH), y: random.uniform(-FIRST_PUSH, FIRST_PUSH) };
    if (settings.enableWind) {
      this.windAt = random.integers(-9999, 9999);
      this.turbulenceAt = random.integers(-9999, 9999);
    }
    this.bodies = new LunarBodies(settings.gravity, this.terrain, push);
    this.step(OFF, random);
  }

  /** [8] as observed, in full precision. */
  get state(): Float64Array {
    const { lander, touching } = this.bodies;
    const { x, y } = lander.getPosition();
    const velocity = lander.getLinearVelocity();
    const [halfWidth, halfHeight] = [WIDTH / 2, HEIGHT / 2];
    return Float64Array.of(
      (x - halfWidth) / halfWidth,
      (y - (PAD_HEIGHT + LEG_DROP)) / halfHeight,
      (velocity.x * halfWidth) / STEPS_PER_SECOND,
      (velocity.y * halfHeight) / STEPS_PER_SECOND,
      lander.getAngle(),
      (20 * lander.getAngularVelocity()) / STEPS_PER_SECOND,
      Number(touching[0]),
      Number(touching[1]),
    );
  }

  /** Where lander, left and right leg are: [3] of position and angle (radians). */
  get places(): { readonly at: Point; readonly angle: number }[] {
    return [this.bodies.lander, ...this.bodies.legs].map((body) => {
      const { x, y } = body.getPosition();
      return { at: [x, y], angle: body.getAngle() };
    });
  }

  /** Flies for a fiftieth of a second. */
  step(throttle: Throttle, random: NumpyGenerator): { readonly reward: number; readonly fate: Fate } {
    this.blow();
    this.fire(throttle, random);
    this.bodies.step(1 / STEPS_PER_SECOND);
    this.throttle = throttle;
    const { state } = this;
    const before = this.worth;
    this.worth = shaping(state);
    const fate = this.fate(state[0]);
    return { reward: lunarReward(this.worth - before, throttle, fate), fate };
  }

  /** A lander that sleeps has landed, whatever happened on the way. @param x observed */
  private fate(x: number): Fate {
    if (!this.bodies.lander.isAwake()) return 'landed';
    return this.bodies.hasCrashed || Math.abs(x) >= 1 ? 'crashed' : 'flying';
  }

  /** The wind blows until a leg is on the ground. */
  private blow(): void {
    const { lander, touching } = this.bodies;
    if (!this.settings.enableWind || touching.includes(true)) return;
    lander.applyForceToCenter({ x: gust(this.windAt++) * this.settings.windPower, y: 0 }, true);
    lander.applyTorque(gust(this.turbulenceAt++) * this.settings.turbulencePower, true);
  }

  /** Both engines scatter a little; two numbers are drawn even if none is on. */
  private fire({ main, side }: Throttle, random: NumpyGenerator): void {
    const { lander } = this.bodies;
    const [along, across] = [random.uniform(-1, 1) / SCALE, random.uniform(-1, 1) / SCALE];
    const [s, c] = [Math.sin(lander.getAngle()), Math.cos(lander.getAngle())];
    if (main > 0) {
      const down = MAIN_ENGINE_Y + 2 * along;
      const jet = { x: s * down - c * across, y: -c * down - s * across };
      this.push(jet, MAIN_POWER * main, jet);
    }
    if (side !== 0) {
      const out = 3 * across + Math.sign(side) * SIDE_ENGINE_X;
      const jet = { x: s * along - c * out, y: -c * along - s * out };
      const nozzle = { x: jet.x - s * SIDE_ENGINE_Y.x, y: jet.y + c * SIDE_ENGINE_Y.y };
      this.push(jet, SIDE_POWER * Math.abs(side), nozzle);
    }
  }

  /** An impulse against the jet. @param nozzle where it acts, from the lander's origin */
  private push(jet: Vec2Value, power: number, nozzle: Vec2Value): void {
    const { lander } = this.bodies;
    const { x, y } = lander.getPosition();
    lander.applyLinearImpulse({ x: -jet.x * power, y: -jet.y * power }, { x: x + nozzle.x, y: y + nozzle.y }, true);
  }
}

/** The wind's strength in [-1, 1] at a step; never periodic. */
function gust(t: number): number {
  return Math.tanh(Math.sin(0.02 * t) + Math.sin(Math.PI * 0.01 * t));
}
