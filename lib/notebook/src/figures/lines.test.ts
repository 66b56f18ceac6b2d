import assert from 'node:assert/strict';
import test from 'node:test';
import { collectOutputs, colors, type Figure, histogramFigure, lineFigure, show } from '../index';

process.env.NOTEBOOK_FIGURES_DIR = '';
const axes = { xTitle: 'steps', yTitle: 'return' };
const lines = [
  { name: 'a', x: [1, 2], y: [1, 2] },
  { name: 'b', x: [1, 2], y: [2, 1] },
];
const layout = (more: object): Record<string, Record<string, unknown>> =>
  lineFigure({ ...axes, lines, ...more }).layout as Record<string, Record<string, unknown>>;

test('height, ticks, logarithmic axes and ranges are options, not layout', () => {
  assert.equal(layout({ height: 240 }).height, 240);
  assert.deepEqual(layout({ yLog: true, yTicks: 'decades' }).yaxis, {
    title: { text: 'return' },
    type: 'log',
    dtick: 1,
    exponentformat: 'power',
  });
  assert.deepEqual(layout({ xLog: true, xTicks: [2, 5, 10], xRange: [1, 100] }).xaxis, {
    title: { text: 'steps' },
    type: 'log',
    range: [0, 2],
    tickvals: [2, 5, 10],
  });
  assert.equal(layout({ yFromZero: true }).yaxis.rangemode, 'tozero');
  assert.deepEqual(layout({ xTicks: 20 }).xaxis, { title: { text: 'steps' }, dtick: 20 });
  assert.equal(layout({ yLog: true, yTicks: 2 }).yaxis.exponentformat, 'power');
});

test('the legend goes to a corner, or away', () => {
  assert.deepEqual(layout({ legend: 'bottomRight' }).legend, {
    orientation: 'v',
    x: 0.98,
    xanchor: 'right',
    y: 0.02,
    yanchor: 'bottom',
  });
  assert.equal(layout({}).legend, undefined);
  assert.equal(layout({ legend: 'none' }).showlegend, false);
  const series = [
    { name: 'a', values: [1] },
    { name: 'b', values: [2] },
  ];
  assert.equal(histogramFigure({ ...axes, series, legend: 'none' }).layout?.showlegend, false);
});

test('marks: lines, regions, and labels where they are wanted', () => {
  const { shapes, annotations } = layout({
    marks: [
      { x: [0.8, 1.2], label: 'band' },
      { y: 3, label: 'limit', labelAt: 'middle', dash: 'solid' },
      { x: 2, label: 'stop', labelSide: 'left' },
    ],
  }) as unknown as Record<string, Record<string, unknown>[]>;
  assert.deepEqual([shapes[0].type, shapes[0].x0, shapes[0].x1, shapes[0].yref], ['rect', 0.8, 1.2, 'paper']);
  assert.deepEqual([shapes[1].type, shapes[1].y0, (shapes[1].line as { dash: string }).dash], ['line', 3, 'solid']);
  assert.deepEqual(
    annotations.map(({ x, y, xanchor, yanchor }) => [x, y, xanchor, yanchor]),
    [
      [1, 1, 'center', 'top'],
      [0.5, 3, 'center', 'bottom'],
      [2, 1, 'right', 'top'],
    ],
  );
});

test('bounds become error bars along the axis of the numbers', () => {
  const dots = { name: 'mean', x: [10, 20], y: ['one', 'two'], mode: 'markers' as const };
  const bounds = { lower: [8, 15], upper: [11, 30] };
  const [trace] = lineFigure({ ...axes, lines: [{ ...dots, errors: { ...bounds, along: 'x' } }] }).data;
  const bars = trace.error_x as { array: number[]; arrayminus: number[] };
  assert.deepEqual(
    [bars.array, bars.arrayminus],
    [
      [1, 10],
      [2, 5],
    ],
  );
  assert.throws(
    () => lineFigure({ ...axes, lines: [{ ...dots, errors: bounds }] }),
    /need numbers in y; error bars along the other axis: errors: \{ along: 'x'/,
  );
});

test('fewer digits make a smaller notebook; even steps need no list', async () => {
  const y = Array.from({ length: 3 }, (_, i) => 1 / (i + 3));
  const figure = lineFigure({
    ...axes,
    digits: 2,
    lines: [{ name: 'a', x: { from: 10, step: 5 }, y, band: { lower: y, upper: y } }],
  });
  assert.deepEqual(
    figure.data.map((trace) => trace.y),
    [
      [0.33, 0.25, 0.2],
      [0.33, 0.25, 0.2],
      [0.33, 0.25, 0.2],
    ],
  );
  assert.deepEqual([figure.data[2].x0, figure.data[2].dx, figure.data[2].x], [10, 5, undefined]);
  assert.throws(() => lineFigure({ ...axes, lines, digits: 0 }), /digits: expected a finite number from 1 to 6, got 0/);
  const long = lineFigure({
    ...axes,
    lines: [{ name: 'a', x: { from: 10, step: 5 }, y: Array.from({ length: 1001 }, (_, i) => i) }],
  });
  const [output] = await collectOutputs(() => show('long', long, { alt: 'A long line of evenly spaced points.' }));
  const [trace] = (output.data['application/vnd.plotly.v1+json'] as Figure).data as { x: number[]; y: number[] }[];
  assert.equal(trace.x.length, 500);
  for (const [index, value] of trace.x.entries()) assert.equal(value, 10 + 5 * trace.y[index]); // thinned together
});

test('lines of one name and style have one entry in the legend', () => {
  const figure = lineFigure({
    ...axes,
    lines: [{ ...lines[0], color: colors.blue }, { ...lines[1], name: 'a', color: colors.blue }, lines[1]],
  });
  assert.deepEqual(
    figure.data.map(({ showlegend, legendgroup }) => [showlegend, legendgroup]),
    [
      [undefined, 'a'],
      [false, 'a'],
      [undefined, undefined],
    ],
  );
});
