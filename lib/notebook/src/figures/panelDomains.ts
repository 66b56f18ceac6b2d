import { isList, quoted } from '../values/kinds';
import { type Figure } from './figure';
import type { Grid, Shared } from './panelSharing';
import { FIGURE_WIDTH } from './template';

/** The part of the figure that a panel takes, in shares of the plot's width and height from the lower left. */
export interface Domain {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** CSS pixels that margins take of the whole, and that titles and tick labels need between panels. */
const MARGINS = { across: 88, down: 84 };
const GAPS = { titledAxis: { x: 84, y: 66 }, sharedAxis: { x: 18, y: 14 }, panelTitle: 26, colourScale: 84 };

interface DomainOptions {
  readonly panels: readonly Figure[];
  readonly shared?: Shared;
  readonly columnWidths?: readonly number[];
  readonly rowHeights?: readonly number[];
}

/** Where each panel stands; `height` is the figure's, in CSS pixels. */
export function domainsOf(options: DomainOptions, grid: Grid, height: number, titled: boolean): Domain[] {
  const { shared = '', columnWidths, rowHeights, panels } = options;
  const acrossGap = (shared.includes('y') ? GAPS.sharedAxis : GAPS.titledAxis).x / (FIGURE_WIDTH - MARGINS.across);
  const between = (shared.includes('x') ? GAPS.sharedAxis : GAPS.titledAxis).y + (titled ? GAPS.panelTitle : 0);
  const columns = cuts(grid.columns, acrossGap, columnWidths, 'columnWidths');
  const rows = cuts(grid.rows, between / (height - MARGINS.down), rowHeights, 'rowHeights');
  return panels.map((panel, index) => {
    const [left, right] = columns[index % grid.columns];
    const [top, bottom] = rows[Math.floor(index / grid.columns)];
    const scale = panel.data.some(({ type, showscale }) => type === 'heatmap' && showscale !== false);
    const end = scale ? right - GAPS.colourScale / (FIGURE_WIDTH - MARGINS.across) : right;
    return { x: [left, end], y: [1 - bottom, 1 - top] };
  });
}

/** Cuts 0 to 1 into `count` pieces with gaps between them; `weights` are their relative sizes. */
function cuts(count: number, gap: number, weights: readonly number[] | undefined, name: string): [number, number][] {
  const sizes = weights ?? new Array<number>(count).fill(1);
  const given: readonly unknown[] = isList(sizes) ? Array.from(sizes) : [];
  const isSize = (size: unknown): boolean => typeof size === 'number' && size > 0 && Number.isFinite(size);
  if (given.length !== count || !given.every(isSize))
    throw new RangeError(
      `panelsFigure: ${name} must be ${count} positive numbers, got ${isList(sizes) ? `[${given.map(quoted).join(', ')}]` : quoted(sizes)}`,
    );
  const room = 1 - gap * (count - 1);
  if (room < 0.3)
    throw new RangeError(
      `panelsFigure: ${count} panels with their titles do not fit; give a larger height, fewer columns, or share axes`,
    );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let at = 0;
  return Array.from(sizes, (size) => {
    const piece: [number, number] = [at, at + (room * size) / total];
    at = piece[1] + gap;
    return piece.map((edge) => Math.min(1, edge)) as [number, number];
  });
}
