import { layoutOf, type AxesOptions, type Column, type Mark } from './axes';
import type { Figure, Trace } from './figure';
import { palette } from './template';

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
