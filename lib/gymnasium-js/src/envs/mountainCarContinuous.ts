import type { StepResult } from '../env.js';
import { cos } from '../math/trig.js';
import { Box } from '../spaces/box.js';
import { type BoxAction, readScalarAction } from './boxAction.js';
import { MountainCarBase, type MountainCarOptions } from './mountainCarBase.js';
import { MAX_POSITION, MAX_SPEED, MIN_POSITION } from './mountainCarConstants.js';

const GOAL = 0.45;
const POWER = Math.fround(0.0015);
const GRAVITY = 0.0025;

export type MountainCarContinuousOptions = MountainCarOptions;

/**
 * The mountain car with an engine of continuous force.
 *
 * Observation [2]: position, velocity. Action [1]: force in [-1, 1]. Reward -0.1 force^2, plus 100 at the goal, position
 * 0.45, which terminates; `make` truncates at 999 steps. A force outside the bounds is an error here, where Gymnasium
 * clips its effect: wrap in `ClipAction` to clip. The state is float32 after the first step, as in Gymnasium, so its
 * arithmetic is rounded to float32 there and to float64 in the first step.
 * Source: Gymnasium 1.4, classic_control/continuous_mountain_car.
 */
export class MountainCarContinuousEnv extends MountainCarBase<BoxAction> {
  readonly actionSpace = new Box(-1, 1);

  constructor(options: MountainCarContinuousOptions = {}) {
    super('MountainCarContinuous', GOAL, options);
  }

  step(action: BoxAction): StepResult<Float32Array> {
    this.beginStep();
    const force = readScalarAction(action, -1, 1);
    if (Number.isNaN(force))
      this.refuseAction(action, 'use an array of one number from -1 to 1, or wrap in ClipAction');
    const terminated = this.move(force);
    this.endStep(terminated);
    const reward = (terminated ? 100 : 0) - force * force * 0.1;
    const observation = Float32Array.of(this.position, this.velocity);
    return { observation, reward, terminated, truncated: false, info: {} };
  }

  /** Moves the car and says whether it is at the goal. @param force float32 in [-1, 1] */
  private move(force: number): boolean {
    // A state of float32 numbers is computed with in float32; only the one drawn by `reset` is not one.
    const single = Math.fround(this.position) === this.position && Math.fround(this.velocity) === this.velocity;
    const round = single ? Math.fround : (x: number): number => x;
    const push = Math.fround(Math.fround(force * POWER) - Math.fround(GRAVITY * cos(round(3 * this.position))));
    const fastest = round(MAX_SPEED);
    const leftmost = round(MIN_POSITION);
    let velocity = Math.min(Math.max(round(this.velocity + push), -fastest), fastest);
    const position = Math.min(Math.max(round(this.position + velocity), leftmost), round(MAX_POSITION));
    if (position === leftmost && velocity < 0) velocity = 0;
    this.position = Math.fround(position);
    this.velocity = Math.fround(velocity);
    return position >= round(GOAL) && velocity >= round(this.goalVelocity);
  }
}
