import type { StepResult } from '../env.js';
import { cos } from '../math/trig.js';
import { Discrete } from '../spaces/discrete.js';
import { MountainCarBase, type MountainCarOptions } from './mountainCarBase.js';
import { MAX_POSITION, MAX_SPEED, MIN_POSITION } from './mountainCarConstants.js';

const GOAL = 0.5;
const FORCE = 0.001;
const GRAVITY = 0.0025;

export type { MountainCarOptions };

/**
 * Drive a car too weak for the slope up a hill by swinging in the valley.
 *
 * Observation [2]: position, velocity. Actions: push left (0), not (1), right (2). Reward -1 per step. Terminates at
 * position 0.5; `make` truncates at 200 steps. Source: Moore 1990; Gymnasium 1.4, classic_control/mountain_car.
 */
export class MountainCarEnv extends MountainCarBase<number> {
  readonly actionSpace = new Discrete(3);

  constructor(options: MountainCarOptions = {}) {
    super('MountainCar', GOAL, options);
  }

  step(action: number): StepResult<Float32Array> {
    this.beginStep();
    if (action !== 0 && action !== 1 && action !== 2) this.refuseAction(action, 'use 0 (left), 1 (none) or 2 (right)');
    let velocity = this.velocity + ((action - 1) * FORCE + cos(3 * this.position) * -GRAVITY);
    velocity = Math.min(Math.max(velocity, -MAX_SPEED), MAX_SPEED);
    const position = Math.min(Math.max(this.position + velocity, MIN_POSITION), MAX_POSITION);
    if (position === MIN_POSITION && velocity < 0) velocity = 0;
    this.position = position;
    this.velocity = velocity;
    const terminated = position >= GOAL && velocity >= this.goalVelocity;
    this.endStep(terminated);
    const observation = Float32Array.of(position, velocity);
    return { observation, reward: -1, terminated, truncated: false, info: {} };
  }
}
