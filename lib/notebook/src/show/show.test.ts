import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { collectOutputs, type Figure, heatmapFigure, histogramFigure, lineFigure, show } from '../index';
import { decodePalette } from '../testing/pixels';

const folder = mkdtempSync(join(tmpdir(), 'kit-show-'));
process.env.NOTEBOOK_FIGURES_DIR = folder;
test.after(() => rmSync(folder, { recursive: true }));

const axes = { xaxis: { title: 'n' }, yaxis: { title: 'n squared' } };
const squares: Figure = { data: [{ x: [1, 2, 3], y: [1, 4, 9], name: 'squares' }], layout: axes };
const alt = 'A line that climbs ever faster, from 1 to 9.';

interface Plot {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
}
async function plotOf(figure: Figure, id = 'squares'): Promise<Plot> {
  const [output] = await collectOutputs(() => show(id, figure, { alt }));
  return output.data['application/vnd.plotly.v1+json'] as Plot;
}

test('one bundle: plotly, a PNG and the alt sentence', async () => {
  const outputs = await collectOutputs(() => show('squares', squares, { alt }));
  assert.equal(outputs.length, 1);
  assert.deepEqual(Object.keys(outputs[0].data), ['application/vnd.plotly.v1+json', 'image/png', 'text/plain']);
  assert.equal(outputs[0].data['text/plain'], alt);
  const png = Buffer.from(outputs[0].data['image/png'] as string, 'base64');
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [1080, 600]); // 720 x 400 CSS pixels, 1.5 each
});

test('the picture holds the line: pixels in the trace colour lie on a rising path', async () => {
  const [output] = await collectOutputs(() => show('squares', squares, { alt }));
  const { pixels, width, height } = decodePalette(Buffer.from(output.data['image/png'] as string, 'base64'));
  const columns: number[] = [];
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) if (pixels(x, y) === '0072b2') columns.push(y);
  }
  assert.ok(columns.length > 1000, `only ${columns.length} pixels of the line`);
  assert.ok(columns[0] > columns[columns.length - 1] + 200, 'the line does not rise to the right');
  assert.equal(pixels(0, 0), 'ffffff');
});

test('same figure, same bytes; the numbers are saved once, readable and stable', async () => {
  const draw = async (): Promise<unknown> =>
    (await collectOutputs(() => show('squares', squares, { alt })))[0].data['image/png'];
  assert.equal(await draw(), await draw());
  const path = join(folder, 'squares.json');
  const saved = JSON.parse(readFileSync(path, 'utf8')) as Plot & { id: string; alt: string };
  assert.deepEqual([saved.id, saved.alt, saved.data[0].y], ['squares', alt, [1, 4, 9]]);
  const before = statSync(path).mtimeMs;
  await draw();
  assert.equal(statSync(path).mtimeMs, before);
  assert.deepEqual(readdirSync(folder), ['squares.json']);
});

test('numbers keep six digits, gaps stay gaps, typed arrays become lists', async () => {
  const y = Float64Array.of(1 / 3, NaN, -2 / 3e-7);
  const { data } = await plotOf({ data: [{ x: [1, 2, 3], y }], layout: axes });
  assert.deepEqual(data[0].y, [0.333333, null, -6666670]);
});

test('a long line is thinned to 500 points, ends included, its columns in step', async () => {
  const x = Array.from({ length: 12_345 }, (_, index) => index);
  const { data } = await plotOf({ data: [{ x, y: x.map((value) => 2 * value), marker: { color: x } }], layout: axes });
  const kept = data[0].x as number[];
  assert.deepEqual([kept.length, kept[0], kept[499]], [500, 0, 12_344]);
  assert.deepEqual(
    data[0].y,
    kept.map((value) => 2 * value),
  );
  assert.deepEqual((data[0].marker as { color: number[] }).color, kept);
});

test('mistakes are named', () => {
  const refused = (figure: Figure, options: { alt: string }, message: RegExp): void => {
    assert.throws(() => show('squares', figure, options), message);
  };
  refused(squares, { alt: 'short' }, /show\('squares'\): alt: expected text of at least 20 characters, got "short"/);
  refused(squares, undefined as unknown as { alt: string }, /alt: expected text/);
  refused({ data: squares.data, layout: { xaxis: { title: 'n' } } }, { alt }, /layout\.yaxis has no title/);
  refused({ data: [{ x: [1], y: [1], xaxis: 'x2' }], layout: axes }, { alt }, /layout\.xaxis2 has no title/);
  refused({ data: [], layout: axes }, { alt }, /at least one trace/);
  refused({ data: [{ type: 'scattergl', x: [1], y: [1] }], layout: axes }, { alt }, /'scattergl' needs WebGL/);
  refused({ data: [{ type: 'surface', z: [[1]] }], layout: axes }, { alt }, /'surface' needs WebGL/);
  refused(
    { data: [{ type: 'histogram', x: Array(501).fill(1) }], layout: axes },
    { alt },
    /501 values .* histogramFigure/,
  );
  refused({ data: [{ type: 'heatmap', z: Array(30).fill(Array(30).fill(1)) }], layout: axes }, { alt }, /900 cells/);
  assert.throws(() => show('Clip slopes', squares, { alt }), /expected an id such as/);
});

test('a name that plotly would leave out is refused with the nearest one that it knows', () => {
  const refused = (trace: object, layout: object, message: RegExp): void => {
    const figure = { data: [{ x: [1], y: [1], ...trace }], layout: { ...axes, ...layout } };
    assert.throws(() => show('squares', figure, { alt }), message);
  };
  refused({ colour: 'red' }, {}, /show\('squares'\): data\[0\]: plotly knows no 'colour'/);
  refused({ marker: { colr: 'red' } }, {}, /data\[0\]\.marker: plotly knows no 'colr'; did you mean 'color'\?/);
  refused({ marker: 5 }, {}, /data\[0\]\.marker: expected an object, got 5/);
  refused({ type: 'scater' }, {}, /data\[0\]\.type: plotly knows no 'scater'; did you mean 'scatter'\?/);
  refused({}, { hieght: 300 }, /layout: plotly knows no 'hieght'; did you mean 'height'\?/);
  refused(
    {},
    { xaxis: { title: 'n', tikvals: [1] } },
    /layout\.xaxis: plotly knows no 'tikvals'; did you mean 'tickvals'/,
  );
  refused({}, { shapes: [{ tipe: 'line' }] }, /layout\.shapes\[0\]: plotly knows no 'tipe'; did you mean 'type'\?/);
  refused({}, { annotations: {} }, /layout\.annotations: expected a list, got an object/);
  assert.throws(
    () => show('squares', { ...squares, config: {} } as Figure, { alt }),
    /show\('squares'\): there is no option 'config'/,
  );
});

test('lineFigure: bands lie under their line and are not in the legend', () => {
  const { data } = lineFigure({
    xTitle: 'steps',
    yTitle: 'return',
    lines: [{ name: 'a', x: [0, 1], y: [1, 2], band: { lower: [0, 1], upper: [2, 3] } }],
  });
  assert.deepEqual(
    data.map((trace) => [trace.y, trace.showlegend]),
    [
      [[0, 1], false],
      [[2, 3], false],
      [[1, 2], undefined],
    ],
  );
});

test('histogramFigure: shares of the bins by hand, the right edge in the last bin, outsiders in none', () => {
  const { data } = histogramFigure({
    xTitle: 'ratio',
    yTitle: 'share',
    xRange: [0, 4],
    bins: 4,
    series: [{ name: 'a', values: [0, 0.5, 1, 3.9, 4, 9, -1, 2] }],
  });
  assert.deepEqual(data[0].x, [0.5, 1.5, 2.5, 3.5]);
  assert.deepEqual(data[0].y, [2 / 8, 1 / 8, 1 / 8, 2 / 8]);
});

test('heat maps are drawn: the picture has the colours of the cells', async () => {
  const figure = heatmapFigure({
    xTitle: 'x',
    yTitle: 'y',
    zTitle: 'z',
    x: [0, 1],
    y: [0, 1],
    z: [
      [-1, 1],
      [1, -1],
    ],
    diverging: true,
  });
  const [output] = await collectOutputs(() => show('cells', figure, { alt }));
  const { pixels } = decodePalette(Buffer.from(output.data['image/png'] as string, 'base64'));
  const hex = (x: number, y: number): string => pixels(x, y);
  const [topLeft, topRight, bottomLeft] = [hex(250, 150), hex(700, 150), hex(250, 450)];
  assert.equal(topLeft, hex(700, 450));
  assert.equal(topRight, bottomLeft);
  assert.ok(
    Number.parseInt(topLeft.slice(4), 16) > 150 && Number.parseInt(topLeft.slice(0, 2), 16) < 40,
    `z = 1 should be blue, is ${topLeft}`,
  );
  assert.ok(Number.parseInt(topRight.slice(0, 2), 16) > 180, `z = -1 should be vermillion, is ${topRight}`);
});
