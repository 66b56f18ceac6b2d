import type { Figure, Trace } from './figure';
import { divergingScale, palette } from './template';

type Column = ArrayLike<number>;

/** Titles and limits that every builder takes. */
export interface AxesOptions {
  readonly title?: string;
  /** What the axis measures, with its unit: 'ratio (1)', 'steps', 'mean return'. Required. */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  readonly xLog?: boolean;
  readonly yLog?: boolean;
}

/** A dotted line across the plot with a short label, at one x or one y. */
export type Mark = { readonly x: number; readonly label?: string } | { readonly y: number; readonly label?: string };

function layoutOf(options: AxesOptions, marks: readonly Mark[] = []): Record<string, unknown> {
  const axis = (title: string, range?: readonly [number, number], log?: boolean): Record<string, unknown> => ({
    title: { text: title },
    ...(log ? { type: 'log' } : {}),
    ...(range ? { range: log ? range.map(Math.log10) : range } : {}),
  });
  const lines = marks.map((mark) => ({
    type: 'line',
    line: { color: '#7F7F7F', width: 1.5, dash: 'dot' },
    ...across(mark),
  }));
  const labels = marks.filter((mark) => mark.label).map((mark) => labelOf(mark, options));
  return {
    ...(options.title ? { title: { text: options.title } } : {}),
    xaxis: axis(options.xTitle, options.xRange, options.xLog),
    yaxis: axis(options.yTitle, options.yRange, options.yLog),
    ...(marks.length > 0 ? { shapes: lines, annotations: labels } : {}),
  };
}

function across(mark: Mark): Record<string, unknown> {
  if ('x' in mark) return { x0: mark.x, x1: mark.x, yref: 'paper', y0: 0, y1: 1 };
  return { y0: mark.y, y1: mark.y, xref: 'paper', x0: 0, x1: 1 };
}

function labelOf(mark: Mark, options: AxesOptions): Record<string, unknown> {
  const at = (value: number, log?: boolean): number => (log ? Math.log10(value) : value);
  const common = { text: mark.label, showarrow: false, font: { size: 12 } };
  if ('x' in mark)
    return { ...common, x: at(mark.x, options.xLog), yref: 'paper', y: 1, xanchor: 'left', yanchor: 'top', xshift: 3 };
  return { ...common, y: at(mark.y, options.yLog), xref: 'paper', x: 1, xanchor: 'right', yanchor: 'bottom' };
}

/** `#0072B2` with an opacity, as plotly wants it for fills. */
function translucent(color: string, opacity: number): string {
  const channel = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  return `rgba(${channel(1)}, ${channel(3)}, ${channel(5)}, ${opacity})`;
}

/** One line of a line figure; `band` is drawn as a tinted area around it. */
export interface Line {
  readonly name: string;
  readonly x: Column;
  readonly y: ArrayLike<number | null>;
  /** Interval around the line, e.g. a 95% interval over seeds; same length as x. */
  readonly band?: { readonly lower: Column; readonly upper: Column };
  readonly dash?: 'solid' | 'dash' | 'dot' | 'dashdot';
  readonly mode?: 'lines' | 'markers' | 'lines+markers';
  /** A colour such as `colors.green`; by default the next of the palette. */
  readonly color?: string;
}

/** Lines over a common x axis, each with an optional interval band; `marks` are dotted reference lines. */
export function lineFigure(
  options: AxesOptions & { readonly lines: readonly Line[]; readonly marks?: readonly Mark[] },
): Figure {
  const bands: Trace[] = [];
  const lines = options.lines.map((line, index): Trace => {
    const color = line.color ?? palette[index % palette.length];
    if (line.band) bands.push(...bandTraces(line, line.band, color));
    return {
      type: 'scatter',
      mode: line.mode ?? 'lines',
      name: line.name,
      x: line.x,
      y: line.y,
      line: { color, width: 2.5, ...(line.dash ? { dash: line.dash } : {}) },
      marker: { color, size: 7 },
    };
  });
  return {
    data: [...bands, ...lines],
    layout: { ...layoutOf(options, options.marks), showlegend: options.lines.length > 1 },
  };
}

function bandTraces(line: Line, band: { lower: Column; upper: Column }, color: string): Trace[] {
  const edge = { type: 'scatter', mode: 'lines', x: line.x, line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  return [
    { ...edge, name: `${line.name}, lower`, y: band.lower },
    { ...edge, name: `${line.name}, upper`, y: band.upper, fill: 'tonexty', fillcolor: translucent(color, 0.2) },
  ];
}

/** Groups of bars: one group a label, one bar a series; `errors` are half-widths of an interval. */
export function barFigure(
  options: AxesOptions & {
    readonly labels: readonly string[];
    readonly series: readonly {
      readonly name: string;
      readonly values: Column;
      readonly errors?: Column;
      readonly color?: string;
    }[];
    readonly marks?: readonly Mark[];
  },
): Figure {
  const data = options.series.map(({ name, values, errors, color }, index): Trace => ({
    type: 'bar',
    name,
    x: options.labels,
    y: values,
    marker: { color: color ?? palette[index % palette.length] },
    ...(errors ? { error_y: { type: 'data', array: errors, color: '#7F7F7F' } } : {}),
  }));
  const layout = layoutOf(options, options.marks);
  const xaxis = { ...(layout.xaxis as object), type: 'category' };
  return { data, layout: { ...layout, xaxis, barmode: 'group', showlegend: data.length > 1 } };
}

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
    layout: { ...layoutOf(options, options.marks), barmode: 'overlay', bargap: 0, showlegend: data.length > 1 },
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
  },
): Figure {
  const { x, y, z, zTitle, diverging, text } = options;
  const trace: Trace = {
    type: 'heatmap',
    x,
    y,
    z: z.map((row) => Array.from(row)),
    colorscale: diverging ? divergingScale : 'Viridis',
    ...(diverging ? { zmid: 0 } : {}),
    ...(text ? { text, texttemplate: '%{text}' } : {}),
    colorbar: { title: { text: zTitle, side: 'top' } },
  };
  return { data: [trace], layout: layoutOf(options) };
}
