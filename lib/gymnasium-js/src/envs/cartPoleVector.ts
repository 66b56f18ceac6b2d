import { checkSwitch, resetBounds } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { Info, Metadata } from '../env.js';
import { cos, cosSmall, QUARTER_PI, sin, sinSmall } from '../math/trig.js';
import type { NumpyGenerator } from '../random/numpyGenerator.js';
import { batchBox, batchDiscrete } from '../spaces/batch.js';
import type { Box } from '../spaces/box.js';
import type { Discrete } from '../spaces/discrete.js';
import type { MultiDiscrete } from '../spaces/multiDiscrete.js';
import { TypedVectorEnv, type TypedVectorOptions } from '../vector/typedVectorEnv.js';
import { cartPoleSpaces } from './cartPole.js';
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

export interface CartPoleVectorOptions extends TypedVectorOptions {
  /** Reward 0 per step and -1 at the fall instead of 1 per step. */
  readonly suttonBartoReward?: boolean | undefined;
}

/** Many cart-poles in flat arrays; each follows `CartPoleEnv` to the last bit. */
export class CartPoleVectorEnv extends TypedVectorEnv {
  readonly singleObservationSpace: Box;
  readonly singleActionSpace: Discrete;
  readonly observationSpace: Box;
  readonly actionSpace: MultiDiscrete;
  readonly metadata: Metadata = { renderModes: [], renderFps: 50 };
  private readonly suttonBartoReward: boolean;
  private readonly positions: Float64Array;
  private readonly velocities: Float64Array;
  private readonly angles: Float64Array;
  private readonly angularVelocities: Float64Array;
  private low = -START;
  private high = START;

  constructor(options: CartPoleVectorOptions = {}) {
    checkKnownOptions(options, ['numEnvs', 'autoresetMode', 'maxEpisodeSteps', 'suttonBartoReward'], 'CartPoleVector');
    super('CartPoleVector', 4, options, 500);
    this.suttonBartoReward = checkSwitch(options.suttonBartoReward ?? false, 'CartPoleVector: suttonBartoReward');
    const { observationSpace, actionSpace } = cartPoleSpaces();
    this.singleObservationSpace = observationSpace;
    this.singleActionSpace = actionSpace;
    this.observationSpace = batchBox(observationSpace, this.numEnvs);
    this.actionSpace = batchDiscrete(actionSpace, this.numEnvs);
    this.positions = new Float64Array(this.numEnvs);
    this.velocities = new Float64Array(this.numEnvs);
    this.angles = new Float64Array(this.numEnvs);
    this.angularVelocities = new Float64Array(this.numEnvs);
  }

  protected readOptions(options: Info): void {
    [this.low, this.high] = resetBounds(options, -START, START, this.name);
  }

  protected stateArrays(): readonly Float64Array[] {
    return [this.positions, this.velocities, this.angles, this.angularVelocities];
  }

  protected start(i: number, random: NumpyGenerator): void {
    const { low } = this;
    const width = this.high - low;
    this.positions[i] = low + width * random.random();
    this.velocities[i] = low + width * random.random();
    this.angles[i] = low + width * random.random();
    this.angularVelocities[i] = low + width * random.random();
  }

  protected observe(i: number, out: Float32Array): void {
    out[4 * i] = this.positions[i];
    out[4 * i + 1] = this.velocities[i];
    out[4 * i + 2] = this.angles[i];
    out[4 * i + 3] = this.angularVelocities[i];
  }

  protected checkActions(actions: ArrayLike<number>): void {
    this.checkActionCount(actions, this.numEnvs);
    for (let i = 0; i < this.numEnvs; i++) {
      const action = actions[i];
      if (action !== 0 && action !== 1) this.refuseAction(i, action, 'use 0 (push left) or 1 (push right)');
    }
  }

  protected advance(
    actions: ArrayLike<number>,
    out: Float32Array,
    rewards: Float64Array,
    terminated: Uint8Array,
  ): void {
    const { positions, velocities, angles, angularVelocities, numEnvs } = this;
    for (let i = 0; i < numEnvs; i++) {
      const angle = angles[i];
      const angularVelocity = angularVelocities[i];
      const velocity = velocities[i];
      const small = angle < QUARTER_PI && angle > -QUARTER_PI; // always, unless reset's options say otherwise
      const cosine = small ? cosSmall(angle) : cos(angle);
      const sine = small ? sinSmall(angle) : sin(angle);
      const force = actions[i] === 1 ? FORCE : -FORCE;
      const temp = (force + POLE_MASS_LENGTH * (angularVelocity * angularVelocity) * sine) / TOTAL_MASS;
      const angularAcceleration =
        (GRAVITY * sine - cosine * temp) / (HALF_LENGTH * (4 / 3 - (POLE_MASS * (cosine * cosine)) / TOTAL_MASS));
      const acceleration = temp - (POLE_MASS_LENGTH * angularAcceleration * cosine) / TOTAL_MASS;
      const position = positions[i] + TAU * velocity;
      const newAngle = angle + TAU * angularVelocity;
      const newVelocity = velocity + TAU * acceleration;
      const newAngularVelocity = angularVelocity + TAU * angularAcceleration;
      positions[i] = position;
      velocities[i] = newVelocity;
      angles[i] = newAngle;
      angularVelocities[i] = newAngularVelocity;
      const row = 4 * i;
      out[row] = position;
      out[row + 1] = newVelocity;
      out[row + 2] = newAngle;
      out[row + 3] = newAngularVelocity;
      if (
        position < -POSITION_LIMIT ||
        position > POSITION_LIMIT ||
        newAngle < -ANGLE_LIMIT ||
        newAngle > ANGLE_LIMIT
      ) {
        terminated[i] = 1;
        this.markEnded(i);
      }
    }
    if (!this.suttonBartoReward) rewards.fill(1);
    else for (let i = 0; i < numEnvs; i++) rewards[i] = terminated[i] === 1 ? -1 : 0;
  }
}
