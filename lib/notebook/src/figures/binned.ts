import {
  forEachEntry,
  requireEntries,
  requireNumber,
  requireOptionalText,
  requireOptions,
  requireText,
} from '../values/arguments';
import { quoted } from '../values/kinds';
import { MAX_POINTS } from '../values/numbers';
import { type AxesOptions, type Column, layoutOf, type Mark } from './axes';
import { checkAxes, checkMarks, requireFlag } from './checkAxes';
import { requireColumn } from './columns';
import type { Figure, Trace } from './figure';
import { divergingScale, palette } from './template';

type HistogramOptions = AxesOptions & {
  readonly series: readonly { readonly name: string; readonly values: Column; readonly color?: string }[];
  readonly bins?: number;
  readonly marks?: readonly Mark[];
};

/**
 * Histograms of any number of values, binned here: the figure holds the bins only. All series share the bins, which cover
 * `xRange` or else all values; the height is the share of the series' values in the bin, so that series of different length compare.
 * Values outside `xRange` count in the total but have no bar.
 * @throws TypeError or RangeError that names a series that has no values, or a value that is no finite number
 */
export function histogramFigure(options: HistogramOptions): Figure {
  checkHistogram(options);
  const bins = options.bins ?? 40;
  const [low, high] = options.xRange ?? extent(options.series.map((series) => series.values));
  const width = (high - low) / bins;
  const centers = Array.from({ length: bins }, (_, index) => low + (index + 0.5) * width);
  const data = options.series.map(({ name, values, color }, index): Trace => ({
    type: 'bar',
    name,
    x: centers,
    y: shares(values, low, high, bins),
    width,
    opacity: options.series.length > 1 ? 0.65 : 1,
    marker: { color: color ?? palette[index % palette.length] },
  }));
  return {
    data,
    layout: {
      ...layoutOf(options, options.marks),
      barmode: 'overlay',
      bargap: 0,
      showlegend: options.legend !== 'none' && data.length > 1,
    },
  };
}

function checkHistogram(options: HistogramOptions): void {
  const where = 'histogramFigure';
  checkAxes(options, where, ['series', 'bins', 'marks']);
  checkMarks(options.marks, options, where);
  if (options.bins !== undefined)
    requireNumber(options.bins, `${where}: bins`, { from: 1, to: MAX_POINTS, whole: true });
  requireEntries(options.series, `${where}: series`, "{ name: 'epoch 4', values: ratios }");
  forEachEntry(options.series, (one, index) => {
    requireOptions(one, `${where}: series[${index}]`, ['name', 'values', 'color']);
    requireText(one.name, `${where}: series[${index}].name`, 'The legend needs it.');
    requireOptionalText(one.color, `${where}: color of '${one.name}'`);
    requireColumn(one.values, `${where}: values of '${one.name}'`);
    if (one.values.length === 0)
      throw new RangeError(`${where}: values of '${one.name}' is empty; give at least one number`);
  });
}

function extent(columns: readonly Column[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const column of columns) {
    for (let index = 0; index < column.length; index++) {
      low = Math.min(low, column[index]);
      high = Math.max(high, column[index]);
    }
  }
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

function shares(values: Column, low: number, high: number, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0);
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    if (value < low || value > high) continue;
    counts[Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))] += 1;
  }
  return counts.map((count) => count / Math.max(1, values.length));
}

type HeatmapOptions = AxesOptions & {
  readonly x: ArrayLike<number | string>;
  readonly y: ArrayLike<number | string>;
  readonly z: readonly ArrayLike<number | null>[];
  /** What the colour measures. */
  readonly zTitle: string;
  readonly diverging?: boolean;
  /** Text in each cell, same shape as z. */
  readonly text?: readonly (readonly string[])[];
  /** Without the colour scale beside the plot, where the cells' texts say it all. */
  readonly hideScale?: boolean;
};

/**
 * A grid of colours: `z[row][column]` at `y[row]`, `x[column]`. `diverging` centres the colours on zero.
 * @throws TypeError or RangeError that names a row of z or text that is not as long as x, or a cell that is no finite number or null
 */
export function heatmapFigure(options: HeatmapOptions): Figure {
  checkHeatmap(options);
  const { x, y, z, zTitle, diverging, text, hideScale } = options;
  const trace: Trace = {
    type: 'heatmap',
    x,
    y,
    z: z.map((row) => Array.from(row)),
    colorscale: diverging ? divergingScale : 'Viridis',
    ...(diverging ? { zmid: 0 } : {}),
    ...(text ? { text, texttemplate: '%{text}' } : {}),
    ...(hideScale ? { showscale: false, xgap: 4, ygap: 4 } : {}),
    colorbar: { title: { text: zTitle, side: 'top' } },
  };
  return { data: [trace], layout: layoutOf(options) };
}

function checkHeatmap(options: HeatmapOptions): void {
  const where = 'heatmapFigure';
  checkAxes(options, where, ['x', 'y', 'z', 'zTitle', 'diverging', 'text', 'hideScale']);
  requireText(options.zTitle, `${where}: zTitle`, 'Say what the colour measures.');
  for (const flag of ['diverging', 'hideScale'] as const) requireFlag(options[flag], `${where}: ${flag}`);
  const { x, y, z, text } = options;
  requireColumn(x, `${where}: x`, { texts: true });
  requireColumn(y, `${where}: y`, { texts: true });
  requireEntries(z, `${where}: z`, '[0, 1] for each row');
  for (const [name, rows] of Object.entries({ z, ...(text ? { text } : {}) })) {
    if (!Array.isArray(rows) || rows.length !== y.length)
      throw new RangeError(`${where}: ${name} has ${quoted(rows)} for ${y.length} entries of y; give one row for each`);
    const rule = { gaps: name === 'z', texts: name === 'text', length: x.length, as: 'entries of x' };
    forEachEntry(rows as unknown[], (row, index) => requireColumn(row, `${where}: ${name}[${index}]`, rule));
  }
}
