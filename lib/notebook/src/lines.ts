import { layoutOf, type AxesOptions, type Column, type Mark } from './axes';
import type { Figure, Trace } from './figure';
import { roundNumber } from './numbers';
import { colors, palette } from './template';

/** Evenly spaced positions: `from`, `from + step`, ...; takes less room in the notebook than a list. */
export interface EvenSteps {
  readonly from: number;
  readonly step: number;
}

/** Bounds around a line, of the same length as its y. */
export interface Bounds {
  readonly lower: Column;
  readonly upper: Column;
}

/** One line of a line figure; `band` is drawn as a tinted area around it. */
export interface Line {
  readonly name: string;
  readonly x: Column | EvenSteps;
  /** null is a gap. Texts make the y axis one of categories. */
  readonly y: ArrayLike<number | null> | readonly string[];
  /** Interval around the line, e.g. a 95% interval over seeds; `says` puts into the legend what the band is. */
  readonly band?: Bounds & { readonly says?: string };
  /** An error bar at each point: bounds of y, or with `along: 'x'` of x. */
  readonly errors?: Bounds & { readonly along?: 'x' | 'y' };
  readonly dash?: 'solid' | 'dash' | 'dot' | 'dashdot';
  /** How points are joined: straight, or in steps. */
  readonly shape?: 'linear' | 'hv';
  readonly mode?: 'lines' | 'markers' | 'lines+markers';
  /** A colour such as `colors.green`; by default the next of the palette. */
  readonly color?: string;
  /** CSS pixels; 2.5 by default. */
  readonly width?: number;
  readonly opacity?: number;
  /** Sign of a point, e.g. 'diamond' or 'circle-open', and its size in CSS pixels (7 by default). */
  readonly symbol?: string;
  readonly size?: number;
}

export interface LineFigureOptions extends AxesOptions {
  readonly lines: readonly Line[];
  readonly marks?: readonly Mark[];
  /** Significant digits that y, bands and errors keep (at most six are ever kept): fewer make a smaller notebook. */
  readonly digits?: number;
}

/**
 * Lines over a common x axis, each with an optional interval band; `marks` are dotted reference lines and shaded regions.
 * Lines of the same name and style share one entry of the legend.
 * @example lineFigure({ xTitle: 'steps', yTitle: 'mean return', lines: [{ name: 'PPO', x, y, band: { lower, upper } }], marks: [{ y: 475, label: 'solved' }] })
 */
export function lineFigure(options: LineFigureOptions): Figure {
  const round = rounding(options.digits);
  const bands: Trace[] = [];
  const lines = options.lines.map((line, index): Trace => {
    const color = line.color ?? palette[index % palette.length];
    if (line.band) bands.push(...bandTraces(line, { ...line.band, ...boundsOf(line.band, round) }, color));
    return lineTrace(line, color, round);
  });
  const words = new Set(options.lines.flatMap(({ band }) => (band?.says ? [band.says] : [])));
  const entries = oncePerName(lines);
  return {
    data: [...bands, ...entries, ...[...words].map(bandEntry)],
    layout: {
      ...layoutOf(options, options.marks),
      showlegend: options.legend !== 'none' && (legendNeeded(entries) || words.size > 0),
    },
  };
}

type Rounding = (values: ArrayLike<number | null>) => ArrayLike<number | null>;

function rounding(digits?: number): Rounding {
  if (digits === undefined) return (values) => values;
  if (!(digits >= 1 && digits <= 6)) throw new RangeError(`lineFigure: digits must be from 1 to 6, got ${digits}`);
  return (values) => Array.from(values, (value) => (value === null ? null : roundNumber(value, digits)));
}

const boundsOf = ({ lower, upper }: Bounds, round: Rounding): Bounds => ({
  lower: round(lower) as Column,
  upper: round(upper) as Column,
});

const positions = (x: Column | EvenSteps): object => ('step' in x ? { x0: x.from, dx: x.step } : { x });

const isTexts = (values: ArrayLike<unknown>): values is readonly string[] => typeof values[0] === 'string';

function lineTrace(line: Line, color: string, round: Rounding): Trace {
  const { name, x, y, mode = 'lines', dash, shape, width = 2.5, symbol, size = 7, opacity, errors } = line;
  return {
    type: 'scatter',
    mode,
    name,
    ...positions(x),
    y: isTexts(y) ? y : round(y),
    line: { color, width, ...(dash ? { dash } : {}), ...(shape ? { shape } : {}) },
    marker: { color, size, ...(symbol ? { symbol } : {}) },
    ...(opacity === undefined ? {} : { opacity }),
    ...(errors ? errorBars(line, errors, color, round) : {}),
  };
}

/** Bounds become the half-widths that plotly draws. */
function errorBars({ name, x, y }: Line, errors: NonNullable<Line['errors']>, color: string, round: Rounding): object {
  const along = errors.along ?? 'y';
  const centre = along === 'x' ? x : y;
  if ('step' in centre || isTexts(centre))
    throw new TypeError(
      `lineFigure: errors of '${name}' need numbers in ${along}; error bars along the other axis: errors: { along: '${along === 'x' ? 'y' : 'x'}', ... }`,
    );
  const away = (bound: Column, sign: 1 | -1): ArrayLike<number | null> =>
    round(Array.from(bound, (value, index) => sign * (value - (centre[index] ?? Number.NaN))));
  const bars = {
    type: 'data',
    symmetric: false,
    array: away(errors.upper, 1),
    arrayminus: away(errors.lower, -1),
    color,
  };
  return { [`error_${along}`]: bars };
}

/** `#0072B2` with an opacity, as plotly wants it for fills. */
function translucent(color: string, opacity: number): string {
  const channel = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  return `rgba(${channel(1)}, ${channel(3)}, ${channel(5)}, ${opacity})`;
}

function bandTraces(line: Line, band: Bounds, color: string): Trace[] {
  const edge = {
    type: 'scatter',
    mode: 'lines',
    ...positions(line.x),
    line: { width: 0 },
    hoverinfo: 'skip',
    showlegend: false,
  };
  return [
    { ...edge, name: `${line.name}, lower`, y: band.lower },
    { ...edge, name: `${line.name}, upper`, y: band.upper, fill: 'tonexty', fillcolor: translucent(color, 0.2) },
  ];
}

/** A trace without points: it puts a grey swatch and the words into the legend. */
function bandEntry(says: string): Trace {
  const swatch = { size: 12, symbol: 'square', color: translucent(colors.grey, 0.35) };
  return {
    type: 'scatter',
    mode: 'markers',
    name: `band: ${says}`,
    x: [null],
    y: [null],
    marker: swatch,
    hoverinfo: 'skip',
  };
}

/** What a trace looks like in the legend: two traces with the same key need one entry. */
export function legendKey(trace: Trace): string {
  return JSON.stringify([trace.type ?? 'scatter', trace.name, trace.mode, trace.line, trace.marker, trace.fillcolor]);
}

/** Traces of the same name and style get one entry in the legend, which hides and shows all of them. */
export function oncePerName(traces: readonly Trace[]): Trace[] {
  const keys = traces.map(legendKey);
  return traces.map((trace, index) => {
    if (trace.showlegend === false || keys.indexOf(keys[index]) === keys.lastIndexOf(keys[index])) return trace;
    const isFirst = keys.indexOf(keys[index]) === index;
    return { ...trace, legendgroup: trace.name, ...(isFirst ? {} : { showlegend: false }) };
  });
}

export function legendNeeded(traces: readonly Trace[]): boolean {
  return traces.filter((trace) => trace.showlegend !== false).length > 1;
}
