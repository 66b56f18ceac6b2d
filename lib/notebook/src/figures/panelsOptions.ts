import { forEachEntry, requireNumber, requireOneOf, requireOptionalText, requireOptions } from '../values/arguments';
import { quoted } from '../values/kinds';
import type { LegendPlace } from './axes';
import { checkHeight } from './checkAxes';
import type { Figure } from './figure';
import type { Shared } from './panelSharing';

export interface PanelsOptions {
  /** Figures of lineFigure, barFigure, histogramFigure, heatmapFigure or diagramFigure; a figure's title stands above its panel. */
  readonly panels: readonly Figure[];
  /** Panels in a row; by default up to three stand side by side, more in two columns. */
  readonly columns?: number;
  /** Axes in common: 'x' within each column, 'y' within each row. Only the outer ones then have titles and tick labels. */
  readonly shared?: Shared;
  /** CSS pixels of the whole figure; by default 300 for one row and 220 for each of several. */
  readonly height?: number;
  readonly title?: string;
  /** Relative widths of the columns and heights of the rows; equal by default. */
  readonly columnWidths?: readonly number[];
  readonly rowHeights?: readonly number[];
  /** 'none' hides the common legend. A panel built with `legend: 'topRight'` (or another corner) has a legend of its own there. */
  readonly legend?: Extract<LegendPlace, 'above' | 'none'>;
}

const OPTIONS = ['panels', 'columns', 'shared', 'height', 'title', 'columnWidths', 'rowHeights', 'legend'];

/** @throws TypeError or RangeError that names the option, or the panel that is none */
export function checkPanels(options: PanelsOptions): void {
  const where = 'panelsFigure';
  requireOptions(options, where, OPTIONS);
  const { panels, columns, shared, legend } = options;
  if (!Array.isArray(panels) || panels.length === 0)
    throw new TypeError(
      `${where}: panels must be a list with at least one figure, e.g. [lineFigure({ ... }), lineFigure({ ... })]`,
    );
  if (columns !== undefined) requireNumber(columns, `${where}: columns`, { from: 1, whole: true });
  if (shared !== undefined) requireOneOf(shared, `${where}: shared`, ['x', 'y', 'xy']);
  if (legend !== undefined) requireOneOf(legend, `${where}: legend`, ['above', 'none']);
  requireOptionalText(options.title, `${where}: title`);
  checkHeight(options.height, where);
  forEachEntry(panels as readonly Figure[], assertPanel);
}

function assertPanel(panel: Figure, index: number): void {
  if (!Array.isArray(panel?.data))
    throw new TypeError(`panelsFigure: panel ${index + 1} is ${quoted(panel)}; give a figure, e.g. of lineFigure`);
  const more = Object.keys(panel.layout ?? {}).find((key) => /^[xy]axis\d+$/.test(key));
  if (more === undefined && panel.layout?.xaxis && panel.layout.yaxis) return;
  const what = more ? `already has several axes (${more})` : 'has no axes of its own';
  throw new TypeError(
    `panelsFigure: panel ${index + 1} ${what}; give a figure of lineFigure, barFigure, histogramFigure, heatmapFigure or diagramFigure`,
  );
}
