/** Values of the cards of one suit, ace to king. The deck is endless: every card is drawn from all of them. */
export const DECK: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 10, 10, 10];
export const HIGHEST = 21;
/** No hand gets further: 21 and a ten. */
export const HIGHEST_BUST = 31;
/** The dealer draws below this sum. */
export const DEALER_STANDS = 17;

const total = (hand: readonly number[]): number => hand.reduce((sum, card) => sum + card, 0);

/** Whether the hand has an ace that counts 11 without going over 21. */
export function hasUsableAce(hand: readonly number[]): boolean {
  return hand.includes(1) && total(hand) + 10 <= HIGHEST;
}

/** The sum of a hand, its usable ace counted as 11. */
export function sumHand(hand: readonly number[]): number {
  return total(hand) + (hasUsableAce(hand) ? 10 : 0);
}

/** What a hand is worth against another: its sum, or 0 above 21. */
export function scoreHand(hand: readonly number[]): number {
  const sum = sumHand(hand);
  return sum > HIGHEST ? 0 : sum;
}

/** An ace and a ten as the first two cards. */
export function isNatural(hand: readonly number[]): boolean {
  return hand.length === 2 && hand.includes(1) && hand.includes(10);
}
