import { advantageSlots } from './advantageSlots';
import { clipSlots } from './clipSlots';
import { codeSlots } from './codeSlots';
import type { Slot } from './item';
import { policySlots } from './policySlots';
import { readingSlots } from './readingSlots';
import { seedSlots } from './seedSlots';
import { updateSlots } from './updateSlots';

const all = [
  ...clipSlots,
  ...advantageSlots,
  ...policySlots,
  ...updateSlots,
  ...readingSlots,
  ...seedSlots,
  ...codeSlots,
];
const kinds = ['choice', 'numbers', 'code'];

/** The slots of an exam: choices in the lessons' order, then numbers, then programs. */
export const slots: readonly Slot[] = [...all].sort(
  (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.lesson.localeCompare(b.lesson),
);

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
