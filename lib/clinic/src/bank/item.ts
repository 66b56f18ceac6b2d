import type { Random } from 'ppo-lib';
import type { IdeaId, LessonNumber } from './ideas';

/** What an option stands for: a number, or its own text. */
export type Value = number | string;

/** What was drawn for an item: all that the right answer depends on. */
export type Given = Readonly<Record<string, number | string | readonly number[]>>;

/** A question with one right and three wrong answers, each a misconception that a lesson has named. */
export interface ChoiceDraft {
  readonly given: Given;
  readonly question: string;
  readonly right: Value;
  readonly wrong: readonly (readonly [Value, IdeaId])[];
}

/** A question whose answer is a list of numbers. */
export interface NumbersDraft {
  readonly given: Given;
  readonly question: string;
  readonly right: readonly number[];
  readonly wrong: readonly (readonly [readonly number[], IdeaId])[];
}

/** A function of plain numbers and lists. */
export type Program = (...args: never[]) => number | number[];

/** One call of a program that a reader has mended. */
export interface CodeCase {
  readonly args: readonly (number | readonly number[])[];
  readonly expected: number | readonly number[];
  readonly when: string;
}

/** A program with a fault, to be mended. */
export interface CodeDraft {
  readonly given: Given;
  readonly question: string;
  /** The faulty program as text, and the same as a function. */
  readonly broken: string;
  readonly cases: readonly CodeCase[];
  readonly wrong: readonly (readonly [Program, IdeaId])[];
}

/** What an item asks for: a letter, numbers, or a function. */
export type ItemKind = 'choice' | 'numbers' | 'code';

interface SlotFacts {
  readonly id: string;
  readonly lesson: LessonNumber;
  /** 1 for a step, 2 for a short computation, 3 for a diagnosis or a repair. */
  readonly points: 1 | 2 | 3;
}

/** By name, the questions of a slot: as hard as each other, of the same kind. */
type Variants<Draft> = Readonly<Record<string, (random: Random) => Draft>>;

/** A place of a paper: whichever variant is drawn for it, the paper is as hard as any other. */
export type Slot = SlotFacts &
  (
    | { readonly kind: 'choice'; readonly variants: Variants<ChoiceDraft> }
    | { readonly kind: 'numbers'; readonly variants: Variants<NumbersDraft> }
    | { readonly kind: 'code'; readonly variants: Variants<CodeDraft> }
  );
