import { BaseEnv, checkFinite, checkKnownOptions, checkState, resetBounds } from '../baseEnv.js';
import type { Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { cos } from '../math/trig.js';
import { mountainCarSvg } from '../render/mountainCarSvg.js';
import { Discrete } from '../spaces/discrete.js';
import {
  MAX_POSITION,
  MAX_SPEED,
  MIN_POSITION,
  mountainCarObservationSpace,
  START_HIGH,
  START_LOW,
} from './mountainCarConstants.js';

const GOAL = 0.5;
const FORCE = 0.001;
const GRAVITY = 0.0025;

export interface MountainCarOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Speed with which the goal must be passed; default 0. */
  readonly goalVelocity?: number | undefined;
}

/**
 * Drive a car too weak for the slope up a hill by swinging in the valley.
 *
 * Observation [2]: position, velocity. Actions: push left (0), not (1), right (2). Reward -1 per step. Terminates at
 * position 0.5; `make` truncates at 200 steps. Source: Moore 1990; Gymnasium 1.4, classic_control/mountain_car.
 */
export class MountainCarEnv extends BaseEnv<Float32Array, number> {
  readonly observationSpace = mountainCarObservationSpace();
  readonly actionSpace = new Discrete(3);
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 30 };
  readonly goalVelocity: number;
  private position = 0;
  private velocity = 0;

  constructor(options: MountainCarOptions = {}) {
    checkKnownOptions(options, ['renderMode', 'goalVelocity'], 'MountainCar');
    super('MountainCar', options.renderMode);
    this.goalVelocity = checkFinite(options.goalVelocity ?? 0, 'MountainCar: goalVelocity');
  }

  /** Position and velocity in full precision (a copy). */
  get state(): Float64Array {
    return Float64Array.of(this.position, this.velocity);
  }

  /** Continues from this state; an episode that was over runs again. */
  set state(values: ArrayLike<number>) {
    checkState(values, 2, this.name);
    [this.position, this.velocity] = [values[0], values[1]];
    this.phase = 'running';
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const [low, high] = resetBounds(this.beginReset(options), START_LOW, START_HIGH, this.name);
    this.position = this.random.uniform(low, high);
    this.velocity = 0;
    this.phase = 'running';
    return { observation: Float32Array.of(this.position, this.velocity), info: {} };
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

  protected override draw(): string {
    return mountainCarSvg(this.position, GOAL);
  }
}
