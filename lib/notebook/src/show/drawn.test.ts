import assert from 'node:assert/strict';
import test from 'node:test';
import { JSDOM } from 'jsdom';
import {
  barFigure,
  collectOutputs,
  colors,
  type Figure,
  inBrowser,
  lineFigure,
  recordEpisode,
  replay,
  show,
  type ShownOutput,
} from '../index';
import { drawSvg } from '../static/draw';
import { decodePalette } from '../testing/pixels';

process.env.NOTEBOOK_FIGURES_DIR = '';
const alt = 'What a reader sees of it, told in one sentence.';
const axes = { xTitle: 'steps', yTitle: 'return' };

async function shown(figure: Figure): Promise<ShownOutput> {
  return (await collectOutputs(() => show('drawn', figure, { alt })))[0];
}
/** The figure as `show` finishes it, drawn as an SVG document. */
async function svgOf(figure: Figure): Promise<Document> {
  const { data } = await shown(figure);
  const { data: traces, layout } = data['application/vnd.plotly.v1+json'] as {
    data: object;
    layout: { height: number };
  };
  const svg = drawSvg(traces, layout, { width: 720, height: layout.height });
  return new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;
}
async function pixelsOf(figure: Figure): Promise<ReturnType<typeof decodePalette>> {
  return decodePalette(Buffer.from((await shown(figure)).data['image/png'] as string, 'base64'));
}
/** Where an axis draws its tick labels: text to pixel. */
function ticksOf(document: Document, axis: 'x' | 'y'): Map<string, number> {
  const labels = Array.from(document.querySelectorAll(`.${axis}tick text`));
  return new Map(
    labels.map((label) => {
      const moved = label.getAttribute('transform')?.match(/translate\(([-\d.]+),([-\d.]+)\)/);
      const own = Number(label.getAttribute(axis) ?? 0);
      return [label.textContent ?? '', own + Number(moved?.[axis === 'x' ? 1 : 2] ?? 0)];
    }),
  );
}

test('the sentence goes with every static picture, and into the page', async () => {
  const figure = lineFigure({ ...axes, lines: [{ name: 'a', x: [1, 2], y: [1, 2] }] });
  const env = {
    reset: () => ({ observation: 0 }),
    step: () => ({ observation: 0, reward: 1, terminated: true, truncated: false }),
    render: () => '<svg viewBox="0 0 9 9"><circle r="3"/></svg>',
  };
  const episode = recordEpisode(env, () => 0);
  const outputs = await collectOutputs(() => {
    show('drawn', figure, { alt });
    inBrowser('export default () => {}', { fallback: { alt, figure } });
    replay(episode, null, { alt });
  });
  for (const { data, metadata } of outputs) {
    const said = (metadata?.['image/png'] as { alt: string } | undefined)?.alt ?? 'nothing';
    assert.ok(said.startsWith(alt), `${Object.keys(data).join(' + ')} says ${said}`);
    const html = data['text/html'] as string | undefined;
    if (html === undefined) continue;
    const { document } = new JSDOM(html).window; // no scripts: GitHub, an untrusted notebook
    assert.ok(document.querySelector('img')?.alt.startsWith(alt));
  }
  const { layout } = outputs[0].data['application/vnd.plotly.v1+json'] as { layout: { meta: { alt: string } } };
  assert.equal(layout.meta.alt, alt); // for the renderers of JupyterLab and the export
});

test('a band is filled between its edges, not down to zero', async () => {
  const x = [0, 1];
  const line = { name: 'a', x, y: [5, 5], color: colors.vermillion, band: { lower: [4, 4], upper: [6, 6] } };
  const figure = lineFigure({ ...axes, yRange: [0, 10], lines: [line] });
  const ticks = ticksOf(await svgOf(figure), 'y');
  const { pixels } = await pixelsOf(figure);
  const zero = ticks.get('0') as number;
  const unit = (zero - (ticks.get('10') as number)) / 10;
  // A label's base line lies some pixels below its tick; half a unit is far more.
  const at = (value: number): string => pixels(600, Math.round(1.5 * (zero - unit * value - 4)));
  const tint = at(4.5);
  const [red, green, blue] = [0, 2, 4].map((from) => Number.parseInt(tint.slice(from, from + 2), 16));
  assert.ok(
    red > 230 && green > 200 && green < 240 && blue > 180 && blue < 230,
    `the band is ${tint}, not pale vermillion`,
  );
  assert.equal(at(5.5), tint);
  for (const outside of [1.3, 2.5, 3.5, 6.5, 8.7]) assert.equal(at(outside), 'ffffff', `at ${outside}`);
});

test('on logarithmic axes the label of a mark stands at its line', async () => {
  const lines = [{ name: 'a', x: [1, 1000], y: [0.001, 1] }];
  const marks = [
    { x: 10, label: 'ten' },
    { y: 0.01, label: 'hundredth' },
    { x: [10, 1000] as const, label: 'region', labelAt: 'start' as const },
  ];
  const log = { xLog: true, yLog: true, xTicks: [1, 10, 100, 1000], yTicks: [0.001, 0.01, 0.1, 1] };
  const document = await svgOf(lineFigure({ ...axes, ...log, lines, marks }));
  const [xs, ys] = [ticksOf(document, 'x'), ticksOf(document, 'y')];
  const paths = Array.from(document.querySelectorAll('.shapelayer path'), (path) => path.getAttribute('d') ?? '');
  const numbers = (text: string): number[] => (text.match(/-?[\d.]+/g) ?? []).map(Number);
  const places = new Map(
    Array.from(document.querySelectorAll('.annotation'), (note): [string, number[]] => {
      const box = note.querySelector('rect.bg') as Element;
      const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(box.getAttribute(name)));
      const [dx = 0, dy = 0] = numbers(note.querySelector('.cursor-pointer')?.getAttribute('transform') ?? '');
      return [note.textContent ?? '', [x + dx, x + dx + width, y + dy, y + dy + height]];
    }),
  );
  const [tenX, hundredX] = [xs.get('10') as number, xs.get('100') as number];
  const near = (a: number, b: number, reach: number, what: string): void =>
    assert.ok(Math.abs(a - b) <= reach, `${what}: ${a}, expected ${b}`);
  const vertical = paths.map(numbers).find(([x0, , x1]) => x0 === x1) as number[];
  near(vertical[0], tenX, 1, 'line of ten');
  near((places.get('ten') as number[])[0], tenX, 8, 'left edge of the label of ten');
  near(
    (places.get('hundredth') as number[])[3],
    (ys.get('0.01') as number) - 4,
    8,
    'lower edge of the label of a hundredth',
  );
  const [left, right] = places.get('region') as number[];
  near((left + right) / 2, hundredX, 3, 'middle of the label of the region');
});

test('all bars are drawn, up to 500; more are refused, never thinned', async () => {
  const bars = (count: number): Figure =>
    barFigure({
      ...axes,
      labels: Array.from({ length: count }, (_, n) => `n${n}`),
      series: [{ name: 'a', values: Array.from({ length: count }, (_, n) => n + 1) }],
    });
  const document = await svgOf(bars(500));
  assert.equal(document.querySelectorAll('.barlayer .point path').length, 500);
  await assert.rejects(shown(bars(501)), /501 values are more than 500 in a 'bar' trace/);
});

/** Okabe and Ito, "Color Universal Design", 2008: their blue, vermillion, bluish green, reddish purple, orange and sky blue. */
const PUBLISHED = {
  blue: '0072b2',
  vermillion: 'd55e00',
  green: '009e73',
  purple: 'cc79a7',
  orange: 'e69f00',
  sky: '56b4e9',
};

test('lines have the published colours, and each is drawn in its own', async () => {
  const names = Object.keys(PUBLISHED) as (keyof typeof PUBLISHED)[];
  const lines = names.map((name, n) => ({ name, x: [0, 1], y: [n, n], width: 6 }));
  const figure = lineFigure({ ...axes, legend: 'none', yRange: [-1, 6], lines });
  const document = await svgOf(figure);
  const zero = ticksOf(document, 'y').get('0') as number;
  const unit = zero - (ticksOf(document, 'y').get('1') as number);
  const { pixels } = await pixelsOf(figure);
  names.forEach((name, n) => {
    const middle = Math.round(1.5 * (zero - n * unit - 4.5));
    const column = Array.from({ length: 21 }, (_, away) => pixels(600, middle - 10 + away));
    assert.ok(column.includes(PUBLISHED[name]), `${name}: ${[...new Set(column)].join(' ')}`);
  });
});

test('any text is drawn or replaced, none breaks the picture', async () => {
  const texts = [
    'half \ud83d',
    'nul \u0000 bell \u0007',
    'not a character \uffff',
    'line\u2028separator',
    '</script><script>x</script>',
    ']]> & &amp; "\'',
  ];
  for (const text of texts) {
    const lines = [text, `${text} 2`].map((name) => ({ name, x: [1, 2], y: [1, 2] }));
    const output = await shown(lineFigure({ ...axes, title: text, lines, marks: [{ y: 1.5, label: text }] }));
    const png = Buffer.from(output.data['image/png'] as string, 'base64');
    assert.equal(png.toString('latin1', 1, 4), 'PNG');
    const json = JSON.stringify(output.data);
    assert.equal(/\\ud[89a-f]/i.test(json), false, `a notebook with ${json.slice(0, 60)} could not be saved`);
  }
});

test('letters that the picture cannot show are named, in words', async (t) => {
  const warned: string[] = [];
  t.mock.method(console, 'warn', (text: string) => warned.push(text));
  const titled = (title: string): Figure =>
    lineFigure({ ...axes, title, lines: [{ name: 'a', x: [1, 2], y: [1, 2] }] });
  await shown(titled('Größe ε → π̂ θₜ₊₁ Ошибка ≥ ∑'));
  assert.deepEqual(warned, []);
  await shown(titled('学習 of PPO'));
  assert.equal(warned.length, 1);
  assert.match(
    warned[0],
    /^show\('drawn'\): in the picture for GitHub and PDF these are boxes: 学習 \(its font lacks them\)/,
  );
});

test('a figure in which nothing would be seen is refused', async () => {
  const empty = {
    data: [{ x: [1, 2], y: [null, Number.NaN] }],
    layout: { xaxis: { title: 'x' }, yaxis: { title: 'y' } },
  };
  await assert.rejects(shown(empty), /show\('drawn'\): nothing would be seen: no trace has a point/);
  await assert.rejects(shown({ ...empty, data: [{ x: [1], y: [1e308] }] }), /y\[0\] is 1e\+308, too large to be drawn/);
  await assert.rejects(shown({ ...empty, data: [null as never] }), /data\[0\] must be a trace, an object such as/);
  const loop: Record<string, unknown> = {};
  loop.self = loop;
  await assert.rejects(shown({ ...empty, data: [{ x: [1], y: [1], meta: loop }] }), /meta\.self: holds itself/);
});
