import { layoutOf, type AxesOptions, type Column, type Mark } from './axes';
import type { Figure, Trace } from './figure';
import { palette } from './template';

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
  return {
    data,
    layout: { ...layout, xaxis, barmode: 'group', showlegend: options.legend !== 'none' && data.length > 1 },
  };
}
