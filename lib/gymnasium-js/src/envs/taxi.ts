import { checkKnownOptions } from '../knownOptions.js';
import type { Info, RenderMode, ResetOptions, ResetResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { taxiSvg } from '../render/taxiSvg.js';
import { checkFlag, checkSaved } from '../saving.js';
import { show } from '../text.js';
import { checkProbability, TabularEnv, type TabularState } from './tabularEnv.js';
import { decodeTaxi, encodeTaxi, IN_TAXI, SIZE, STANDS, taxiMask, type TaxiPlace, taxiWorld } from './taxiTable.js';

export type { TaxiPlace };

export interface TaxiOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Whether a taxi may drive to either side instead; false by default. */
  readonly isRainy?: boolean | undefined;
  /** Probability of driving straight where it rains; the two sides share the rest. Default 0.8. */
  readonly rainyProbability?: number | undefined;
  /** Whether a passenger may want to go elsewhere after the first drive; false by default. */
  readonly ficklePassenger?: boolean | undefined;
  /** Probability, per episode, that a fickle passenger will; default 0.3. */
  readonly fickleProbability?: number | undefined;
}

/** What a taxi saves. */
interface TaxiState extends TabularState {
  readonly fickleStep: boolean;
}

const KNOWN = ['renderMode', 'isRainy', 'rainyProbability', 'ficklePassenger', 'fickleProbability'];
const WHAT = '0 (south), 1 (north), 2 (east), 3 (west), 4 (pick up) or 5 (drop off)';

/**
 * Fetch a passenger at one of four stands of a town of 5 by 5 places, and bring them to another.
 *
 * Observation: ((row * 5 + column) * 5 + passenger) * 4 + destination, see `decode`. Actions: south (0), north (1), east (2), west (3),
 * pick up (4), drop off (5). Reward -1 per step, 20 for a passenger brought home, -10 for picking up or dropping off where there is
 * nothing to. `info.actionMask` [6] has 1 for the actions that change something. Terminates when the passenger is home; `make` truncates
 * at 200 steps. Source: Dietterich 2000; Gymnasium 1.4, toy_text/taxi.
 */
export class TaxiEnv extends TabularEnv {
  /** Whether the passenger of this episode will change destination on the next drive; may be set. */
  fickleStep = false;
  private readonly ficklePassenger: boolean;
  private readonly fickleProbability: number;

  constructor(options: TaxiOptions = {}) {
    checkKnownOptions(options, KNOWN, 'Taxi');
    const isRainy = checkFlag(options.isRainy ?? false, 'Taxi: isRainy');
    const straight = checkProbability(options.rainyProbability ?? 0.8, 'Taxi: rainyProbability');
    super('Taxi', taxiWorld(isRainy ? straight : null), WHAT, options.renderMode);
    this.ficklePassenger = checkFlag(options.ficklePassenger ?? false, 'Taxi: ficklePassenger');
    this.fickleProbability = checkProbability(options.fickleProbability ?? 0.3, 'Taxi: fickleProbability');
  }

  /** The number of the state in which the taxi and its passenger are at these places. */
  encode(place: TaxiPlace): number {
    const parts = { row: SIZE, col: SIZE, passenger: STANDS.length + 1, destination: STANDS.length };
    checkKnownOptions(place, Object.keys(parts), `${this.name}: encode`);
    for (const [key, count] of Object.entries(parts)) {
      const value: unknown = place[key as keyof TaxiPlace];
      if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < count) continue;
      throw new InvalidArgumentError(
        `${this.name}: encode: ${key} must be an integer from 0 to ${count - 1}, got ${show(value)}`,
      );
    }
    return encodeTaxi(place);
  }

  /** What the number of a state means. */
  decode(state: number): TaxiPlace {
    return decodeTaxi(this.checkState(state));
  }

  /** [6], 1 for the actions that change something in this state: `actionSpace.sample({ mask })` draws among them. */
  actionMask(state: number): Int8Array {
    return taxiMask(this.decode(state));
  }

  override reset(options?: ResetOptions): ResetResult<number> {
    const result = super.reset(options);
    this.fickleStep = this.ficklePassenger && this.random.random() < this.fickleProbability;
    return result;
  }

  /** A fickle passenger changes destination on the first drive. */
  protected override arrive(from: number, next: number): number {
    if (!this.ficklePassenger || !this.fickleStep) return next;
    const [before, after] = [decodeTaxi(from), decodeTaxi(next)];
    if (before.passenger !== IN_TAXI || (before.row === after.row && before.col === after.col)) return next;
    this.fickleStep = false;
    const others = STANDS.map((_, stand) => stand).filter((stand) => stand !== before.destination);
    return encodeTaxi({ ...after, destination: others[this.random.integers(others.length)] });
  }

  protected override describe(probability: number): Info {
    return { prob: probability, actionMask: this.actionMask(this.state) };
  }

  protected override saveOwn(): TaxiState {
    return { ...super.saveOwn(), fickleStep: this.fickleStep };
  }

  protected override restoreOwn(saved: TaxiState): void {
    const { fickleStep } = checkSaved<TaxiState>(saved, ['state', 'fickleStep'], this.name);
    const flag = checkFlag(fickleStep, `${this.name}: fickleStep`);
    super.restoreOwn(saved);
    this.fickleStep = flag;
  }

  protected override draw(): string {
    return taxiSvg(decodeTaxi(this.state));
  }
}
