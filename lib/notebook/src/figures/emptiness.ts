import { isList } from '../values/kinds';

/** Kinds of traces whose points are in these columns; of others nothing is said here. */
const KINDS = new Set(['scatter', 'bar', 'histogram', 'box', 'violin', 'heatmap', 'contour']);

/** True if a reader would see axes only: every trace is of a kind that is drawn from columns, and these hold gaps alone. */
export function isEmptyFigure(data: readonly Readonly<Record<string, unknown>>[]): boolean {
  return data.every(
    ({ type = 'scatter', x, y, z }) =>
      KINDS.has(type as string) && !(hasValue(z) || (hasValue(x ?? y) && hasValue(y ?? x))),
  );
}

const hasValue = (column: unknown): boolean =>
  isList(column) && Array.from(column).some((entry) => (isList(entry) ? hasValue(entry) : entry !== null));
