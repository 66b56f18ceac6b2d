import { BaseEnv } from '../baseEnv.js';
import { checkFinite, checkSwitch, refuseResetOptions } from '../checks.js';
import type { Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError, ResetNeededError } from '../errors.js';
import { checkKnownOptions } from '../knownOptions.js';
import { logger } from '../logger.js';
import { NumpyGenerator, type GeneratorState } from '../random/numpyGenerator.js';
import { lunarLanderSvg } from '../render/lunarLanderSvg.js';
import { checkNumbers, checkSaved } from '../saving.js';
import { Box } from '../spaces/box.js';
import { LunarFlight, type LunarSettings } from './lunarFlight.js';
import type { Throttle } from './lunarReward.js';

export interface LunarLanderOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Units / s^2, above -12 and below 0; default -10. */
  readonly gravity?: number | undefined;
  /** Whether wind pushes and turns the lander until a leg is on the ground; default false. */
  readonly enableWind?: boolean | undefined;
  /** Largest force of the wind, from 0 to 20; default 15. */
  readonly windPower?: number | undefined;
  /** Largest torque of the wind, from 0 to 2; default 1.5. */
  readonly turbulencePower?: number | undefined;
}

/** An episode so far: where the generator was before `reset`, and what the engines did in every step, [steps, 2] row by row. */
interface SavedFlight {
  readonly settings: LunarSettings;
  readonly start: GeneratorState;
  readonly throttles: ArrayLike<number>;
}

const FIELDS = ['renderMode', 'gravity', 'enableWind', 'windPower', 'turbulencePower'];
const HIGH = [2.5, 2.5, 10, 10, 2 * Math.PI, 10, 1, 1];

/** What both landers share: the flight, its options and its drawing. Box2D cannot be copied, so a state is saved as the way to it. */
export abstract class LunarLanderBase<Act> extends BaseEnv<Float32Array, Act> {
  readonly observationSpace = new Box([...HIGH.slice(0, 6).map((x) => -x), 0, 0], HIGH);
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 50 };
  private settings: LunarSettings;
  private start: GeneratorState | null = null;
  private throttles: number[] = [];
  private flight: LunarFlight | null = null;

  protected constructor(title: string, options: LunarLanderOptions) {
    checkKnownOptions(options, FIELDS, title);
    super(title, options.renderMode);
    const { gravity = -10, enableWind = false, windPower = 15, turbulencePower = 1.5 } = options;
    this.settings = checkSettings({ gravity, enableWind, windPower, turbulencePower }, title);
    if (windPower < 0 || windPower > 20) logger.warn(`${title}: windPower should be from 0 to 20, got ${windPower}`);
    if (turbulencePower < 0 || turbulencePower > 2)
      logger.warn(`${title}: turbulencePower should be from 0 to 2, got ${turbulencePower}`);
  }

  /** What the engines do on an action; refuses one outside the space. */
  protected abstract readAction(action: Act): Throttle;

  /** The observation in full precision (a copy), [8]. @throws ResetNeededError before the first `reset` */
  get state(): Float64Array {
    return this.flying.state;
  }

  reset(options?: ResetOptions): ResetResult<Float32Array> {
    refuseResetOptions(this.beginReset(options), this.name);
    this.start = this.random.getState();
    this.throttles = [];
    this.flight = new LunarFlight(this.settings, this.random);
    this.phase = 'running';
    return { observation: this.observe(), info: {} };
  }

  step(action: Act): StepResult<Float32Array> {
    this.beginStep();
    const throttle = this.readAction(action);
    const { reward, fate } = this.flying.step(throttle, this.random);
    this.throttles.push(throttle.main, throttle.side);
    const terminated = fate !== 'flying';
    this.endStep(terminated);
    return { observation: this.observe(), reward, terminated, truncated: false, info: {} };
  }

  protected override saveOwn(): SavedFlight {
    const { settings, start, throttles } = this;
    return { settings, start: start as GeneratorState, throttles: [...throttles] };
  }

  protected override restoreOwn(saved: unknown): void {
    const { settings, start, throttles } = checkSaved<SavedFlight>(
      saved,
      ['settings', 'start', 'throttles'],
      this.name,
    );
    const checked = checkSettings(settings, this.name);
    const pushes = checkThrottles(throttles, `${this.name}: throttles`);
    const random = new NumpyGenerator(0);
    random.setState(start);
    const flight = new LunarFlight(checked, random);
    for (let i = 0; i < pushes.length; i += 2) flight.step({ main: pushes[i], side: pushes[i + 1] }, random);
    Object.assign(this, { settings: checked, start, throttles: pushes, flight });
  }

  protected override draw(): string {
    const { terrain, places, throttle } = this.flying;
    return lunarLanderSvg(terrain, places, throttle);
  }

  private get flying(): LunarFlight {
    if (this.flight === null) throw new ResetNeededError(`${this.name}: state before reset; call reset() first`);
    return this.flight;
  }

  private observe(): Float32Array {
    return Float32Array.from(this.flying.state);
  }
}

/** Settings from outside or from a checkpoint. */
function checkSettings(
  { gravity, enableWind, windPower, turbulencePower }: LunarSettings,
  name: string,
): LunarSettings {
  if (!(checkFinite(gravity, `${name}: gravity`) > -12 && gravity < 0)) {
    throw new InvalidArgumentError(`${name}: gravity must be above -12 and below 0 units / s^2, got ${gravity}`);
  }
  return {
    gravity,
    enableWind: checkSwitch(enableWind, `${name}: enableWind`),
    windPower: checkFinite(windPower, `${name}: windPower`),
    turbulencePower: checkFinite(turbulencePower, `${name}: turbulencePower`),
  };
}

/** [steps, 2] of a checkpoint, row by row. */
function checkThrottles(throttles: unknown, name: string): number[] {
  const pushes = Array.from(checkNumbers(throttles, name));
  const wrong = pushes.find((push) => Math.abs(push) > 1);
  if (pushes.length % 2 === 0 && wrong === undefined) return pushes;
  throw new InvalidArgumentError(
    `${name} must be pairs of numbers from -1 to 1, got ${wrong === undefined ? `${pushes.length} numbers` : wrong}`,
  );
}
