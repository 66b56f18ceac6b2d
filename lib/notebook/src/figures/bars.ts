import { forEachEntry, requireEntries, requireOptionalText, requireOptions, requireText } from '../values/arguments';
import { type AxesOptions, type Column, layoutOf, type Mark } from './axes';
import { checkAxes, checkMarks } from './checkAxes';
import { requireColumn } from './columns';
import type { Figure, Trace } from './figure';
import { palette } from './template';

interface Series {
  readonly name: string;
  readonly values: Column;
  /** Half-widths of an interval. */
  readonly errors?: Column;
  readonly color?: string;
}

type BarOptions = AxesOptions & {
  readonly labels: readonly string[];
  readonly series: readonly Series[];
  readonly marks?: readonly Mark[];
};

/**
 * Groups of bars: one group a label, one bar a series; `errors` are half-widths of an interval.
 * @throws TypeError or RangeError that names what cannot be drawn: labels that repeat, values that are no numbers or not one for each label
 */
export function barFigure(options: BarOptions): Figure {
  checkBars(options);
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
  return {
    data,
    layout: { ...layout, xaxis, barmode: 'group', showlegend: options.legend !== 'none' && data.length > 1 },
  };
}

function checkBars(options: BarOptions): void {
  const where = 'barFigure';
  checkAxes(options, where, ['labels', 'series', 'marks']);
  checkMarks(options.marks, options, where);
  const { labels, series } = options;
  requireEntries(labels, `${where}: labels`, "['0.7', '1.0']");
  requireColumn(labels, `${where}: labels`, { texts: true });
  const twice = labels.findIndex((label, index) => labels.indexOf(label) !== index);
  if (twice >= 0)
    throw new RangeError(
      `${where}: labels[${twice}] repeats '${labels[twice]}', whose bars would lie on each other; give each group its own`,
    );
  requireEntries(series, `${where}: series`, "{ name: 'A = +1', values: [0.7, 1] }");
  forEachEntry(series, (one, index) => {
    requireOptions(one, `${where}: series[${index}]`, ['name', 'values', 'errors', 'color']);
    requireText(one.name, `${where}: series[${index}].name`, 'The legend needs it.');
    requireOptionalText(one.color, `${where}: color of '${one.name}'`);
    const each = { gaps: true, length: labels.length, as: 'labels' };
    requireColumn(one.values, `${where}: values of '${one.name}'`, each);
    if (one.errors !== undefined) requireColumn(one.errors, `${where}: errors of '${one.name}'`, each);
    const below = Array.from(one.errors ?? []).find((error) => error < 0);
    if (below !== undefined)
      throw new RangeError(`${where}: errors of '${one.name}' are half-widths, from 0; got ${below}`);
  });
}
