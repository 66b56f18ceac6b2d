import { BaseEnv } from '../baseEnv.js';
import { refuseResetOptions } from '../checks.js';
import type { Info, Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import type { NumpyGenerator } from '../random/numpyGenerator.js';
import { checkSaved } from '../saving.js';
import { Discrete } from '../spaces/discrete.js';
import { show } from '../text.js';

/** One outcome of an action, as Gymnasium lists it in `P[state][action]`. */
export type Transition = readonly [probability: number, nextState: number, reward: number, terminated: boolean];

/** The whole world: `P[state][action]` is the list of outcomes, whose probabilities sum to 1. */
export type TransitionTable = readonly (readonly (readonly Transition[])[])[];

/** What there is to know of a world with S states. */
export interface TabularWorld {
  readonly P: TransitionTable;
  /** [S], how likely an episode starts in each state. */
  readonly initialStateDistrib: Float64Array;
}

/** What a tabular environment saves. */
export interface TabularState {
  readonly state: number;
}

/** What a slippery ground may make of one of four directions: the one before it, itself, the one after it. */
export function slips(action: number): readonly number[] {
  return [(action + 3) % 4, action, (action + 1) % 4];
}

/**
 * An index drawn as Gymnasium's `categorical_sample` does: the first whose running sum exceeds one uniform draw, or 0 where rounding
 * leaves the sum below the draw.
 * @param length of the list of probabilities
 * @param probability of each index
 */
export function sampleCategorical(
  length: number,
  probability: (index: number) => number,
  random: Pick<NumpyGenerator, 'random'>,
): number {
  const draw = random.random();
  let sum = 0;
  for (let i = 0; i < length; i++) {
    sum += probability(i);
    if (sum > draw) return i;
  }
  return 0;
}

/** A probability, or an error that names it. */
export function checkProbability(value: unknown, name: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError(`${name} must be a number from 0 to 1, got ${show(value)}`);
}

/**
 * A world of numbered states and actions whose transition table is known: observations are the number of the state, `info.prob` is the
 * probability of what happened. `reset` knows no options.
 */
export abstract class TabularEnv extends BaseEnv<number, number> implements TabularWorld {
  readonly observationSpace: Discrete;
  readonly actionSpace: Discrete;
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 4 };
  readonly P: TransitionTable;
  readonly initialStateDistrib: Float64Array;
  private current = 0;

  /** @param actions what the actions are, for messages: `0 (left), 1 (down), 2 (right) or 3 (up)` */
  protected constructor(
    title: string,
    { P, initialStateDistrib }: TabularWorld,
    private readonly actions: string,
    renderMode: RenderMode | null | undefined,
  ) {
    super(title, renderMode);
    this.P = P;
    this.initialStateDistrib = initialStateDistrib;
    this.observationSpace = new Discrete(P.length);
    this.actionSpace = new Discrete(P[0].length);
  }

  /** The number of the state. */
  get state(): number {
    return this.current;
  }

  /** Continues from this state; an episode that was over runs again. */
  set state(value: number) {
    this.current = this.checkState(value);
    this.phase = 'running';
  }

  reset(options?: ResetOptions): ResetResult<number> {
    refuseResetOptions(this.beginReset(options), this.name);
    const start = this.initialStateDistrib;
    this.current = sampleCategorical(start.length, (i) => start[i], this.random);
    this.phase = 'running';
    return { observation: this.current, info: this.describe(1) };
  }

  step(action: number): StepResult<number> {
    this.beginStep();
    if (!this.actionSpace.contains(action)) this.refuseAction(action, `use ${this.actions}`);
    const outcomes = this.P[this.current][action];
    const chosen = sampleCategorical(outcomes.length, (i) => outcomes[i][0], this.random);
    const [probability, next, reward, terminated] = outcomes[chosen];
    this.current = this.arrive(this.current, next);
    this.endStep(terminated);
    return { observation: this.current, reward, terminated, truncated: false, info: this.describe(probability) };
  }

  /** Where a transition of the table ends; other than `next` only where something outside the table decides. */
  protected arrive(_from: number, next: number): number {
    return next;
  }

  /** The info of a step or reset. */
  protected describe(probability: number): Info {
    return { prob: probability };
  }

  /** Throws unless the value is the number of a state. */
  protected checkState(value: unknown): number {
    if (this.observationSpace.contains(value)) return value as number;
    throw new InvalidArgumentError(
      `${this.name}: state must be an integer from 0 to ${this.P.length - 1}, got ${show(value)}`,
    );
  }

  protected override saveOwn(): TabularState {
    return { state: this.current };
  }

  protected override restoreOwn(saved: TabularState): void {
    this.state = checkSaved<TabularState>(saved, ['state'], this.name).state;
  }
}
