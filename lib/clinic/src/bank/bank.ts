import { advantageSlots } from './advantageSlots';
import { clipSlots } from './clipSlots';
import { codeSlots } from './codeSlots';
import type { Slot } from './item';
import { partSlots } from './partSlots';
import { policySlots } from './policySlots';
import { readingSlots } from './readingSlots';
import { relativeSlots } from './relativeSlots';
import { seedSlots } from './seedSlots';
import { tokenSlots } from './tokenSlots';
import { updateSlots } from './updateSlots';

const all = [
  ...clipSlots,
  ...advantageSlots,
  ...policySlots,
  ...updateSlots,
  ...partSlots,
  ...readingSlots,
  ...seedSlots,
  ...relativeSlots,
  ...tokenSlots,
  ...codeSlots,
];
const kinds = ['choice', 'numbers', 'code'];

/** All slots: choices in the lessons' order, then numbers, then programs. Reviews draw from all choices. */
export const bank: readonly Slot[] = [...all].sort(
  (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.lesson.localeCompare(b.lesson),
);

/** An exam has 30 items, so that a lesson with many slots keeps some for the reviews. */
const reviewOnly = [
  'clip-count',
  'parameters',
  'answer-ratio',
  ...[...relativeSlots, ...partSlots].map(({ id }) => id),
];

/** The slots of an exam. */
export const slots: readonly Slot[] = bank.filter(({ id }) => !reviewOnly.includes(id));

/** The slots of the pretest, one from each of ten lessons; the exam has them too, so that both measure the same. */
export const pretestSlots: readonly string[] = [
  'return',
  'clip-slope',
  'trust-region',
  'td-error',
  'entropy',
  'final-observation',
  'total-loss',
  'dashboard',
  'density',
  'verdict',
];
