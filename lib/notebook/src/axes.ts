/** Numbers of one column; typed arrays too. */
export type Column = ArrayLike<number>;

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

/** Layout with titled axes and the marks as dotted lines. */
export function layoutOf(options: AxesOptions, marks: readonly Mark[] = []): Record<string, unknown> {
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
