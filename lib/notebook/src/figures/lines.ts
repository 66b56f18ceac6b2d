import { roundNumber } from '../values/numbers';
import { type Column, layoutOf } from './axes';
import { checkLines } from './checkLines';
import type { Figure, Trace } from './figure';
import { legendNeeded, oncePerName } from './legend';
import type { Bounds, EvenSteps, Line, LineFigureOptions } from './line';
import { colors, palette } from './template';

/**
 * Lines over a common x axis, each with an optional interval band; `marks` are dotted reference lines and shaded regions.
 * Lines of the same name and style share one entry of the legend.
 * @throws TypeError or RangeError that names what cannot be drawn: columns that are no lists of numbers or differ in length, NaN (null is
 *   a gap), marks without a position, options that do not exist
 * @example lineFigure({ xTitle: 'steps', yTitle: 'mean return', lines: [{ name: 'PPO', x, y, band: { lower, upper } }], marks: [{ y: 475, label: 'solved' }] })
 */
export function lineFigure(options: LineFigureOptions): Figure {
  checkLines(options);
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
