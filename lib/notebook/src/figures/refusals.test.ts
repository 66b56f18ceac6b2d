import assert from 'node:assert/strict';
import test from 'node:test';
import {
  barFigure,
  diagramFigure,
  heatmapFigure,
  histogramFigure,
  lineFigure,
  panelsFigure,
  seedCurves,
} from '../index';

/** One option at a time is replaced by something that cannot be drawn. */
const axes = { xTitle: 'steps', yTitle: 'return' };
const x = [1, 2, 3];
const band = { lower: [0, 0, 0], upper: [2, 2, 2] };
const line = (more: object = {}) => lineFigure({ ...axes, lines: [{ name: 'PPO', x, y: x, ...more }] });
const lines = (more: object) => lineFigure({ ...axes, lines: [{ name: 'PPO', x, y: x }], ...more });
const bars = (more: object) =>
  barFigure({ ...axes, labels: ['a', 'b'], series: [{ name: 's', values: [1, 2] }], ...more });
const series = (more: object) => bars({ series: [{ name: 's', values: [1, 2], ...more }] });
const histogram = (more: object) => histogramFigure({ ...axes, series: [{ name: 's', values: x, ...more }] });
const heat = (more: object) => heatmapFigure({ ...axes, zTitle: 'z', x: [1, 2], y: ['a'], z: [[1, 2]], ...more });
const interval = (values: number[]) => ({ estimate: values[0], low: values[0], high: values[0] });
const curve = (more: object) =>
  seedCurves({
    name: 'PPO',
    says: 'range',
    interval,
    runs: [{ t: x, v: x }],
    xs: (run: { t: number[] }) => run.t,
    ys: (run: { v: number[] }) => run.v,
    ...more,
  } as never);
const box = { id: 'a', text: 'A', x: 0, y: 0 };
const diagram = (more: object) => diagramFigure({ boxes: [box], arrows: [], ...more });
const panels = (more: object) => panelsFigure({ panels: [line()], ...more });

test('the valid options of this test draw', () => {
  for (const figure of [line({ band }), lines({}), bars({}), histogram({}), heat({}), diagram({}), panels({})])
    assert.ok(figure.data.length > 0);
  assert.equal(curve({}).name, 'PPO');
});

const refusals: [string, () => unknown, RegExp][] = [
  [
    'y undefined',
    () => line({ y: undefined }),
    /lineFigure: y of 'PPO': expected a list of numbers or texts, got undefined$/,
  ],
  ['y a number', () => line({ y: 5 }), /y of 'PPO': expected a list of numbers or texts, got 5/],
  ['y a text', () => line({ y: 'abc' }), /y of 'PPO': expected a list of numbers or texts, got "abc"/],
  ['y mixed', () => line({ y: [1, 'a', 3] }), /y of 'PPO': numbers and texts are mixed/],
  ['y NaN', () => line({ y: [1, NaN, 3] }), /y of 'PPO'\[1\] is NaN, which cannot be drawn; null is a gap/],
  ['y 1e308', () => line({ y: [1, 1e308, 3] }), /y of 'PPO'\[1\] is 1e\+308, which is beyond 1e\+300; null is a gap/],
  [
    'y with a hole',
    () => line({ y: [1, undefined, 3] }),
    /y of 'PPO'\[1\]: expected numbers or texts, or null for a gap, got undefined/,
  ],
  [
    'x texts',
    () => line({ x: ['1', '2', '3'] }),
    /x of 'PPO'\[0\]: expected numbers or dates, got "1"; use Number\(\.\.\.\)/,
  ],
  ['x null', () => line({ x: null }), /x of 'PPO': expected a list of numbers, or \{ from, step \}, got null/],
  ['x too short', () => line({ x: [1, 2] }), /x of 'PPO': 2 entries for 3 values of y; give one for each/],
  [
    'x infinite',
    () => line({ x: [1, 2, Infinity] }),
    /x of 'PPO'\[2\] is Infinity, which cannot be drawn; leave it out/,
  ],
  ['no step', () => line({ x: { from: 0 } }), /x of 'PPO'\.step: expected a finite number, got undefined/],
  ['step 0', () => line({ x: { from: 0, step: 0 } }), /step: expected a distance between points, got 0/],
  [
    'band null',
    () => line({ band: null }),
    /band of 'PPO': expected options, an object \{ lower, upper, says, \.\.\. \}, got null/,
  ],
  [
    'band too short',
    () => line({ band: { lower: [0], upper: [2, 2, 2] } }),
    /band\.lower of 'PPO': 1 entries for 3 values of y/,
  ],
  [
    'band without upper',
    () => line({ band: { lower: [0, 0, 0] } }),
    /band\.upper of 'PPO': expected a list of numbers, got undefined/,
  ],
  [
    'band of a named colour',
    () => line({ band, color: 'red' }),
    /color of 'PPO': a band needs one such as '#0072B2', got "red"/,
  ],
  [
    'misspelt option of a line',
    () => line({ colour: '#000000' }),
    /lines\[0\]: there is no option 'colour'; did you mean 'color'\?/,
  ],
  [
    'misspelt dash',
    () => line({ dash: 'dashed' }),
    /dash of 'PPO': expected one of 'solid', .*got "dashed"; did you mean 'dash'\?/,
  ],
  ['opacity 3', () => line({ opacity: 3 }), /opacity of 'PPO': expected a finite number from 0 to 1, got 3/],
  ['no name', () => line({ name: undefined }), /lines\[0\]\.name: expected text/],
  [
    'no line',
    () => lines({ lines: [] }),
    /lineFigure: lines: expected a list with at least one entry.*got an empty list/,
  ],
  [
    'marks of nothing',
    () => lines({ marks: [{}] }),
    /marks\[0\]: needs x or y, a number or the two ends of a region, and has neither/,
  ],
  ['marks of both', () => lines({ marks: [{ x: 1, y: 2 }] }), /marks\[0\]: .* and has x and y/],
  ['a mark at NaN', () => lines({ marks: [{ y: NaN }] }), /marks\[0\]\.y\[0\] is NaN/],
  ['a region of one end', () => lines({ marks: [{ x: [1] }] }), /marks\[0\]\.x: 1 entries for 2 ends/],
  [
    'a mark at 0 of a logarithmic axis',
    () => lines({ yLog: true, marks: [{ y: 0 }] }),
    /marks\[0\]\.y: 0 has no place on a logarithmic axis/,
  ],
  ['misspelt option', () => lines({ xtitle: 'x' }), /lineFigure: there is no option 'xtitle'; did you mean 'xTitle'\?/],
  ['an unknown option', () => lines({ zebra: 1 }), /there is no option 'zebra'; it takes lines, marks, digits, /],
  [
    'no axis title',
    () => lines({ xTitle: undefined }),
    /lineFigure: xTitle: expected text that says what is measured \(unit\), got undefined/,
  ],
  ['range of one', () => lines({ yRange: [1] }), /yRange: 1 entries for 2 ends/],
  ['range of nothing', () => lines({ yRange: [1, 1] }), /yRange: the ends are the same, 1/],
  [
    'range from 0 on a logarithmic axis',
    () => lines({ yLog: true, yRange: [0, 1] }),
    /yRange: 0 has no place on a logarithmic axis/,
  ],
  ['ticks at 0', () => lines({ xTicks: 0 }), /xTicks: expected a finite number above 0, got 0/],
  [
    'decades of a linear axis',
    () => lines({ xTicks: 'decades' }),
    /xTicks: 'decades' needs a logarithmic axis; set xLog: true/,
  ],
  ['height NaN', () => lines({ height: NaN }), /height: expected a finite number from 100 to 5000, got NaN/],
  ['height as text', () => lines({ height: '300' }), /height: .* got "300"/],
  ['an unknown place', () => lines({ legend: 'topright' }), /legend: expected one of .* did you mean 'topRight'\?/],
  [
    'no options',
    () => lineFigure(undefined as never),
    /lineFigure: expected options, an object \{ lines, marks, digits, \.\.\. \}, got nothing/,
  ],
  ['bars: no label', () => bars({ labels: [] }), /barFigure: labels: expected a list with at least one entry/],
  ['bars: the same label twice', () => bars({ labels: ['a', 'a'] }), /labels\[1\] repeats 'a'/],
  ['bars: values of another length', () => series({ values: [1] }), /values of 's': 1 entries for 2 labels/],
  [
    'bars: texts',
    () => series({ values: ['1', '2'] }),
    /values of 's'\[0\]: expected numbers, or null for a gap, got "1"; use Number/,
  ],
  ['bars: a half-width below 0', () => series({ errors: [1, -1] }), /errors of 's' are half-widths, from 0; got -1/],
  [
    'bars: no series',
    () => bars({ series: undefined }),
    /series: expected a list with at least one entry.*got undefined/,
  ],
  ['histogram: NaN', () => histogram({ values: [1, NaN] }), /histogramFigure: values of 's'\[1\] is NaN/],
  ['histogram: empty', () => histogram({ values: [] }), /values of 's' is empty/],
  [
    'histogram: bins',
    () => histogramFigure({ ...axes, bins: 0.5, series: [{ name: 's', values: x }] }),
    /bins: expected a whole number from 1 to 500, got 0\.5/,
  ],
  ['heat map: a short row', () => heat({ z: [[1]] }), /heatmapFigure: z\[0\]: 1 entries for 2 entries of x/],
  [
    'heat map: rows',
    () =>
      heat({
        z: [
          [1, 2],
          [1, 2],
        ],
      }),
    /z has a list of length 2 for 1 entries of y/,
  ],
  ['heat map: NaN', () => heat({ z: [[1, NaN]] }), /z\[0\]\[1\] is NaN, which cannot be drawn; null is a gap/],
  ['heat map: texts', () => heat({ text: [['a']] }), /text\[0\]: 1 entries for 2 entries of x/],
  [
    'seeds: NaN does not vanish from the mean',
    () => curve({ ys: () => [1, NaN, 3] }),
    /seedCurves\('PPO'\): run 1: y\[1\] is NaN, which cannot be drawn; null is a gap/,
  ],
  [
    'seeds: an interval without numbers',
    () => curve({ interval: () => ({}) }),
    /interval must return finite \{ estimate, low, high \}; at x = 1 it returned undefined/,
  ],
  ['seeds: no function', () => curve({ xs: undefined }), /seedCurves\('PPO'\): xs: expected a function/],
  ['seeds: every', () => curve({ every: 0 }), /every: expected a whole number from 1, got 0/],
  ['seeds: says nothing', () => curve({ says: '' }), /says: expected text/],
  [
    'diagram: a place that is no number',
    () => diagram({ boxes: [{ ...box, x: '1' }] }),
    /boxes\[0\]: \[x, y\]\[0\]: expected numbers, got "1"/,
  ],
  [
    'diagram: no arrows',
    () => diagram({ arrows: undefined }),
    /arrows: expected a list, which may be empty, got undefined/,
  ],
  ['diagram: flat boxes', () => diagram({ boxSize: [1, 0] }), /boxSize: expected a finite number above 0, got 0/],
  [
    'diagram: an unknown option of a text',
    () => diagram({ texts: [{ x: 0, y: 0, text: 'a', colour: 'red' }] }),
    /texts\[0\]: there is no option 'colour'/,
  ],
  ['diagram: from nowhere', () => diagram({ arrows: [{ to: 'a' }] }), /arrows\[0\]\.from: expected text/],
  [
    'panels: widths that are no numbers',
    () => panels({ panels: [line(), line()], columnWidths: [1, '2'] }),
    /columnWidths must be 2 positive numbers, got \[1, "2"\]/,
  ],
  ['panels: no figure', () => panels({ panels: [5] }), /panel 1 is 5; give a figure/],
  ['panels: columns', () => panels({ columns: '2' }), /columns: expected a whole number from 1, got "2"/],
  ['panels: shared', () => panels({ shared: 'both' }), /shared: expected one of 'x', 'y', 'xy', got "both"/],
  ['panels: misspelt option', () => panels({ column: 2 }), /there is no option 'column'; did you mean 'columns'\?/],
];
for (const [what, build, message] of refusals) test(`refused: ${what}`, () => assert.throws(build, message));

test('a hole in a list is named like any other entry that is none', () => {
  const hole = new Array<never>(1);
  const records = { name: 'PPO', says: 'range', interval, x: Number, y: Number };
  const cases: Record<string, () => unknown> = {
    'lineFigure: lines[0]': () => lines({ lines: hole }),
    'lineFigure: marks[0]': () => lines({ marks: hole }),
    'barFigure: series[0]': () => bars({ series: hole }),
    'histogramFigure: series[0]': () => histogramFigure({ ...axes, series: hole }),
    'heatmapFigure: z[0]': () => heat({ z: hole }),
    'diagramFigure: boxes[0]': () => diagram({ boxes: hole }),
    'diagramFigure: arrows[0]': () => diagram({ arrows: hole }),
    'diagramFigure: texts[0]': () => diagram({ texts: hole }),
    'panelsFigure: panel 1': () => panels({ panels: hole }),
    "seedCurves('PPO'): run 1": () => seedCurves({ ...records, runs: hole }),
    "seedCurves('PPO'): run 1: record 1": () => seedCurves({ ...records, runs: [hole] }),
  };
  for (const [place, build] of Object.entries(cases))
    assert.throws(
      build,
      ({ message }: Error) => message.startsWith(place) && / (nothing|undefined)/.test(message),
      place,
    );
});

test('dates and big integers are positions; typed arrays are lists', () => {
  const days = [0, 1, 2].map((day) => new Date(Date.UTC(2026, 0, 1 + day)));
  assert.deepEqual(line({ x: days }).data[0].x, days);
  assert.deepEqual(line({ x: [1n, 2n, 3n] }).data[0].x, [1n, 2n, 3n]);
  assert.throws(() => line({ x: [days[0], 2, 3] }), /x of 'PPO': dates and numbers are mixed/);
  assert.throws(
    () => line({ x: [new Date(NaN), ...days.slice(1)] }),
    /x of 'PPO'\[0\]: expected numbers or dates, got a date/,
  );
  assert.ok(line({ x: Float32Array.of(1, 2, 3), y: Int32Array.of(1, 2, 3) }).data.length > 0);
});
