import type { Figure } from './figure';

/** 'x': panels of one column have the x axis in common; 'y': panels of one row the y axis; 'xy': both. */
export type Shared = 'x' | 'y' | 'xy';

export interface Grid {
  readonly count: number;
  readonly columns: number;
  readonly rows: number;
}

type Plain = Record<string, unknown>;
const suffix = (index: number): string => (index === 0 ? '' : String(index + 1));

/** The panel whose axis the panel follows: the top of its column for x, the left of its row for y. */
const leader = (index: number, axis: 'x' | 'y', { columns }: Grid): number =>
  axis === 'x' ? index % columns : index - (index % columns);

/** What the axes of a panel get when they are shared: they follow the leader, and only the outer ones are labelled. */
export function sharedAxes(index: number, grid: Grid, shared: Shared | '' = ''): { x: Plain; y: Plain } {
  const isBottom = index + grid.columns >= grid.count;
  const isLeft = index % grid.columns === 0;
  const follow = (axis: 'x' | 'y'): Plain => {
    const first = leader(index, axis, grid);
    return first === index ? {} : { matches: `${axis}${suffix(first)}` };
  };
  const bare = { title: { text: '' }, showticklabels: false };
  return {
    x: shared.includes('x') ? { ...follow('x'), ...(isBottom ? {} : bare) } : {},
    y: shared.includes('y') ? { ...follow('y'), ...(isLeft ? {} : bare) } : {},
  };
}

/** Throws if panels that share an axis call it differently or want different ranges of it. */
export function assertShareable(panels: readonly Figure[], grid: Grid, shared: Shared | '' = ''): void {
  for (const axis of ['x', 'y'] as const) {
    if (!shared.includes(axis)) continue;
    panels.forEach((panel, index) => {
      const [own, first] = [panel, panels[leader(index, axis, grid)]].map(
        ({ layout }) => layout?.[`${axis}axis`] as Plain,
      );
      for (const [what, of] of Object.entries(ASPECTS)) {
        if (of(own) === of(first)) continue;
        throw new TypeError(
          `panelsFigure: panel ${index + 1} shares its ${axis} axis, but its ${what} is ${of(own)} and not ${of(first)}. Give both panels the same, or leave '${axis}' out of shared`,
        );
      }
    });
  }
}

const ASPECTS: Record<string, (axis: Plain) => string> = {
  title: (axis) => `'${(axis.title as { text?: string } | undefined)?.text ?? ''}'`,
  range: (axis) => JSON.stringify(axis.range ?? 'automatic'),
  scale: (axis) => (axis.type as string | undefined) ?? 'linear',
};
