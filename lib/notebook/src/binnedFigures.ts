import { layoutOf, type AxesOptions, type Column, type Mark } from './axes';
import type { Figure, Trace } from './figure';
import { divergingScale, palette } from './template';

/**
 * Histograms of any number of values, binned here: the figure holds the bins only. All series share the bins, which cover
 * `xRange` or else all values; the height is the share of the series' values in the bin, so that series of different length compare.
 * Values outside `xRange` count in the total but have no bar.
 */
export function histogramFigure(
  options: AxesOptions & {
    readonly series: readonly { readonly name: string; readonly values: Column; readonly color?: string }[];
    readonly bins?: number;
    readonly marks?: readonly Mark[];
  },
): Figure {
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

function extent(columns: readonly Column[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const column of columns) {
    for (let index = 0; index < column.length; index++) {
      low = Math.min(low, column[index]);
      high = Math.max(high, column[index]);
    }
  }
  if (!Number.isFinite(high - low))
    throw new RangeError('histogramFigure: series must hold finite numbers, and at least one');
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

/** A grid of colours: `z[row][column]` at `y[row]`, `x[column]`. `diverging` centres the colours on zero. */
export function heatmapFigure(
  options: AxesOptions & {
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
  },
): Figure {
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
