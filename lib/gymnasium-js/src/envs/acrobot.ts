import { BaseEnv } from '../baseEnv.js';
import { checkFinite, checkState, resetBounds } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { cos, sin } from '../math/trig.js';
import { acrobotSvg } from '../render/acrobotSvg.js';
import { checkSaved } from '../saving.js';
import { Box } from '../spaces/box.js';
import { Discrete } from '../spaces/discrete.js';
import { show } from '../text.js';
import { acrobotDerivative } from './acrobotDynamics.js';
import { rungeKutta4 } from './rungeKutta4.js';

const MAX_SPEED_1 = 4 * Math.PI;
const MAX_SPEED_2 = 9 * Math.PI;

export interface AcrobotOptions {
  readonly renderMode?: RenderMode | null | undefined;
}

/** What an acrobot saves: both angles, both angular velocities, and the settings that may be changed between steps. */
interface AcrobotState extends Pick<AcrobotEnv, 'dt' | 'bookOrNips' | 'torqueNoiseMax'> {
  readonly state: ArrayLike<number>;
}

/**
 * Swing a two-link arm, pushed only at its elbow, until its tip is one link above the shoulder.
 *
 * Observation [6]: cos and sin of both angles (0 hangs down, the second relative to the first), both angular
 * velocities (rad/s). Actions: torque -1 (0), 0 (1) or +1 (2) Nm. Reward -1 per step, 0 at the goal, which terminates;
 * `make` truncates at 500 steps. One Runge-Kutta step of 0.2 s. Chaotic: last bits grow.
 * Source: Sutton 1996; Gymnasium 1.4, classic_control/acrobot.
 */
export class AcrobotEnv extends BaseEnv<Float32Array, number> {
  readonly observationSpace: Box;
  readonly actionSpace = new Discrete(3);
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 15 };
  private seconds = 0.2;
  private equations: 'book' | 'nips' = 'book';
  private noise = 0;
  private readonly current = new Float64Array(4);

  constructor(options: AcrobotOptions = {}) {
    checkKnownOptions(options, ['renderMode'], 'Acrobot');
    super('Acrobot', options.renderMode);
    const high = [1, 1, 1, 1, MAX_SPEED_1, MAX_SPEED_2];
    this.observationSpace = new Box(
      high.map((x) => -x),
      high,
    );
  }

  /** Seconds per step, 0.2; may be changed. */
  get dt(): number {
    return this.seconds;
  }

  set dt(seconds: number) {
    if (!(checkFinite(seconds, `${this.name}: dt`) > 0) || seconds > 10) {
      throw new InvalidArgumentError(`${this.name}: dt must be above 0 and at most 10 s, got ${seconds}`);
    }
    this.seconds = seconds;
  }

  /** Equations of motion of the book (default) or of the original paper; may be changed. */
  get bookOrNips(): 'book' | 'nips' {
    return this.equations;
  }

  set bookOrNips(equations: 'book' | 'nips') {
    if (equations !== 'book' && equations !== 'nips') {
      throw new InvalidArgumentError(`${this.name}: bookOrNips must be 'book' or 'nips', got ${show(equations)}`);
    }
    this.equations = equations;
  }

  /** Half-width of uniform noise on the torque, Nm, 0 by default; may be changed. */
  get torqueNoiseMax(): number {
    return this.noise;
  }

  set torqueNoiseMax(noise: number) {
    if (checkFinite(noise, `${this.name}: torqueNoiseMax`) < 0) {
      throw new InvalidArgumentError(`${this.name}: torqueNoiseMax must be 0 Nm or more, got ${noise}`);
    }
    this.noise = noise;
  }

  /** Both angles and both angular velocities in full precision (a copy). */
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
    const [low, high] = resetBounds(this.beginReset(options), -0.1, 0.1, this.name);
    // Gymnasium rounds the first state (and only it) to float32.
    for (let i = 0; i < 4; i++) this.current[i] = Math.fround(this.random.uniform(low, high));
    this.phase = 'running';
    return { observation: this.observe(), info: {} };
  }

  step(action: number): StepResult<Float32Array> {
    this.beginStep();
    if (action !== 0 && action !== 1 && action !== 2) this.refuseAction(action, 'use 0, 1 or 2 (torque -1, 0 or 1)');
    let torque = action - 1;
    if (this.noise > 0) torque += this.random.uniform(-this.noise, this.noise);
    const paper = this.equations === 'nips';
    const next = rungeKutta4((s, out) => acrobotDerivative(s, torque, paper, out), this.current, this.seconds);
    this.current[0] = wrap(next[0]);
    this.current[1] = wrap(next[1]);
    this.current[2] = Math.min(Math.max(next[2], -MAX_SPEED_1), MAX_SPEED_1);
    this.current[3] = Math.min(Math.max(next[3], -MAX_SPEED_2), MAX_SPEED_2);
    const terminated = -cos(this.current[0]) - cos(this.current[1] + this.current[0]) > 1;
    this.endStep(terminated);
    return { observation: this.observe(), reward: terminated ? 0 : -1, terminated, truncated: false, info: {} };
  }

  protected override saveOwn(): AcrobotState {
    const { state, dt, bookOrNips, torqueNoiseMax } = this;
    return { state, dt, bookOrNips, torqueNoiseMax };
  }

  protected override restoreOwn(saved: AcrobotState): void {
    const fields = ['state', 'dt', 'bookOrNips', 'torqueNoiseMax'] as const;
    const { state, dt, bookOrNips, torqueNoiseMax } = checkSaved<AcrobotState>(saved, fields, this.name);
    Object.assign(this, { state, dt, bookOrNips, torqueNoiseMax });
  }

  private observe(): Float32Array {
    const [angle1, angle2, speed1, speed2] = this.current;
    return Float32Array.of(cos(angle1), sin(angle1), cos(angle2), sin(angle2), speed1, speed2);
  }

  protected override draw(): string {
    return acrobotSvg(this.current[0], this.current[1]);
  }
}

/** From here on turns are taken off all at once: one by one they would take for ever. */
const MANY_TURNS = 1e4;

/** An angle moved into [-pi, pi] by whole turns, one after the other as in Gymnasium, which decides the last bits. */
function wrap(angle: number): number {
  let wrapped = Math.abs(angle) < MANY_TURNS ? angle : angle % (2 * Math.PI);
  while (wrapped > Math.PI) wrapped -= 2 * Math.PI;
  while (wrapped < -Math.PI) wrapped += 2 * Math.PI;
  return wrapped;
}
