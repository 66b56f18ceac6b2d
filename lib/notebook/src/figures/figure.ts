import { requireOptions } from '../values/arguments';
import { isList, quoted } from '../values/kinds';
import { MAX_POINTS, digitsFor, SIGNIFICANT_DIGITS, toPlainJson } from '../values/numbers';
import { assertColumns, columnLength, thinTrace } from './thin';
import { houseLayout } from './template';
import type { Figure, Trace } from './trace';

export type { Figure, Trace } from './trace';

/** A figure ready to be written: house style applied, numbers rounded, at most 500 points a trace. */
export interface FinishedFigure {
  readonly data: readonly Record<string, unknown>[];
  readonly layout: Readonly<Record<string, unknown>> & { readonly width?: number; readonly height: number };
}

type Plain = Record<string, unknown>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);

/** Trace types that are drawn on a pair of axes, and therefore need axis titles. */
const WITHOUT_AXES = new Set([
  'pie',
  'sunburst',
  'treemap',
  'icicle',
  'sankey',
  'indicator',
  'table',
  'scatterpolar',
  'barpolar',
]);
/** Types whose points stand for whole samples, so that dropping some would change the picture's meaning. */
const SAMPLES = new Set([
  ...['histogram', 'box', 'violin', 'histogram2d', 'bar', 'barpolar', 'funnel', 'waterfall'],
  ...['pie', 'funnelarea', 'sunburst', 'treemap', 'icicle'],
]);

/** Applies the house style and the limits. `where` starts error messages, e.g. `show('clip-slopes')`. */
export function finishFigure(figure: Figure, where: string): FinishedFigure {
  if (!Array.isArray(figure?.data) || figure.data.length === 0) {
    throw new TypeError(
      `${where}: the figure needs data, a list with at least one trace, e.g. { data: [{ x, y }], layout }`,
    );
  }
  requireOptions(figure, where, ['data', 'layout']);
  const traces = Array.from(figure.data as readonly Trace[]);
  traces.forEach((trace, index) => {
    if (!isPlain(trace))
      throw new TypeError(
        `${where}: data[${index}] must be a trace, an object such as { x, y, name }, got ${quoted(trace)}`,
      );
  });
  if (figure.layout !== undefined && !isPlain(figure.layout))
    throw new TypeError(
      `${where}: layout must be an object such as { xaxis: { title: 'n' } }, got ${quoted(figure.layout)}`,
    );
  const data = traces.map((trace, index) => limitPoints(trace, `${where}: trace ${traceName(trace, index)}`));
  const layout = houseLayout(titlesAsObjects(figure.layout ?? {}));
  assertAxisTitles(data, layout, where);
  const digits = Math.max(mostDigits(data, 'x', 1e-12), mostDigits(data, 'y', 1e-5));
  return {
    data: data.map((trace, index) =>
      toPlainJson(trace, `${where}: trace ${traceName(trace, index)}`, digits),
    ) as Plain[],
    layout: toPlainJson(layout, `${where}: layout`, digits) as FinishedFigure['layout'],
  };
}

/** Positions may lie close together and far from zero: ticks of a clock, step counts of the end of a run. */
const mostDigits = (data: readonly Trace[], key: 'x' | 'y', noise: number): number =>
  data.reduce(
    (most, { [key]: column }) => Math.max(most, isList(column) ? digitsFor(column, noise) : 0),
    SIGNIFICANT_DIGITS,
  );

const traceName = ({ name }: Trace, index: number): string =>
  typeof name === 'string' && name !== '' ? `'${name}'` : String(index + 1);

/** `title: 'x'` is shorthand for `title: { text: 'x' }`, at the top and on axes. */
function titlesAsObjects(layout: Plain): Plain {
  return Object.fromEntries(
    Object.entries(layout).map(([key, value]) => {
      if (key === 'title' && typeof value === 'string') return [key, { text: value }];
      return [key, /^[xy]axis\d*$/.test(key) && isPlain(value) ? titlesAsObjects(value) : value];
    }),
  );
}

/** `x` -> `xaxis`, `y2` -> `yaxis2`: from what a trace calls an axis to what the layout calls it. */
const layoutKey = (axis: string): string => axis.replace(/^([xy])/, '$1axis');

const axisOf = (axis: unknown, fallback: string): string => (typeof axis === 'string' ? axis : fallback);

function assertAxisTitles(data: readonly Trace[], layout: Plain, where: string): void {
  for (const trace of data) {
    if (WITHOUT_AXES.has(trace.type ?? 'scatter')) continue;
    for (const axis of [axisOf(trace.xaxis, 'x'), axisOf(trace.yaxis, 'y')]) {
      const settings = layout[layoutKey(axis)];
      const exempt = isPlain(settings) && (settings.visible === false || settings.showticklabels === false);
      const title = isPlain(settings) && isPlain(settings.title) ? settings.title.text : undefined;
      if (exempt || (typeof title === 'string' && title.trim() !== '')) continue;
      throw new TypeError(
        `${where}: layout.${layoutKey(axis)} has no title. Write layout: { ${layoutKey(axis)}: { title: 'what is measured (unit)' } }`,
      );
    }
  }
}

function limitPoints(trace: Trace, where: string): Trace {
  const type = trace.type ?? 'scatter';
  assertColumns(trace, where);
  if (Array.isArray(trace.z)) {
    const cells = (trace.z as unknown[]).reduce<number>((sum, row) => sum + (columnLength(row) ?? 1), 0);
    if (cells <= MAX_POINTS) return trace;
    throw new RangeError(`${where}: ${cells} cells are more than ${MAX_POINTS}. Use a coarser grid, e.g. 22 x 22.`);
  }
  const length = Math.max(...['x', 'y', 'values', 'r'].map((key) => columnLength(trace[key]) ?? 0));
  if (length <= MAX_POINTS) return trace;
  if (SAMPLES.has(type)) {
    throw new RangeError(
      `${where}: ${length} values are more than ${MAX_POINTS} in a '${type}' trace. Summarise them first, e.g. with histogramFigure.`,
    );
  }
  return thinTrace(trace, length, where);
}
