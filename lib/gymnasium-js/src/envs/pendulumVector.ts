import { checkFinite } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { Info, Metadata } from '../env.js';
import { cos, sin } from '../math/trig.js';
import type { NumpyGenerator } from '../random/numpyGenerator.js';
import { batchBox } from '../spaces/batch.js';
import type { Box } from '../spaces/box.js';
import { TypedVectorEnv, type TypedVectorOptions } from '../vector/typedVectorEnv.js';
import { pendulumSpaces, pendulumStart } from './pendulum.js';
import {
  DEFAULT_GRAVITY,
  DT,
  MAX_TORQUE,
  pendulumCost,
  pendulumSpeed,
  START_ANGLE,
  START_SPEED,
} from './pendulumConstants.js';

export interface PendulumVectorOptions extends TypedVectorOptions {
  /** Gravity in m/s^2; default 10. */
  readonly g?: number | undefined;
}

/** Many pendulums in flat arrays; each follows `PendulumEnv` to the last bit. */
export class PendulumVectorEnv extends TypedVectorEnv {
  readonly singleObservationSpace: Box;
  readonly singleActionSpace: Box;
  readonly observationSpace: Box;
  readonly actionSpace: Box;
  readonly metadata: Metadata = { renderModes: [], renderFps: 30 };
  readonly g: number;
  private readonly angles: Float64Array;
  private readonly speeds: Float64Array;
  private startAngle = START_ANGLE;
  private startSpeed = START_SPEED;

  constructor(options: PendulumVectorOptions = {}) {
    checkKnownOptions(options, ['numEnvs', 'autoresetMode', 'maxEpisodeSteps', 'g'], 'PendulumVector');
    super('PendulumVector', 3, options, 200);
    this.g = checkFinite(options.g ?? DEFAULT_GRAVITY, 'PendulumVector: g');
    const { observationSpace, actionSpace } = pendulumSpaces();
    this.singleObservationSpace = observationSpace;
    this.singleActionSpace = actionSpace;
    this.observationSpace = batchBox(observationSpace, this.numEnvs);
    this.actionSpace = batchBox(actionSpace, this.numEnvs);
    this.angles = new Float64Array(this.numEnvs);
    this.speeds = new Float64Array(this.numEnvs);
  }

  protected readOptions(options: Info): void {
    [this.startAngle, this.startSpeed] = pendulumStart(options, this.name);
  }

  protected stateArrays(): readonly Float64Array[] {
    return [this.angles, this.speeds];
  }

  protected start(i: number, random: NumpyGenerator): void {
    this.angles[i] = random.uniform(-this.startAngle, this.startAngle);
    this.speeds[i] = random.uniform(-this.startSpeed, this.startSpeed);
  }

  protected observe(i: number, out: Float32Array): void {
    out[3 * i] = cos(this.angles[i]);
    out[3 * i + 1] = sin(this.angles[i]);
    out[3 * i + 2] = this.speeds[i];
  }

  protected checkActions(actions: ArrayLike<number>): void {
    this.checkActionCount(actions, this.numEnvs);
    for (let i = 0; i < this.numEnvs; i++) {
      const torque = actions[i];
      if (typeof torque !== 'number' || !(Math.abs(Math.fround(torque)) <= MAX_TORQUE)) {
        this.refuseAction(i, torque, 'use a number from -2 to 2; clip the actions first');
      }
    }
  }

  protected advance(actions: ArrayLike<number>, out: Float32Array, rewards: Float64Array): void {
    const { angles, speeds, numEnvs, g } = this;
    for (let i = 0; i < numEnvs; i++) {
      const torque = Math.fround(actions[i]);
      const angle = angles[i];
      rewards[i] = -pendulumCost(angle, speeds[i], torque);
      const speed = pendulumSpeed(sin(angle), speeds[i], torque, g);
      const newAngle = angle + speed * DT;
      speeds[i] = speed;
      angles[i] = newAngle;
      out[3 * i] = cos(newAngle);
      out[3 * i + 1] = sin(newAngle);
      out[3 * i + 2] = speed;
    }
  }
}
