import { BaseEnv } from '../baseEnv.js';
import { checkFinite, checkSize, checkState } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { Info, Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { cos, sin } from '../math/trig.js';
import { pendulumSvg } from '../render/pendulumSvg.js';
import { checkSaved } from '../saving.js';
import { Box } from '../spaces/box.js';
import { type BoxAction, readScalarAction } from './boxAction.js';
import {
  DEFAULT_GRAVITY,
  DT,
  MAX_SPEED,
  MAX_TORQUE,
  pendulumCost,
  pendulumSpeed,
  START_ANGLE,
  START_SPEED,
} from './pendulumConstants.js';

export interface PendulumOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Gravity in m/s^2; default 10. */
  readonly g?: number | undefined;
}

/** What a pendulum saves. */
interface PendulumState {
  /** Angle and angular velocity. */
  readonly state: ArrayLike<number>;
  /** Drawn as an arrow; null before the first step. */
  readonly lastTorque: number | null;
}

/** Seen: cosine and sine of the angle, angular velocity. Done: a torque of at most 2 Nm either way. */
export function pendulumSpaces(): { observationSpace: Box; actionSpace: Box } {
  const high = [1, 1, MAX_SPEED];
  return {
    observationSpace: new Box(
      high.map((x) => -x),
      high,
    ),
    actionSpace: new Box(-MAX_TORQUE, MAX_TORQUE),
  };
}

/** Half-widths of the first state from `reset`'s options `xInit` (angle) and `yInit` (angular velocity). */
export function pendulumStart(options: Info, name: string): readonly [number, number] {
  const read = (key: 'xInit' | 'yInit', fallback: number): number => {
    const value = (key in options ? options[key] : fallback) as number;
    checkSize(value, `${name}: options.${key}`);
    if (value < 0) throw new InvalidArgumentError(`${name}: options.${key} must be 0 or more, got ${value}`);
    return value;
  };
  checkKnownOptions(options, ['xInit', 'yInit', 'resetMask'], `${name}: options of reset`);
  return [read('xInit', START_ANGLE), read('yInit', START_SPEED)];
}

/**
 * Swing a pendulum up and hold it there with a torque too weak to lift it directly.
 *
 * Observation [3]: cos and sin of the angle (0 is upright), angular velocity (rad/s). Action [1]: torque in [-2, 2] Nm.
 * Reward -(angle^2 + 0.1 speed^2 + 0.001 torque^2). Never terminates; `make` truncates at 200 steps.
 * A torque outside the bounds is an error here, where Gymnasium clips it: wrap in `ClipAction` to clip.
 * Source: Gymnasium 1.4, classic_control/pendulum.
 */
export class PendulumEnv extends BaseEnv<Float32Array, BoxAction> {
  readonly observationSpace: Box;
  readonly actionSpace: Box;
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 30 };
  readonly g: number;
  private angle = 0;
  private speed = 0;
  private lastTorque: number | null = null;

  constructor(options: PendulumOptions = {}) {
    checkKnownOptions(options, ['renderMode', 'g'], 'Pendulum');
    super('Pendulum', options.renderMode);
    this.g = checkFinite(options.g ?? DEFAULT_GRAVITY, 'Pendulum: g');
    ({ observationSpace: this.observationSpace, actionSpace: this.actionSpace } = pendulumSpaces());
  }

  /** Angle and angular velocity in full precision (a copy). */
  get state(): Float64Array {
    return Float64Array.of(this.angle, this.speed);
  }

  /** Continues from this state; an episode that was over runs again. */
  set state(values: ArrayLike<number>) {
    checkState(values, 2, this.name);
    [this.angle, this.speed] = [values[0], values[1]];
    this.phase = 'running';
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    const [angle, speed] = pendulumStart(this.beginReset(options), this.name);
    this.angle = this.random.uniform(-angle, angle);
    this.speed = this.random.uniform(-speed, speed);
    this.lastTorque = null;
    this.phase = 'running';
    return { observation: this.observe(), info: {} };
  }

  step(action: BoxAction): StepResult<Float32Array> {
    this.beginStep();
    const torque = readScalarAction(action, -MAX_TORQUE, MAX_TORQUE);
    if (Number.isNaN(torque))
      this.refuseAction(action, 'use an array of one number from -2 to 2, or wrap in ClipAction');
    const reward = -pendulumCost(this.angle, this.speed, torque);
    this.speed = pendulumSpeed(sin(this.angle), this.speed, torque, this.g);
    this.angle = this.angle + this.speed * DT;
    this.lastTorque = torque;
    return { observation: this.observe(), reward, terminated: false, truncated: false, info: {} };
  }

  protected override saveOwn(): PendulumState {
    return { state: this.state, lastTorque: this.lastTorque };
  }

  protected override restoreOwn(saved: PendulumState): void {
    const { state, lastTorque } = checkSaved<PendulumState>(saved, ['state', 'lastTorque'], this.name);
    const torque = lastTorque === null ? null : checkFinite(lastTorque, `${this.name}: lastTorque`);
    this.state = state;
    this.lastTorque = torque;
  }

  private observe(): Float32Array {
    const observation = new Float32Array(3);
    observation[0] = cos(this.angle);
    observation[1] = sin(this.angle);
    observation[2] = this.speed;
    return observation;
  }

  protected override draw(): string {
    return pendulumSvg(this.angle, this.lastTorque);
  }
}
