import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { JSDOM } from 'jsdom';
import type { Browser, Page } from 'playwright-core';
import { make } from 'gymnasium-js';
import {
  check,
  collectOutputs,
  diagramFigure,
  exercise,
  inBrowser,
  lineFigure,
  predict,
  recordEpisode,
  replay,
  scoreboard,
  show,
  showCard,
  table,
  verdict,
} from '../index';
import { launchBrowser, patience, skipWithoutBrowser } from '../testing/chromium';

process.env.NOTEBOOK_FIGURES_DIR = '';
const skip = skipWithoutBrowser();
const alt = 'What a reader sees, told in one sentence.';
const out = (what: string): string => `http://127.0.0.1:9/${what}`;

/** What scripts an SVG can carry, each of which sets `hacked` or asks the network. */
const PAYLOADS = [
  '<script>window.hacked = "script"</script>',
  '<rect width="90" height="90" onload="window.hacked = \'onload\'" onclick="window.hacked = \'onclick\'"/>',
  '<a href="javascript:window.hacked=\'link\'"><rect width="90" height="90"/></a>',
  '<a xlink:href="javascript:window.hacked=\'xlink\'"><rect width="90" height="90"/></a>',
  '<a id="a"><rect width="90" height="90"/><animate attributeName="href" values="javascript:window.hacked=\'animated\'" begin="0s" dur="1s" fill="freeze"/></a>',
  '<a><rect width="90" height="90"/><set attributeName="href" to="javascript:window.hacked=\'set\'"/></a>',
  '<foreignObject width="90" height="90"><body xmlns="http://www.w3.org/1999/xhtml"><img src="x" onerror="window.hacked=\'foreign\'"/></body></foreignObject>',
  `<image href="${out('image')}" width="90" height="90"/>`,
  `<use href="${out('use')}#a"/>`,
  `<style>@import url("${out('import')}"); rect { fill: url("${out('fill')}#a"); }</style><rect width="90" height="90"/>`,
  `<defs><filter id="f"><feImage href="${out('filter')}"/></filter></defs><rect width="90" height="90" filter="url(#f)"/>`,
];
const pictureOf = (inside: string, more = ''): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 90" width="90" height="90" ${more}>${inside}</svg>`;

/** A page with `html` in it, and what it asks of the network. */
async function opened(browser: Browser, html: string): Promise<{ page: Page; asked: string[] }> {
  const page = await (await browser.newContext({ offline: true })).newPage();
  page.setDefaultTimeout(patience);
  const asked: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url())) asked.push(request.url());
  });
  await page.setContent(`<!doctype html><body>${html}</body>`);
  return { page, asked };
}
const hacked = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as { hacked?: string }).hacked);

async function replayed(svg: string): Promise<string> {
  const env = {
    reset: () => ({ observation: 0 }),
    step: () => ({ observation: 0, reward: 1, terminated: true, truncated: false }),
    render: () => svg,
  };
  const [output] = await collectOutputs(() => replay(env, () => 1, { alt }));
  return output.data['text/html'] as string;
}

test('a picture of an environment runs nothing, follows no link and loads nothing', { skip }, async (t) => {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  for (const payload of [...PAYLOADS, '']) {
    const svg = pictureOf(payload, payload === '' ? 'onload="window.hacked = \'root\'"' : '');
    const { page, asked } = await opened(browser, await replayed(svg));
    const picture = page.getByRole('group').locator('img');
    await picture.evaluate((image: HTMLImageElement) => image.decode());
    assert.ok(Math.abs(((await picture.boundingBox())?.width ?? 0) - 480) < 5, `${svg} is not drawn`);
    await picture.click();
    await page.getByRole('slider').press('End'); // the other frame
    await picture.click();
    await page.waitForTimeout(50);
    assert.deepEqual([await hacked(page), asked, page.url()], [undefined, [], 'about:blank'], svg);
    await page.context().close();
  }
});

test('the same pictures inside a page do all that: the test can tell', { skip }, async (t) => {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const inline = await opened(
    browser,
    PAYLOADS.slice(0, 2)
      .map((payload) => pictureOf(payload))
      .join(''),
  );
  await inline.page.waitForFunction(() => 'hacked' in window);
  const asking = await opened(browser, pictureOf(PAYLOADS[7]));
  assert.deepEqual(asking.asked, [out('image')]);
});

test('as an image, the pictures of the environments look as they did inside the page', { skip }, async (t) => {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const played = [
    ['CartPole-v1', 1],
    ['Pendulum-v1', [0.5]],
    ['MountainCar-v0', 2],
    ['Acrobot-v1', 0],
  ] as const;
  const [width, height] = [300, 320];
  const rows = played.map(([id, action], row) => {
    const { frames } = recordEpisode(make(id, { renderMode: 'svg' }) as never, () => action, { seed: 1, maxSteps: 8 });
    const { svg } = frames[8];
    const style = (left: number): string =>
      `position:absolute;top:${row * height}px;left:${left}px;width:${width}px;height:auto`;
    const image = `<img style="${style(width)}" src="data:image/svg+xml,${encodeURIComponent(svg)}" alt="">`;
    return svg.replace('<svg', `<svg style="${style(0)}"`) + image;
  });
  const { page } = await opened(browser, `<div style="height:${rows.length * height}px">${rows.join('')}</div>`);
  for (const image of await page.locator('img').all()) await image.evaluate((one: HTMLImageElement) => one.decode());
  const png = (await page.screenshot({ fullPage: true })).toString('base64');
  const differences = await page.evaluate(
    async ({ data, width, height, count }) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d') as CanvasRenderingContext2D;
      context.drawImage(image, 0, 0);
      return Array.from({ length: count }, (_, row) => {
        const [inside, alone] = [0, width].map((left) => context.getImageData(left, row * height, width, height).data);
        const colours = new Set(
          Array.from({ length: inside.length / 4 }, (_, at) => inside.slice(4 * at, 4 * at + 3).join()),
        );
        return {
          different: inside.filter((value, at) => Math.abs(value - alone[at]) > 40).length,
          colours: colours.size,
        };
      });
    },
    { data: png, width, height, count: rows.length },
  );
  differences.forEach(({ different, colours }, row) => {
    assert.ok(colours > 2, `${played[row][0]} is not drawn`);
    assert.ok(different < (4 * width * height) / 500, `${played[row][0]}: ${different} values differ`);
  });
});

const HOSTILE =
  '</script><img src=x onerror="window.hacked=1"><script>window.hacked=2</script>\u2028\ud83d"\'`${1}<!--';

test('hostile text in any card, table, replay or explorable is shown as text', { skip }, async (t) => {
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const episode = recordEpisode(make('CartPole-v1', { renderMode: 'svg' }), () => 1, { seed: 1, maxSteps: 3 });
  const figure = lineFigure({
    xTitle: 'x',
    yTitle: 'y',
    title: HOSTILE,
    lines: [{ name: HOSTILE, x: [1, 2], y: [1, 2] }],
  });
  const outputs = await collectOutputs(() => {
    showCard({ heading: HOSTILE, lines: [HOSTILE], color: 'red', folded: { label: HOSTILE, text: HOSTILE } });
    table([{ [HOSTILE]: HOSTILE, other: [HOSTILE] }], { caption: HOSTILE });
    predict('hostile', { question: HOSTILE, options: { a: HOSTILE, b: 'b' } });
    verdict('hostile', { answer: 'a', measured: [HOSTILE], explain: HOSTILE });
    exercise('hostile', { title: HOSTILE, minutes: 1, points: 1, kind: 'derive', task: HOSTILE, hint: HOSTILE });
    check('hostile', (() => HOSTILE) as never, { cases: [{ args: [HOSTILE], expected: 1, when: HOSTILE }] });
    scoreboard();
    replay(episode, null, { alt: `${alt} ${HOSTILE}`, actionNames: [HOSTILE, HOSTILE] });
    inBrowser('export default (root: HTMLElement, data: string) => { root.textContent = "says " + data; }', {
      data: HOSTILE,
      fallback: { alt: `${alt} ${HOSTILE}`, figure },
    });
  });
  const { page, asked } = await opened(browser, outputs.map(({ data }) => String(data['text/html'])).join('\n'));
  await page.getByText('says </script>').waitFor();
  await page.getByRole('slider').press('End');
  await page.getByRole('button', { name: '(a)' }).click();
  for (const summary of await page.locator('summary').all()) await summary.click();
  assert.deepEqual([await hacked(page), asked], [undefined, []]);
  assert.equal(await page.locator('img[src="x"]').count(), 0);
  assert.equal(await page.locator('button[aria-pressed="true"]').count(), 1);
  for (const { data } of outputs) {
    for (const text of Object.values(data).map(String)) assert.equal(Buffer.from(text, 'utf8').toString('utf8'), text); // can be saved
  }
});

const assets = join(__dirname, '..', '..', 'dist', 'jupyter', 'labextensions', 'notebook-kit-figures', 'static');
const luminance = (color: string): number => {
  const channels = (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
  const [red, green, blue] = channels.map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
/** Contrast as WCAG 2 defines it. */
const contrast = (a: string, b: string): number => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

test(
  'figures can be read in both themes: titles, ticks, arrows and lines stand out from the page',
  { skip: skip || (!existsSync(assets) && 'no built assets: run npm run build:assets --workspace notebook-kit') },
  async (t) => {
    const browser = await launchBrowser();
    t.after(() => browser.close());
    const line = lineFigure({
      xTitle: 'x',
      yTitle: 'y',
      title: 'Title',
      lines: [{ name: HOSTILE, x: [1, 2], y: [1, 2] }],
      marks: [{ y: 1.5, label: HOSTILE }],
    });
    const boxes = [0, 3].map((x) => ({ id: `box${x}`, text: `box ${x}`, x, y: 0 }));
    const diagram = diagramFigure({ boxes, arrows: [{ from: 'box0', to: 'box3', text: 'states' }] });
    const shown = await collectOutputs(() => {
      show('line', line, { alt });
      show('diagram', diagram, { alt });
    });
    const { page } = await opened(browser, '<div id="f0"></div><div id="f1"></div>');
    for (const file of ['plotly.min.js', 'drawFigure.js'])
      await page.addScriptTag({ content: readFileSync(join(assets, file), 'utf8') });
    for (const [light, ground] of [
      [true, 'rgb(255, 255, 255)'],
      [false, 'rgb(17, 17, 17)'],
    ] as const) {
      await page.evaluate((isLight) => document.body.setAttribute('data-jp-theme-light', String(isLight)), light);
      const seen = await page.evaluate(
        async (figures) => {
          interface View {
            Plotly: unknown;
            lessonFigures: { draw(plotly: unknown, node: Element, content: unknown): Promise<unknown> };
          }
          const view = window as unknown as View;
          const nodes = figures.map((_, index) => document.querySelector(`#f${index}`) as Element);
          for (const [index, figure] of figures.entries())
            await view.lessonFigures.draw(view.Plotly, nodes[index], structuredClone(figure));
          const fill = (selector: string): string => getComputedStyle(document.querySelector(selector) as Element).fill;
          const stroke = (selector: string): string =>
            getComputedStyle(document.querySelector(selector) as Element).stroke;
          return {
            names: nodes.map((node) => node.getAttribute('aria-label')),
            texts: [
              fill('#f0 .gtitle'),
              fill('#f0 .xtick text'),
              fill('#f0 .xtitle'),
              fill('#f0 .annotation-text'),
              fill('#f1 .annotation-text'),
            ],
            lines: [stroke('#f0 .js-line'), stroke('#f1 .annotation-arrow-g path')],
            said: document.querySelector('#f0')?.textContent?.includes('<img src=x') ?? false,
          };
        },
        shown.map(({ data }) => data['application/vnd.plotly.v1+json']),
      );
      assert.deepEqual(seen.names, [alt, alt]);
      for (const text of seen.texts) assert.ok(contrast(text, ground) >= 7, `text ${text} on ${ground}`);
      for (const drawn of seen.lines) assert.ok(contrast(drawn, ground) >= 4.5, `line ${drawn} on ${ground}`);
      assert.equal(await hacked(page), undefined);
    }
  },
);

test('two lines of an explorable can be told apart without colour: one is dashed, in the drawing and in its legend', async () => {
  const source = `import { addPlot } from 'notebook-kit/explorable';
    export default (root: HTMLElement) => {
      addPlot(root, { xTitle: 'x', yTitle: 'y', xRange: [0, 1], yRange: [0, 1], alt: 'Two lines.' })([
        { name: 'whole', x: [0, 1], y: [0, 1] }, { name: 'dashed', x: [0, 1], y: [1, 0], dashed: true }]);
    };`;
  const [output] = await collectOutputs(() => inBrowser(source, { fallback: { alt } }));
  const html = `<body>${String(output.data['text/html'])}</body>`;
  const { document } = new JSDOM(html, { runScripts: 'dangerously' }).window;
  const dashes = [...document.querySelectorAll('polyline')].map((line) => line.getAttribute('stroke-dasharray'));
  assert.equal(dashes[0], null);
  assert.match(dashes[1] ?? '', /^\d+ \d+$/);
  assert.equal(document.querySelectorAll('line[stroke-dasharray]').length, 1);
});

test('an explorable is the right way up: larger is higher and further right, as its ticks say', async () => {
  const source = `import { addPlot } from 'notebook-kit/explorable';
    export default (root: HTMLElement) => {
      addPlot(root, { xTitle: 'x', yTitle: 'y', xRange: [0, 10], yRange: [-50, 50], alt: 'A rising line.' })([{ name: 'a', x: [0, 4, 10], y: [-50, 0, 50] }]);
    };`;
  const [output] = await collectOutputs(() => inBrowser(source, { fallback: { alt } }));
  const { document } = new JSDOM(`<body>${String(output.data['text/html'])}</body>`, { runScripts: 'dangerously' })
    .window;
  const points = (document.querySelector('polyline')?.getAttribute('points') ?? '')
    .split(' ')
    .map((pair) => pair.split(',').map(Number));
  const tick = (text: string): [number, number] => {
    const label = Array.from(document.querySelectorAll('svg text')).find(({ textContent }) => textContent === text);
    return [Number(label?.getAttribute('x')), Number(label?.getAttribute('y'))];
  };
  assert.deepEqual([points[0][0], points[1][0], points[2][0]], [tick('0')[0], tick('4')[0], tick('10')[0]]);
  assert.ok(points[0][0] < points[1][0] && points[0][1] > points[1][1], 'the second point is not up and to the right');
  assert.ok(points[1][1] > points[2][1]);
  for (const [index, text] of [
    [0, '-40'],
    [2, '40'],
  ] as const) {
    const unit = (points[0][1] - points[2][1]) / 100;
    const value = text === '40' ? 50 : -50;
    assert.ok(Math.abs(points[index][1] + unit * (value - Number(text)) - (tick(text)[1] - 4)) < 0.2, `tick ${text}`);
  }
});
