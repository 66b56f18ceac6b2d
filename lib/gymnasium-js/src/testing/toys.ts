import { BaseEnv } from '../baseEnv.js';
import type { Info, Metadata, ResetOptions, ResetResult, StepResult } from '../env.js';
import { Box } from '../spaces/box.js';
import { Dict } from '../spaces/dict.js';
import { Discrete } from '../spaces/discrete.js';
import type { Space } from '../spaces/space.js';
import { Tuple } from '../spaces/tuple.js';

/** A correct environment to break in tests: a walk on a line that ends after `length` steps. */
export class Walk extends BaseEnv<Float32Array, number> {
  observationSpace: Space<Float32Array> = new Box(-100, 100, { shape: [2] });
  actionSpace: Space<number> = new Discrete(2);
  metadata: Metadata = { renderModes: [], renderFps: 1 };
  protected position = 0;
  protected steps = 0;

  constructor(private readonly length = 5) {
    super('Walk');
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    this.beginReset(options);
    this.position = this.random.uniform(-1, 1);
    this.steps = 0;
    this.phase = 'running';
    return { observation: this.observe(), info: { start: this.position } };
  }

  step(action: number): StepResult<Float32Array> {
    this.beginStep();
    this.position += action === 1 ? 1 : -1;
    const terminated = ++this.steps >= this.length;
    this.endStep(terminated);
    return { observation: this.observe(), reward: this.position, terminated, truncated: false, info: this.describe() };
  }

  protected observe(): Float32Array {
    return Float32Array.of(this.position, this.steps);
  }

  protected describe(): Info {
    return { steps: this.steps, side: { right: this.position > 0 }, note: this.position > 0 ? 'right' : 'left' };
  }
}

/** Structured observations and actions, ending after three steps. */
export class Structured extends BaseEnv<{ place: Float32Array; gear: number }, readonly [number, Float32Array]> {
  readonly observationSpace = new Dict({ place: new Box(-9, 9, { shape: [2] }), gear: new Discrete(4) });
  readonly actionSpace = new Tuple([new Discrete(4), new Box(-1, 1, { shape: [2] })]);
  readonly metadata: Metadata = { renderModes: [], renderFps: 1 };
  private place = new Float32Array(2);
  private gear = 0;
  private steps = 0;

  constructor() {
    super('Structured');
  }

  reset(options?: ResetOptions): ResetResult<{ place: Float32Array; gear: number }> {
    this.beginReset(options);
    this.place = Float32Array.of(this.random.uniform(-1, 1), this.random.uniform(-1, 1));
    this.gear = this.random.integers(4);
    this.steps = 0;
    this.phase = 'running';
    return { observation: this.observe(), info: {} };
  }

  step([gear, push]: readonly [number, Float32Array]): StepResult<{ place: Float32Array; gear: number }> {
    this.beginStep();
    this.gear = gear;
    this.place = this.place.map((x, i) => x + push[i]);
    const terminated = ++this.steps >= 3;
    this.endStep(terminated);
    return { observation: this.observe(), reward: gear, terminated, truncated: false, info: { gear } };
  }

  private observe(): { place: Float32Array; gear: number } {
    return { place: this.place.slice(), gear: this.gear };
  }
}
