import assert from 'node:assert/strict';
import test from 'node:test';
import {
  barFigure,
  collectOutputs,
  colors,
  diagramFigure,
  type Figure,
  heatmapFigure,
  histogramFigure,
  lineFigure,
  panelsFigure,
  show,
} from '../index';

process.env.NOTEBOOK_FIGURES_DIR = '';
const x = [1, 2, 3];
const line = (name: string, yTitle: string, more: object = {}): Figure =>
  lineFigure({
    xTitle: 'update',
    yTitle,
    lines: [
      { name, x, y: [1, 4, 9], color: colors.blue },
      { name: 'other', x, y: [2, 3, 4] },
    ],
    ...more,
  });
type Axis = {
  domain: [number, number];
  anchor: string;
  title: { text: string };
  matches?: string;
  showticklabels?: boolean;
  type?: string;
};
const axis = ({ layout }: Figure, name: string): Axis => layout?.[name] as Axis;
const named = ({ data }: Figure): string[] =>
  data.filter((trace) => trace.showlegend !== false).map((trace) => String(trace.name));

test('panels keep their axes and marks and share one legend', async () => {
  const figure = panelsFigure({
    panels: [
      line('a', 'return', { marks: [{ y: 2, label: 'solved' }], title: 'Left' }),
      line('a', 'KL (nats)', { yLog: true, yTicks: 'decades', marks: [{ x: [1, 2] }] }),
    ],
  });
  assert.deepEqual(named(figure), ['a', 'other']);
  assert.deepEqual(
    figure.data.map(({ xaxis, yaxis }) => `${String(xaxis)}${String(yaxis)}`),
    ['xy', 'xy', 'x2y2', 'x2y2'],
  );
  assert.equal(axis(figure, 'yaxis2').type, 'log');
  assert.ok(axis(figure, 'xaxis').domain[1] < axis(figure, 'xaxis2').domain[0]);
  const shapes = figure.layout?.shapes as Record<string, unknown>[];
  assert.deepEqual(
    shapes.map(({ xref, yref }) => [xref, yref]),
    [
      ['x domain', 'y'],
      ['x2', 'y2 domain'],
    ],
  );
  const texts = (figure.layout?.annotations as { text: string }[]).map(({ text }) => text);
  assert.deepEqual(texts, ['solved', 'Left']);
  const [output] = await collectOutputs(() =>
    show('panels', figure, { alt: 'Two panels with a curve in each of them.' }),
  );
  assert.ok((output.data['image/png'] as string).length > 2000);
});

test('a line that looks different keeps its own entry; a silent panel adds none', () => {
  const other = lineFigure({
    xTitle: 'update',
    yTitle: 'loss',
    lines: [
      { name: 'a', x, y: x, color: colors.green },
      { name: 'b', x, y: x },
    ],
  });
  const silent = lineFigure({ xTitle: 'update', yTitle: 'norm', lines: [{ name: 'norm', x, y: x }] });
  assert.deepEqual(named(panelsFigure({ panels: [line('a', 'return'), other, silent] })), ['a', 'other', 'a', 'b']);
});

test('shared axes follow the outer one, which alone is labelled', () => {
  const panels = [line('a', 'return'), line('a', 'KL'), line('a', 'entropy'), line('a', 'norm')];
  const figure = panelsFigure({ panels, columns: 2, shared: 'x' });
  assert.equal(axis(figure, 'xaxis').showticklabels, false);
  assert.equal(axis(figure, 'xaxis3').matches, 'x');
  assert.equal(axis(figure, 'xaxis4').matches, 'x2');
  assert.equal(axis(figure, 'xaxis3').title.text, 'update');
  assert.throws(
    () => panelsFigure({ panels, columns: 2, shared: 'y' }),
    /panel 2 shares its y axis, but its title is 'KL' and not 'return'/,
  );
  const ranged = [line('a', 'p', { yRange: [0, 1] }), line('a', 'p')];
  assert.throws(() => panelsFigure({ panels: ranged, shared: 'y' }), /its range is "?automatic"? and not \[0,1\]/);
  const same = panelsFigure({ panels: [ranged[0], ranged[0]], shared: 'y' });
  assert.equal(axis(same, 'yaxis2').showticklabels, false);
});

test('a panel with a legend in its corner keeps it there', () => {
  const figure = panelsFigure({ panels: [line('a', 'return', { legend: 'topRight' }), line('a', 'KL')] });
  const legend = figure.layout?.legend2 as { x: number; y: number };
  const [from, to] = axis(figure, 'xaxis').domain;
  assert.ok(legend.x > from && legend.x <= to);
  assert.deepEqual(
    figure.data.map((trace) => trace.legend),
    ['legend2', 'legend2', undefined, undefined],
  );
  assert.deepEqual(named(figure), ['a', 'other', 'a', 'other']);
});

test('weights, heights and colour scales take the room they need', () => {
  const heat = heatmapFigure({
    xTitle: 'x',
    yTitle: 'y',
    zTitle: 'z',
    x: [0, 1],
    y: [0, 1],
    z: [
      [1, 2],
      [3, 4],
    ],
  });
  const figure = panelsFigure({ panels: [heat, line('a', 'return')], columnWidths: [1, 2], height: 333 });
  const [heatWidth, lineWidth] = ['xaxis', 'xaxis2'].map(
    (name) => axis(figure, name).domain[1] - axis(figure, name).domain[0],
  );
  assert.ok(heatWidth < lineWidth / 2);
  assert.equal(figure.layout?.height, 333);
  assert.equal((figure.data[0].colorbar as { x: number }).x, axis(figure, 'xaxis').domain[1]);
  assert.throws(
    () => panelsFigure({ panels: [heat], columnWidths: [1, 2] }),
    /columnWidths must be 1 positive numbers/,
  );
});

test('what cannot be panels is refused with the reason', () => {
  const bars = barFigure({ xTitle: 'x', yTitle: 'y', labels: ['a'], series: [{ name: 's', values: [1] }] });
  const histogram = histogramFigure({ xTitle: 'x', yTitle: 'share', series: [{ name: 's', values: x }] });
  assert.throws(() => panelsFigure({ panels: [] }), /at least one figure/);
  assert.throws(() => panelsFigure({ panels: [bars, histogram] }), /panel 2 has barmode overlay, an earlier one group/);
  const two = panelsFigure({ panels: [bars, bars] });
  assert.throws(() => panelsFigure({ panels: [two] }), /panel 1 already has several axes \(xaxis2\)/);
  assert.throws(() => panelsFigure({ panels: Array<Figure>(9).fill(bars), columns: 9 }), /do not fit/);
});

test('arrows run from edge to edge of their boxes, sideways or up and down', () => {
  const figure = diagramFigure({
    boxes: [
      { id: 'a', text: 'A', x: 0, y: 0 },
      { id: 'b', text: 'B', x: 2, y: 0 },
      { id: 'c', text: 'C', x: 2, y: 3 },
    ],
    arrows: [
      { from: 'a', to: 'b', text: 'rows' },
      { from: 'b', to: 'c' },
    ],
  });
  const notes = figure.layout?.annotations as { text: string; x: number; y: number; ax?: number; ay?: number }[];
  const arrows = notes.filter(({ ax }) => ax !== undefined).map(({ ax, ay, x: tipX, y: tipY }) => [ax, ay, tipX, tipY]);
  assert.deepEqual(arrows, [
    [0.4, 0, 1.6, 0],
    [2, 0.3, 2, 2.7],
  ]);
  assert.deepEqual(notes.find(({ text }) => text === 'rows')?.x, 1);
  assert.throws(
    () => diagramFigure({ boxes: [{ id: 'a', text: 'A', x: 0, y: 0 }], arrows: [{ from: 'a', to: 'z' }] }),
    /arrow 1 from 'a' to 'z' needs two of the boxes 'a'/,
  );
  assert.throws(
    () => diagramFigure({ boxes: [], arrows: [] }),
    /boxes: expected a list with at least one entry.*got an empty list/,
  );
});
