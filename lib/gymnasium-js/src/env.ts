import type { Space } from './spaces/space.js';

/** Free-form extras of a step or reset; empty for the classic-control environments. */
export type Info = Record<string, unknown>;

/** What an action may look like when the environment is only known by its id at run time. */
export type AnyAction = number | Float32Array | readonly number[];

/** The only render mode: one frame as an SVG document. */
export type RenderMode = 'svg';

export interface ResetOptions {
  /** Integer in [0, 2^53]: same seed, same episode. Without it the environment continues its own stream. */
  readonly seed?: number | undefined;
  /** Environment-specific, e.g. `{ low, high }` bounds of the first state. */
  readonly options?: Info | undefined;
}

export interface ResetResult<Obs> {
  observation: Obs;
  info: Info;
}

export interface StepResult<Obs> {
  /** A fresh copy: keeping it is safe. */
  observation: Obs;
  reward: number;
  /** The task itself ended (the pole fell, the goal is reached): the value of what follows is 0. */
  terminated: boolean;
  /** Something outside the task ended it (the time limit): what follows still has value. */
  truncated: boolean;
  info: Info;
}

export interface Metadata {
  readonly renderModes: readonly string[];
  /** Frames per second at which a replay looks right. */
  readonly renderFps: number;
}

/** The facts of a registered environment that its wrappers and users may want to know. */
export interface EnvSpecLike {
  readonly id: string;
  readonly maxEpisodeSteps: number | null;
  readonly rewardThreshold: number | null;
  readonly nondeterministic: boolean;
}

/**
 * One environment: `reset`, then `step` until `terminated` or `truncated`, then `reset` again. Everything is synchronous.
 * @typeParam Obs type of an observation
 * @typeParam Act type of an action
 */
export interface Env<Obs = Float32Array, Act = AnyAction> {
  readonly observationSpace: Space<Obs>;
  readonly actionSpace: Space<Act>;
  readonly metadata: Metadata;
  readonly renderMode: RenderMode | null;
  readonly spec: EnvSpecLike | null;
  /** The environment without its wrappers. */
  readonly unwrapped: Env<unknown, unknown>;
  reset(options?: ResetOptions): ResetResult<Obs>;
  step(action: Act): StepResult<Obs>;
  /** One frame as an SVG document if `renderMode` is 'svg', else null. */
  render(): string | null;
  /**
   * Everything that later steps depend on, as plain data for a checkpoint: the state of the episode and of the generator. Present exactly
   * if the environment, with all its wrappers, can save itself.
   */
  getState?(): unknown;
  /** Continues exactly where an environment made in the same way was when `getState` was called. */
  setState?(saved: unknown): void;
  /** As Gymnasium prints it: the wrappers, the class, the id. */
  toString(): string;
  /** Ends the environment; every later call, a second `close` included, is an error. */
  close(): void;
}
