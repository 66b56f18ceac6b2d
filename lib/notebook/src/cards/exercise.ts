import { colors } from '../figures/template';
import {
  requireId,
  requireNumber,
  requireOneOf,
  requireOptionalText,
  requireOptions,
  requireText,
} from '../values/arguments';
import { type Folded, showCard } from './card';
import { progress } from './progress';
import { keepLesson } from './record';

/** What an exercise asks for: a value or function, a derivation, finding a bug, or an explanation in words. */
export type ExerciseKind = (typeof KINDS)[number];
const KINDS = ['implement', 'derive', 'debug', 'measure', 'explain'] as const;

export interface ExerciseOptions {
  readonly title: string;
  readonly minutes: number;
  readonly points: number;
  readonly kind: ExerciseKind;
  /** What to do, in a sentence or two. */
  readonly task?: string;
  /** Folded away until the reader opens it; never contains the answer. Lines are steps, each inside the one before: a nudge, the idea, how to begin. */
  readonly hint?: string;
}

/**
 * Shows an exercise card. The stub follows in the next cell, its check in the one after.
 * @throws TypeError or RangeError if the title is missing, minutes or points are not numbers from 0 to 1000, or the kind is none
 * @example exercise('clip-one', { title: 'Clip one sample', minutes: 5, points: 2, kind: 'implement', hint: 'Which of the two terms is smaller?' })
 */
export function exercise(id: string, options: ExerciseOptions): void {
  requireId(id, 'exercise');
  requireOptions(options, `exercise('${id}')`, ['title', 'minutes', 'points', 'kind', 'task', 'hint']);
  const { title, minutes, points, kind, task, hint } = options;
  requireText(title, `exercise('${id}'): title`, 'Name the exercise.');
  for (const [name, value] of Object.entries({ minutes, points }))
    requireNumber(value, `exercise('${id}'): ${name}`, { above: 0, to: 1000 });
  requireOneOf(kind, `exercise('${id}'): kind`, KINDS);
  for (const [name, text] of Object.entries({ task, hint })) requireOptionalText(text, `exercise('${id}'): ${name}`);
  const hints = (hint ?? '').split('\n').filter((line) => line.trim() !== '');
  if (hints.length > LABELS.length)
    throw new RangeError(`exercise('${id}'): hint has ${hints.length} lines; at most ${LABELS.length}, a step each`);
  const { earned = 0, attempted = false } = progress().exercises.get(id) ?? {};
  progress().exercises.set(id, { title, points, earned: Math.min(earned, points), attempted });
  keepLesson();
  const facts = `${kind}, about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, ${points} ${points === 1 ? 'point' : 'points'}`;
  showCard({
    heading: `Exercise ${id}: ${title}`,
    lines: [facts, ...(task ? [task] : [])],
    color: colors.purple,
    ...(hints.length > 0 ? { folded: steps(hints) } : {}),
  });
}

const LABELS = ['Hint', 'More: the idea', 'More: how to begin'];

function steps([text, ...rest]: readonly string[], step = 0): Folded {
  const inside = rest.length > 0 ? { inside: steps(rest, step + 1) } : {};
  return { label: LABELS[step], text, ...inside };
}

/** Thrown by an untouched stub. */
export class NotAttempted extends Error {
  override readonly name = 'NotAttempted';
}

/**
 * The body of a stub: says that the reader has not written anything yet.
 * @example function clipped(ratio: number): number { return notAttempted(); }
 */
export function notAttempted(): never {
  throw new NotAttempted('not implemented');
}

/** True for what a stub throws: `notAttempted()`, or an error whose message is 'not implemented'. */
export function isNotAttempted(error: unknown): boolean {
  if (error === null || typeof error !== 'object') return false;
  const { name, message } = error as { name?: unknown; message?: unknown };
  return (
    name === 'NotAttempted' || (typeof message === 'string' && /^not (yet )?implemented\.?$/i.test(message.trim()))
  );
}
