import { Random } from 'ppo-lib';
import { bank } from '../bank/bank';
import { shuffled } from '../bank/dice';
import { lessonFiles, type LessonNumber } from '../bank/ideas';
import { requireSeed } from '../bank/require';
import { type ChoiceItem, choiceItem, LETTERS } from './paper';

/** How many lessons back the items of a review lie: each gap about twice the one before. A second reading, 11c, stands with its lesson. */
const SPACING = [0, 1, 3, 6, 10];

/**
 * Draws the questions that open a lesson: choices about lessons before it, from the last one to ones long ago. There are five, or as many as the
 * lessons before have.
 * @throws RangeError if there is no such lesson, or none before it
 * @example drawReview('05').map(({ lesson }) => lesson) // '04', '03', '01', ...
 */
export function drawReview(lesson: string, seed = 1): ChoiceItem[] {
  const before = lessonsBefore(lesson);
  requireSeed(seed, 'drawReview: seed');
  const numbers = [...new Set(before.map(numberOf))];
  const random = new Random(seed, `review/${lesson}`);
  const letters = shuffled(random, [...LETTERS, ...shuffled(random, LETTERS)]);
  const used = new Set<string>();
  return SPACING.flatMap((distance, index): ChoiceItem[] => {
    const free = bank.filter((slot) => slot.kind === 'choice' && before.includes(slot.lesson) && !used.has(slot.id));
    if (free.length === 0) return [];
    const gap = (other: LessonNumber): number =>
      Math.abs(numbers.indexOf(numberOf(other)) - Math.min(distance, numbers.length - 1));
    const nearest = Math.min(...free.map((slot) => gap(slot.lesson)));
    const candidates = free.filter((slot) => gap(slot.lesson) === nearest);
    const slot = candidates[random.integer(candidates.length)];
    used.add(slot.id);
    return slot.kind === 'choice' ? [choiceItem(slot, index + 1, random.stream(slot.id), letters[index])] : [];
  });
}

const numberOf = (lesson: LessonNumber): number => Number.parseInt(lesson, 10);

/** The lessons before one, the last of them first. */
function lessonsBefore(lesson: string): LessonNumber[] {
  const numbers = (Object.keys(lessonFiles) as LessonNumber[]).sort();
  const known = [...numbers, '02b', '07c', '08b', '08c', '08d', '09b', '09c', '10b', '15'];
  const before = known.includes(lesson) ? numbers.filter((other) => other < lesson).reverse() : [];
  if (before.length === 0)
    throw new RangeError(
      `drawReview: lesson must be one after the first, ${known.sort().slice(1).join(', ')}, got ${typeof lesson === 'string' ? `'${lesson}'` : `a ${typeof lesson}`}`,
    );
  return before;
}
