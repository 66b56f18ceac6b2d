import { BaseEnv } from '../baseEnv.js';
import { checkState, checkSwitch, resetBounds } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { cos, sin } from '../math/trig.js';
import { cartPoleSvg } from '../render/cartPoleSvg.js';
import { Box } from '../spaces/box.js';
import { Discrete } from '../spaces/discrete.js';
import {
  ANGLE_LIMIT,
  FORCE,
  GRAVITY,
  HALF_LENGTH,
  POLE_MASS,
  POLE_MASS_LENGTH,
  POSITION_LIMIT,
  START,
  TAU,
  TOTAL_MASS,
} from './cartPoleConstants.js';

export interface CartPoleOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Reward 0 per step and -1 at the fall, as in Sutton and Barto, instead of 1 per step. */
  readonly suttonBartoReward?: boolean | undefined;
}

/** What a cart can be pushed: 0 left, 1 right; what is seen: position, velocity, pole angle, its velocity. */
export function cartPoleSpaces(): { observationSpace: Box; actionSpace: Discrete } {
  const high = [POSITION_LIMIT * 2, Infinity, ANGLE_LIMIT * 2, Infinity];
  return {
    observationSpace: new Box(
      high.map((x) => -x),
      high,
    ),
    actionSpace: new Discrete(2),
  };
}

/**
 * Balance a pole on a cart by pushing left (0) or right (1).
 *
 * Observation [4]: position (m), velocity (m/s), pole angle (rad), angular velocity (rad/s). Reward 1 per step.
 * Terminates beyond 2.4 m or 12 degrees; `make` truncates at 500 steps (v1) or 200 (v0).
 * Euler steps of 0.02 s in float64, observed in float32. `reset({ options: { low, high } })` changes the first state.
 * Source: Barto, Sutton and Anderson 1983; Gymnasium 1.4, classic_control/cartpole.
 */
export class CartPoleEnv extends BaseEnv<Float32Array, number> {
  readonly observationSpace: Box;
  readonly actionSpace: Discrete;
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 50 };
  private readonly suttonBartoReward: boolean;
  private readonly current = new Float64Array(4);

  constructor(options: CartPoleOptions = {}) {
    checkKnownOptions(options, ['renderMode', 'suttonBartoReward'], 'CartPole');
    super('CartPole', options.renderMode);
    this.suttonBartoReward = checkSwitch(options.suttonBartoReward ?? false, 'CartPole: suttonBartoReward');
    ({ observationSpace: this.observationSpace, actionSpace: this.actionSpace } = cartPoleSpaces());
  }

  /** Position, velocity, angle, angular velocity in full precision (a copy). */
  get state(): Float64Array {
    return this.current.slice();
  }

  /** Continues from this state; an episode that was over runs again. */
  set state(values: ArrayLike<number>) {
    checkState(values, 4, this.name);
    this.current.set(values);
    this.phase = 'running';
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const [low, high] = resetBounds(this.beginReset(options), -START, START, this.name);
    for (let i = 0; i < 4; i++) this.current[i] = this.random.uniform(low, high);
    this.phase = 'running';
    return { observation: this.observe(), info: {} };
  }

  step(action: number): StepResult<Float32Array> {
    this.beginStep();
    if (action !== 0 && action !== 1) this.refuseAction(action, 'use 0 (push left) or 1 (push right)');
    const state = this.current;
    const angle = state[2];
    const angularVelocity = state[3];
    const cosine = cos(angle);
    const sine = sin(angle);
    const force = action === 1 ? FORCE : -FORCE;
    const temp = (force + POLE_MASS_LENGTH * (angularVelocity * angularVelocity) * sine) / TOTAL_MASS;
    const angularAcceleration =
      (GRAVITY * sine - cosine * temp) / (HALF_LENGTH * (4 / 3 - (POLE_MASS * (cosine * cosine)) / TOTAL_MASS));
    const acceleration = temp - (POLE_MASS_LENGTH * angularAcceleration * cosine) / TOTAL_MASS;
    const position = state[0] + TAU * state[1];
    const newAngle = angle + TAU * angularVelocity;
    state[0] = position;
    state[1] = state[1] + TAU * acceleration;
    state[2] = newAngle;
    state[3] = angularVelocity + TAU * angularAcceleration;
    const terminated =
      position < -POSITION_LIMIT || position > POSITION_LIMIT || newAngle < -ANGLE_LIMIT || newAngle > ANGLE_LIMIT;
    this.endStep(terminated);
    const reward = this.suttonBartoReward ? (terminated ? -1 : 0) : 1;
    return { observation: this.observe(), reward, terminated, truncated: false, info: {} };
  }

  protected override saveOwn(): Float64Array {
    return this.current.slice();
  }

  protected override restoreOwn(saved: ArrayLike<number>): void {
    this.state = saved;
  }

  private observe(): Float32Array {
    const state = this.current;
    const observation = new Float32Array(4);
    observation[0] = state[0];
    observation[1] = state[1];
    observation[2] = state[2];
    observation[3] = state[3];
    return observation;
  }

  protected override draw(): string {
    return cartPoleSvg(this.current[0], this.current[2]);
  }
}
