import { colors } from './template';

/** Numbers of one column; typed arrays too. */
export type Column = ArrayLike<number>;

/** Where the legend stands: above the plot (the default), in a corner inside it, or nowhere. */
export type LegendPlace = 'above' | 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight' | 'none';

/**
 * Ticks of an axis: the distance between two of them (on a logarithmic axis in decades, e.g. 1), their positions, or 'decades' for
 * 10⁻³, 10⁻², ... on a logarithmic axis.
 */
export type Ticks = number | readonly number[] | 'decades';

/** Titles, limits, ticks, height and legend: what every builder takes. */
export interface AxesOptions {
  readonly title?: string;
  /** What the axis measures, with its unit: 'ratio (1)', 'steps', 'mean return'. Required. */
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  readonly xLog?: boolean;
  readonly yLog?: boolean;
  readonly xTicks?: Ticks;
  readonly yTicks?: Ticks;
  /** The axis starts at 0 even if no value is near it. */
  readonly xFromZero?: boolean;
  readonly yFromZero?: boolean;
  /** CSS pixels; 400 by default. */
  readonly height?: number;
  readonly legend?: LegendPlace;
}

interface MarkStyle {
  readonly label?: string;
  /** Where along the line the label stands: 'end' is the top of a vertical and the right of a horizontal line (the default). */
  readonly labelAt?: 'start' | 'middle' | 'end';
  /** On which side of a vertical line the label stands; right by default. */
  readonly labelSide?: 'left' | 'right';
  readonly dash?: 'solid' | 'dash' | 'dot';
  readonly color?: string;
}

/** A line across the plot at one x or one y, dotted by default; with two numbers a shaded region between them. */
export type Mark =
  | (MarkStyle & { readonly x: number | readonly [number, number] })
  | (MarkStyle & { readonly y: number | readonly [number, number] });

type Plain = Record<string, unknown>;

/** Layout with titled axes and the marks as lines and shaded regions. */
export function layoutOf(options: AxesOptions, marks: readonly Mark[] = []): Plain {
  const { xTitle, yTitle, xRange, yRange, xLog, yLog, xTicks, yTicks, xFromZero, yFromZero } = options;
  const labels = marks.filter((mark) => mark.label).map((mark) => labelOf(mark, options));
  return {
    ...(options.title ? { title: { text: options.title } } : {}),
    xaxis: axisOf(xTitle, xRange, xLog, xTicks, xFromZero),
    yaxis: axisOf(yTitle, yRange, yLog, yTicks, yFromZero),
    ...(marks.length > 0 ? { shapes: marks.map(shapeOf), annotations: labels } : {}),
    ...(options.height === undefined ? {} : { height: options.height }),
    ...legendOf(options.legend),
  };
}

function axisOf(
  title: string,
  range?: readonly [number, number],
  log?: boolean,
  ticks?: Ticks,
  fromZero?: boolean,
): Plain {
  return {
    title: { text: title },
    ...(log ? { type: 'log' } : {}),
    ...(range ? { range: log ? range.map(Math.log10) : range } : {}),
    ...ticksOf(ticks, log),
    ...(fromZero ? { rangemode: 'tozero' } : {}),
  };
}

function ticksOf(ticks?: Ticks, log?: boolean): Plain {
  if (ticks === undefined) return {};
  if (typeof ticks === 'object') return { tickvals: ticks };
  // Powers: plotly would write 0.0001 as 100µ.
  return { dtick: ticks === 'decades' ? 1 : ticks, ...(log ? { exponentformat: 'power' } : {}) };
}

/** Layout settings that put the legend there; inside the plot its entries stand below one another. */
export function legendOf(place: LegendPlace = 'above'): Plain {
  if (place === 'above' || place === 'none') return {};
  const [x, xanchor] = place.endsWith('Left') ? [0.02, 'left'] : [0.98, 'right'];
  const [y, yanchor] = place.startsWith('top') ? [0.98, 'top'] : [0.02, 'bottom'];
  return { legend: { orientation: 'v', x, xanchor, y, yanchor } };
}

function shapeOf(mark: Mark): Plain {
  const isX = 'x' in mark;
  const at = isX ? mark.x : mark.y;
  const across = isX ? { yref: 'paper', y0: 0, y1: 1 } : { xref: 'paper', x0: 0, x1: 1 };
  if (typeof at === 'number') {
    const line = { color: mark.color ?? colors.grey, width: 1.5, dash: mark.dash ?? 'dot' };
    return { type: 'line', line, ...(isX ? { x0: at, x1: at, ...across } : { y0: at, y1: at, ...across }) };
  }
  const region = isX ? { x0: at[0], x1: at[1], ...across } : { y0: at[0], y1: at[1], ...across };
  const fill = { fillcolor: mark.color ?? colors.sky, opacity: 0.18, line: { width: 0 } };
  return { type: 'rect', layer: 'below', ...fill, ...region };
}

function labelOf(mark: Mark, options: AxesOptions): Plain {
  const isX = 'x' in mark;
  const at = isX ? mark.x : mark.y;
  const scaled = (value: number): number => ((isX ? options.xLog : options.yLog) ? Math.log10(value) : value);
  const place = { start: 0, middle: 0.5, end: 1 }[mark.labelAt ?? 'end'];
  const common = { text: mark.label, showarrow: false, font: { size: 12 } };
  if (isX) {
    const yanchor = ['bottom', 'middle', 'top'][2 * place];
    const anchor = mark.labelSide === 'left' ? { xanchor: 'right' } : { xanchor: 'left' };
    const shift = mark.labelSide === 'left' ? -3 : 3;
    if (typeof at === 'number')
      return { ...common, x: scaled(at), yref: 'paper', y: place, ...anchor, yanchor, xshift: shift };
    return { ...common, x: (scaled(at[0]) + scaled(at[1])) / 2, yref: 'paper', y: place, xanchor: 'center', yanchor };
  }
  const xanchor = ['left', 'center', 'right'][2 * place];
  const y = scaled(typeof at === 'number' ? at : at[1]);
  return { ...common, y, xref: 'paper', x: place, xanchor, yanchor: typeof at === 'number' ? 'bottom' : 'top' };
}
