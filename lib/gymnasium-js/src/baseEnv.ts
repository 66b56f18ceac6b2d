import { checkResetOptions } from './checks.js';
import type { Env, EnvSpecLike, Info, Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from './env.js';
import { ClosedError, EpisodeOverError, InvalidActionError, InvalidArgumentError, ResetNeededError } from './errors.js';
import { type GeneratorState, NumpyGenerator } from './random/numpyGenerator.js';
import { checkSeed } from './random/seed.js';
import { checkSaved, offerState } from './saving.js';
import type { Space } from './spaces/space.js';
import { show } from './text.js';

/** Where an environment is in its life. */
export type Phase = 'fresh' | 'running' | 'over' | 'closed';

/** A saved environment: plain data. */
export interface EnvState {
  /** The title of the class that it is a state of. */
  readonly kind: string;
  readonly phase: 'running' | 'over';
  readonly random: GeneratorState;
  /** What `saveOwn` returned. */
  readonly own: unknown;
}

/**
 * What the environments of this package share: the generator behind `reset({ seed })`, the life cycle with its errors,
 * and the name used in messages. Extend it for an environment of your own:
 *
 * - `reset(options)`: call `this.beginReset(options)` first, then draw the first state from `this.random`;
 * - `step(action)`: call `this.beginStep()` first and `this.endStep(terminated || truncated)` last;
 * - `saveOwn()` and `restoreOwn(saved)`: return and take back the fields that make up the state, as plain data. With both the environment
 *   has `getState` and `setState`, and training that is resumed goes on exactly.
 */
export abstract class BaseEnv<Obs, Act> implements Env<Obs, Act> {
  abstract readonly observationSpace: Space<Obs>;
  abstract readonly actionSpace: Space<Act>;
  abstract readonly metadata: Metadata;
  readonly renderMode: RenderMode | null;
  /** Filled in by `make`. */
  spec: EnvSpecLike | null = null;
  protected phase: Phase = 'fresh';
  private generator: NumpyGenerator | null = null;

  /**
   * @param title how messages call an environment that was not made by id, e.g. `CartPole`
   */
  protected constructor(
    protected readonly title: string,
    renderMode?: RenderMode | null,
  ) {
    if (renderMode !== undefined && renderMode !== null && renderMode !== 'svg') {
      throw new InvalidArgumentError(`${title}: renderMode must be 'svg' or left out, got ${show(renderMode)}`);
    }
    this.renderMode = renderMode ?? null;
    if (this.saveOwn !== undefined && this.restoreOwn !== undefined) {
      offerState(
        this,
        () => this.save(),
        (saved) => this.restore(saved),
      );
    }
  }

  /** The state of episode and generator; present exactly if the class has `saveOwn` and `restoreOwn`. */
  getState?(): EnvState;
  /** Continues exactly where another environment of this kind was when `getState` was called. */
  setState?(saved: EnvState): void;
  /** A copy of the fields that make up the state. */
  protected saveOwn?(): unknown;
  /** Checks what `saveOwn` returned and takes it over; keeps no reference to it. */
  protected restoreOwn?(saved: unknown): void;

  abstract reset(options?: ResetOptions): ResetResult<Obs>;
  abstract step(action: Act): StepResult<Obs>;

  /** The drawing behind `render`; called only while there is a state to draw. */
  protected draw(): string | null {
    return null;
  }

  get unwrapped(): this {
    return this;
  }

  /** Whether an episode is running: after `reset` (or a state set from outside) and before its end. */
  get running(): boolean {
    return this.phase === 'running';
  }

  /** Ends the running episode from outside, as a time limit does: the next `step` is an error until `reset`. */
  endEpisode(): void {
    this.endStep(true);
  }

  /** The id it was made by, or the title. */
  get name(): string {
    return this.spec?.id ?? this.title;
  }

  /** The generator `reset({ seed })` seeds; fresh entropy until then. */
  get random(): NumpyGenerator {
    this.generator ??= new NumpyGenerator();
    return this.generator;
  }

  render(): string | null {
    if (this.phase === 'closed') throw new ClosedError(`${this.name}: render after close; make a new environment`);
    if (this.renderMode === null) return null;
    if (this.phase === 'fresh') throw new ResetNeededError(`${this.name}: render before reset; call reset() first`);
    return this.draw();
  }

  toString(): string {
    return `<${this.constructor.name}${this.spec === null ? ' instance' : `<${this.spec.id}>`}>`;
  }

  close(): void {
    if (this.phase === 'closed') throw new ClosedError(`${this.name}: close called twice; the environment is closed`);
    this.phase = 'closed';
  }

  /** Checks the life cycle and the options, and seeds the generator if a seed was given. */
  protected beginReset(options: ResetOptions | undefined): Info {
    if (this.phase === 'closed') throw new ClosedError(`${this.name}: reset after close; make a new environment`);
    if (options === undefined) return {};
    checkResetOptions(options, this.name);
    if (options.seed !== undefined) this.generator = new NumpyGenerator(checkSeed(options.seed, `${this.name}: seed`));
    return options.options ?? {};
  }

  /** Throws unless an episode is running. */
  protected beginStep(): void {
    if (this.phase !== 'running') this.refuseStep();
  }

  /** Marks the episode as over when it is. */
  protected endStep(ended: boolean): void {
    if (ended) this.phase = 'over';
  }

  private save(): EnvState {
    const { phase, title } = this;
    if (phase === 'closed') throw new ClosedError(`${this.name}: getState after close; there is no state any more`);
    if (phase === 'fresh') throw new ResetNeededError(`${this.name}: getState before reset; there is no state yet`);
    return { kind: title, phase, random: this.random.getState(), own: this.saveOwn?.() };
  }

  private restore(saved: EnvState): void {
    if (this.phase === 'closed') throw new ClosedError(`${this.name}: setState after close; make a new environment`);
    const { kind, phase, random, own } = checkSaved<EnvState>(saved, ['kind', 'phase', 'random', 'own'], this.name);
    if (kind !== this.title || (phase !== 'running' && phase !== 'over')) {
      throw new InvalidArgumentError(
        `${this.name}: setState expects a running or ended ${this.title}, got ${show(phase)} ${show(kind)}`,
      );
    }
    const generator = new NumpyGenerator(0);
    generator.setState(random);
    this.restoreOwn?.(own);
    this.generator = generator;
    this.phase = phase;
  }

  private refuseStep(): never {
    if (this.phase === 'fresh') throw new ResetNeededError(`${this.name}: step before reset; call reset() first`);
    if (this.phase === 'closed') throw new ClosedError(`${this.name}: step after close; make a new environment`);
    throw new EpisodeOverError(`${this.name}: step after the end of the episode; call reset() to start the next one`);
  }

  /** For an action outside the space; the message says what would be right. */
  protected refuseAction(action: unknown, fix: string): never {
    throw new InvalidActionError(`${this.name}: action ${show(action)} is not in ${String(this.actionSpace)}; ${fix}`);
  }
}
