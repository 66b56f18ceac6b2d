import { hasUsableAce, sumHand } from '../envs/blackjackHand.js';
import { type Point, polygon, rectangle, svgDocument, text } from './svg.js';

const [WIDTH, HEIGHT] = [384, 376];
const [FELT, PAPER, BACK, INK, RED] = ['#c4d89e', '#fffdf5', '#8c4a4a', '#222', '#b3261e'];
const CARD = { width: 56, height: 80, gap: 8 };
const SUITS: Record<string, string> = { C: 'clubs', D: 'diamonds', H: 'hearts', S: 'spades' };

/** What lies on the table. */
export interface BlackjackTable {
  readonly player: readonly number[];
  /** The dealer's cards that are seen; one lies face down as long as there is one of them. */
  readonly dealer: readonly number[];
  /** Face and suit of the dealer's first card: KS. */
  readonly openCard: string;
}

/** The table from above: the dealer's cards, the player's cards, the player's sum. */
export function blackjackSvg({ player, dealer, openCard }: BlackjackTable): string {
  const faces = [openCard[0], ...dealer.slice(1).map(faceOf)];
  const isHidden = dealer.length === 1;
  const isRed = 'DH'.includes(openCard[1]);
  const sum = sumHand(player);
  const ace = hasUsableAce(player) ? ', usable ace' : '';
  const label = `dealer ${isHidden ? dealer[0] : sumHand(dealer)} (first card of ${SUITS[openCard[1]]}), player ${sum}${ace}`;
  return svgDocument(WIDTH, HEIGHT, label, [
    polygon(rectangle(0, WIDTH, HEIGHT, 0, 0, [0, 0]), FELT),
    text([WIDTH / 2, 350], `Dealer ${isHidden ? dealer[0] : sumHand(dealer)}`, 20, INK),
    ...row([...faces, ...(isHidden ? [''] : [])], 285, isRed ? RED : INK),
    text([WIDTH / 2, 205], `Player ${sum}`, 20, INK),
    ...row(player.map(faceOf), 140, INK),
    ace === '' ? '' : text([WIDTH / 2, 60], 'usable ace', 16, INK),
  ]);
}

function faceOf(value: number): string {
  return value === 1 ? 'A' : String(value);
}

/** Cards side by side, closer together where they are many. @param first colour of the first card's face */
function row(faces: readonly string[], y: number, first: string): string[] {
  const step = Math.min(CARD.width + CARD.gap, (WIDTH - CARD.width - 2 * CARD.gap) / Math.max(1, faces.length - 1));
  const left = WIDTH / 2 - (step * (faces.length - 1)) / 2;
  return faces.map((face, i) => card([left + i * step, y], face, i === 0 ? first : INK));
}

/** @param face empty for a card that lies face down */
function card(at: Point, face: string, ink: string): string {
  const [x, y] = [CARD.width / 2, CARD.height / 2];
  const edge = polygon(rectangle(-x, x, y, -y, 0, at), INK);
  const paper = polygon(rectangle(1 - x, x - 1, y - 1, 1 - y, 0, at), face === '' ? BACK : PAPER);
  return edge + paper + (face === '' ? '' : text(at, face, 26, ink));
}
