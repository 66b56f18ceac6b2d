import type { Env, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { Space } from '../spaces/space.js';
import { show } from '../text.js';
import { nameOf, StatelessWrapper } from './wrapper.js';

/** Applies a function to every observation. What the function itself remembers is not saved with the environment. */
export class TransformObservation<Obs, Act, InnerObs = Obs> extends StatelessWrapper<Obs, Act, InnerObs, Act> {
  private readonly space: Space<Obs> | null;

  /** @param observationSpace the space of the results; null if it stays what it was */
  constructor(
    env: Env<InnerObs, Act>,
    private readonly transform: (observation: InnerObs) => Obs,
    observationSpace: Space<Obs> | null = null,
  ) {
    super(env);
    checkFunction(transform, env);
    this.space = checkSpace(observationSpace, env);
  }

  override get observationSpace(): Space<Obs> {
    return this.space ?? super.observationSpace;
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    const { observation, info } = this.env.reset(options);
    return { observation: this.transform(observation), info };
  }

  step(action: Act): StepResult<Obs> {
    const { observation, reward, terminated, truncated, info } = this.env.step(action);
    return { observation: this.transform(observation), reward, terminated, truncated, info };
  }
}

/** Applies a function to every action before the environment sees it; what the function remembers is not saved. */
export class TransformAction<Obs, Act, InnerAct = Act> extends StatelessWrapper<Obs, Act, Obs, InnerAct> {
  private readonly space: Space<Act> | null;

  /** @param actionSpace the space of the actions it takes; null if it stays what it was */
  constructor(
    env: Env<Obs, InnerAct>,
    private readonly transform: (action: Act) => InnerAct,
    actionSpace: Space<Act> | null = null,
  ) {
    super(env);
    checkFunction(transform, env);
    this.space = checkSpace(actionSpace, env);
  }

  override get actionSpace(): Space<Act> {
    return this.space ?? super.actionSpace;
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    return this.env.reset(options);
  }

  step(action: Act): StepResult<Obs> {
    return this.env.step(this.transform(action));
  }
}

/** Applies a function to every reward; what the function remembers is not saved. */
export class TransformReward<Obs, Act> extends StatelessWrapper<Obs, Act> {
  constructor(
    env: Env<Obs, Act>,
    private readonly transform: (reward: number) => number,
  ) {
    super(env);
    checkFunction(transform, env);
  }

  reset(options?: ResetOptions): ResetResult<Obs> {
    return this.env.reset(options);
  }

  step(action: Act): StepResult<Obs> {
    const { observation, reward, terminated, truncated, info } = this.env.step(action);
    return { observation, reward: this.transform(reward), terminated, truncated, info };
  }
}

function checkFunction(value: unknown, env: Env<unknown, unknown>): void {
  if (typeof value !== 'function') {
    throw new InvalidArgumentError(`${nameOf(env)}: the transformation must be a function, got ${show(value)}`);
  }
}

function checkSpace<T>(space: Space<T> | null, env: Env<unknown, unknown>): Space<T> | null {
  if (space !== null && !(space instanceof Space)) {
    throw new InvalidArgumentError(`${nameOf(env)}: the new space must be a Space or null, got ${show(space)}`);
  }
  return space;
}
