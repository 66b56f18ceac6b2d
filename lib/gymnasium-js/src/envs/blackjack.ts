import { BaseEnv } from '../baseEnv.js';
import { refuseResetOptions } from '../checks.js';
import { checkKnownOptions } from '../knownOptions.js';
import type { Metadata, RenderMode, ResetOptions, ResetResult, StepResult } from '../env.js';
import { InvalidArgumentError } from '../errors.js';
import { blackjackSvg } from '../render/blackjackSvg.js';
import { checkFlag, checkSaved } from '../saving.js';
import { Discrete } from '../spaces/discrete.js';
import { Tuple } from '../spaces/tuple.js';
import { show } from '../text.js';
import {
  DEALER_STANDS,
  DECK,
  hasUsableAce,
  HIGHEST,
  HIGHEST_BUST,
  isNatural,
  scoreHand,
  sumHand,
} from './blackjackHand.js';

export interface BlackjackOptions {
  readonly renderMode?: RenderMode | null | undefined;
  /** Whether winning with an ace and a ten pays 1.5; false by default, ignored with `sab`. */
  readonly natural?: boolean | undefined;
  /** The rules of Sutton and Barto: an ace and a ten win at once unless the dealer has them too. `make` sets it. */
  readonly sab?: boolean | undefined;
}

/** Sum of the player's hand, the dealer's open card (1 is an ace), 1 if the player has an ace that counts 11. */
export type BlackjackObservation = readonly [sum: number, dealer: number, usableAce: number];

/** The cards on the table, by value; the dealer's first card lies open. */
export interface BlackjackHands {
  readonly player: readonly number[];
  readonly dealer: readonly number[];
}

/** What a table saves. */
interface BlackjackState extends BlackjackHands {
  readonly openCard: string;
}

/**
 * Draw cards until their sum is as near to 21 as you dare, then let the dealer draw.
 *
 * Observation: [sum, dealer's open card, usable ace], an element of Tuple(Discrete(32), Discrete(11), Discrete(2)). Actions: stick (0),
 * hit (1). Reward 1 for winning, -1 for losing, 0 for a draw. Terminates when the player sticks or goes above 21.
 * Source: Sutton and Barto 2018, example 5.1; Gymnasium 1.4, toy_text/blackjack.
 */
export class BlackjackEnv extends BaseEnv<BlackjackObservation, number> {
  readonly observationSpace = new Tuple([new Discrete(32), new Discrete(11), new Discrete(2)]);
  readonly actionSpace = new Discrete(2);
  readonly metadata: Metadata = { renderModes: ['svg'], renderFps: 4 };
  private readonly natural: boolean;
  private readonly sab: boolean;
  private player: number[] = [];
  private dealer: number[] = [];
  /** Face and suit of the dealer's open card as drawn: KS. */
  private openCard = '';

  constructor(options: BlackjackOptions = {}) {
    checkKnownOptions(options, ['renderMode', 'natural', 'sab'], 'Blackjack');
    super('Blackjack', options.renderMode);
    this.natural = checkFlag(options.natural ?? false, 'Blackjack: natural');
    this.sab = checkFlag(options.sab ?? false, 'Blackjack: sab');
  }

  /** The cards on the table (a copy). */
  get state(): BlackjackHands {
    return { player: this.player.slice(), dealer: this.dealer.slice() };
  }

  /** Continues with these cards; an episode that was over runs again. */
  set state(hands: BlackjackHands) {
    this.lay(hands, HIGHEST);
    this.openCard = `${faceOf(this.dealer[0], 'K')}S`;
    this.phase = 'running';
  }

  reset(options?: ResetOptions): ResetResult<BlackjackObservation> {
    refuseResetOptions(this.beginReset(options), this.name);
    this.dealer = [this.drawCard(), this.drawCard()];
    this.player = [this.drawCard(), this.drawCard()];
    const suit = 'CDHS'[this.random.integers(4)];
    const ten = this.dealer[0] === 10 ? 'JQK'[this.random.integers(3)] : '';
    this.openCard = faceOf(this.dealer[0], ten) + suit;
    this.phase = 'running';
    return { observation: this.observe(), info: {} };
  }

  step(action: number): StepResult<BlackjackObservation> {
    this.beginStep();
    if (action !== 0 && action !== 1) this.refuseAction(action, 'use 0 (stick) or 1 (hit)');
    const reward = action === 1 ? this.hit() : this.stick();
    const terminated = action === 0 || reward < 0;
    this.endStep(terminated);
    return { observation: this.observe(), reward, terminated, truncated: false, info: {} };
  }

  /** Lays checked cards on the table. @param most sum of the player: above 21 only after the end */
  private lay(hands: BlackjackHands, most: number): void {
    const { player, dealer } = checkSaved<BlackjackHands>(hands, ['player', 'dealer'], this.name);
    const cards = checkHand(player, most, `${this.name}: player`);
    this.dealer = checkHand(dealer, HIGHEST_BUST, `${this.name}: dealer`);
    this.player = cards;
  }

  private hit(): number {
    this.player.push(this.drawCard());
    return sumHand(this.player) > HIGHEST ? -1 : 0;
  }

  private stick(): number {
    while (sumHand(this.dealer) < DEALER_STANDS) this.dealer.push(this.drawCard());
    const [mine, theirs] = [scoreHand(this.player), scoreHand(this.dealer)];
    const reward = mine > theirs ? 1 : mine < theirs ? -1 : 0;
    if (!isNatural(this.player)) return reward;
    if (this.sab) return isNatural(this.dealer) ? reward : 1;
    return this.natural && reward === 1 ? 1.5 : reward;
  }

  private drawCard(): number {
    return DECK[this.random.integers(DECK.length)];
  }

  private observe(): BlackjackObservation {
    return [sumHand(this.player), this.dealer[0], Number(hasUsableAce(this.player))];
  }

  protected override saveOwn(): BlackjackState {
    return { ...this.state, openCard: this.openCard };
  }

  protected override restoreOwn(saved: BlackjackState): void {
    const { openCard } = checkSaved<BlackjackState>(saved, ['player', 'dealer', 'openCard'], this.name);
    if (typeof openCard !== 'string' || !/^[A2-9JQK][CDHS]$/.test(openCard)) {
      throw new InvalidArgumentError(
        `${this.name}: openCard must be a face and a suit as in KS, got ${show(openCard)}`,
      );
    }
    this.lay(saved, HIGHEST_BUST);
    this.openCard = openCard;
  }

  protected override draw(): string {
    const shown = this.phase === 'over' ? this.dealer : this.dealer.slice(0, 1);
    return blackjackSvg({ player: this.player, dealer: shown, openCard: this.openCard });
  }
}

/** The face of a card by its value. @param ten of a ten, which has four faces */
function faceOf(value: number, ten: string): string {
  return value === 1 ? 'A' : value === 10 ? ten : String(value);
}

/** Cards as set from outside (a copy): two or more values from 1 to 10. */
function checkHand(cards: unknown, most: number, name: string): number[] {
  const hand = Array.from(Array.isArray(cards) ? (cards as number[]) : []); // a hole becomes undefined
  const isHand = hand.length >= 2 && hand.length <= most;
  if (!isHand || hand.some((card) => !Number.isInteger(card) || card < 1 || card > 10) || sumHand(hand) > most) {
    throw new InvalidArgumentError(
      `${name} must be two or more cards from 1 (ace) to 10 that sum to at most ${most}, got ${show(cards)}`,
    );
  }
  return hand;
}
