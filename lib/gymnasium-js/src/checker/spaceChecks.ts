import { isBox, isTuple, isDict } from '../spaces/kinds.js';
import type { Box } from '../spaces/box.js';
import type { NumberType } from '../spaces/numbers.js';
import { Space } from '../spaces/space.js';
import { show } from '../text.js';
import type { Report } from './findings.js';

type Kind = 'action' | 'observation';

/** Checks a declared space, containers part by part. */
export function checkSpace(space: unknown, kind: Kind, report: Report): void {
  if (!(space instanceof Space)) {
    report('fatal', `${kind}Space must be a Space, got ${show(space)}`);
    return;
  }
  if (isBox(space)) checkBox(space, kind, report);
  const parts = partsOf(space);
  if (parts === null) return;
  if (parts.length === 0) report('fatal', `${kind}Space is empty: ${String(space)}`);
  for (const part of parts) checkSpace(part, kind, report);
}

function checkBox(space: Box<NumberType>, kind: Kind, report: Report): void {
  if (space.low.some((low, i) => low === space.high[i])) {
    report('advice', `${kind}Space: a component of ${String(space)} has equal bounds`);
  }
  if (space.low.includes(-Infinity) || space.high.includes(Infinity)) {
    report('advice', `${kind}Space: ${String(space)} has an infinite bound; a finite one says more`);
  }
  if (kind !== 'action' || space.shape.length !== 1) return;
  const normal = space.low.every((low, i) => (low === 0 || low === -space.high[i]) && low >= -1 && space.high[i] <= 1);
  if (!normal)
    report('advice', `actionSpace: ${String(space)} is not within [-1, 1] or [0, 1]; policies learn better if it is`);
}

function partsOf(space: Space<unknown>): readonly unknown[] | null {
  if (isTuple(space)) return space.spaces;
  if (isDict(space)) return Object.values(space.spaces);
  return null;
}
