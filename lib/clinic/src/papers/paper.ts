import { Random } from 'ppo-lib';
import { pretestSlots, slots } from '../bank/bank';
import { shown, shuffled } from '../bank/dice';
import { requireObject, requireSeed } from '../bank/require';
import type { IdeaId, LessonNumber } from '../bank/ideas';
import type { ChoiceDraft, CodeDraft, Given, NumbersDraft, Slot } from '../bank/item';

/** An option of a choice: `idea` is null for the right one. */
export interface Option {
  readonly text: string;
  readonly idea: IdeaId | null;
}

interface ItemFacts {
  /** Its place on the paper, from 1. */
  readonly number: number;
  readonly slot: string;
  readonly variant: string;
  readonly lesson: LessonNumber;
  readonly points: number;
  readonly question: string;
  readonly given: Given;
}

type Facts = Omit<ItemFacts, 'question' | 'given'>;

/** A question with lettered options. */
export type ChoiceItem = ItemFacts & { readonly kind: 'choice'; readonly options: Readonly<Record<string, Option>> };
/** A question that is answered with a list of numbers. */
export type NumbersItem = ItemFacts & { readonly kind: 'numbers' } & Pick<NumbersDraft, 'right' | 'wrong'>;
/** A program to mend: answered with a function. */
export type CodeItem = ItemFacts & { readonly kind: 'code' } & Pick<CodeDraft, 'broken' | 'cases' | 'wrong'>;
/** An item of a paper. */
export type Item = ChoiceItem | NumbersItem | CodeItem;

/** What is drawn: the exam of 30 items, or the pretest of ten of its choices. */
export type PaperKind = 'exam' | 'pretest';

/** A drawn paper: the same for the same kind and seed. */
export interface Paper {
  readonly kind: PaperKind;
  readonly seed: number;
  readonly items: readonly Item[];
  readonly points: number;
}

/** The letters of the options. */
export const LETTERS: readonly string[] = ['a', 'b', 'c', 'd'];

/**
 * Draws a paper. Every paper of a kind has the same slots, and so the same number of items, points and kinds of question; the seed
 * decides which variant of a slot it has, its numbers, and where the right options stand: every letter as often as any other, give or
 * take one.
 * @throws RangeError if the seed is no whole number from 0, or the kind is none
 * @example drawPaper({ kind: 'exam', seed: 15 }).items.length // 30
 */
export function drawPaper(options: { readonly kind: PaperKind; readonly seed: number }): Paper {
  requireObject(options, 'drawPaper: options', ['kind', 'seed']);
  const { kind, seed } = options;
  requireSeed(seed, 'drawPaper: seed');
  const chosen = slotsOf(kind);
  const random = new Random(seed, `paper/${kind}`);
  const letters = rightLetters(random, chosen.filter((slot) => slot.kind === 'choice').length);
  const items = chosen.map((slot, index) => itemOf(slot, index, random.stream(slot.id), letters));
  const paper = { kind, seed, items, points: items.reduce((sum, { points }) => sum + points, 0) };
  drawnPapers.add(paper);
  return paper;
}

const drawnPapers = new WeakSet<Paper>();

/** Throws unless a paper was drawn here: what looks like one may hold anything. */
export function requirePaper(paper: unknown, where: string): asserts paper is Paper {
  if (typeof paper === 'object' && paper !== null && drawnPapers.has(paper as Paper)) return;
  throw new TypeError(
    `${where}: paper must be what drawPaper returned, got ${paper === null ? 'null' : `a ${typeof paper}`}`,
  );
}

function slotsOf(kind: unknown): readonly Slot[] {
  if (kind === 'exam') return slots;
  if (kind === 'pretest') return slots.filter(({ id }) => pretestSlots.includes(id));
  throw new RangeError(
    `drawPaper: kind must be 'exam' or 'pretest', got ${typeof kind === 'string' ? `'${kind}'` : `a ${typeof kind}`}`,
  );
}

/** Where the right options stand, evenly over the letters. */
function rightLetters(random: Random, count: number): string[] {
  const rounds = Array.from({ length: Math.ceil(count / LETTERS.length) }, () => shuffled(random, LETTERS));
  return shuffled(random, rounds.flat().slice(0, count));
}

function itemOf(slot: Slot, index: number, random: Random, letters: string[]): Item {
  if (slot.kind === 'choice') return choiceItem(slot, index + 1, random, letters[index]);
  const facts = factsOf(slot, index + 1, random);
  const { variant } = facts;
  if (slot.kind === 'numbers') return { ...facts, kind: 'numbers', ...slot.variants[variant](random) };
  return { ...facts, kind: 'code', ...slot.variants[variant](random) };
}

/** Which variant of a slot is asked. */
function factsOf({ id, lesson, points, variants }: Slot, number: number, random: Random): Facts {
  const names = Object.keys(variants);
  return { number, slot: id, variant: names[random.integer(names.length)], lesson, points };
}

/** Draws a choice whose right option stands at a letter. */
export function choiceItem(
  slot: Extract<Slot, { kind: 'choice' }>,
  number: number,
  random: Random,
  letter: string,
): ChoiceItem {
  const facts = factsOf(slot, number, random);
  const draft = distinct(slot.variants[facts.variant], random, slot.id);
  const { question, given } = draft;
  return { ...facts, kind: 'choice', question, given, options: optionsOf(draft, random, letter) };
}

/** Draws until no two options read the same. */
function distinct(draw: (random: Random) => ChoiceDraft, random: Random, slot: string): ChoiceDraft {
  for (let attempt = 0; attempt < 200; attempt++) {
    const draft = draw(random);
    const texts = [draft.right, ...draft.wrong.map(([value]) => value)].map(shown);
    if (new Set(texts).size === texts.length) return draft;
  }
  throw new Error(`slot ${slot}: two options are always the same`);
}

function optionsOf({ right, wrong }: ChoiceDraft, random: Random, letter: string): Record<string, Option> {
  const others = shuffled(random, wrong).map(([value, idea]): Option => ({ text: shown(value), idea }));
  const place = LETTERS.indexOf(letter);
  others.splice(place, 0, { text: shown(right), idea: null });
  return Object.fromEntries(others.map((option, index) => [LETTERS[index], option]));
}
