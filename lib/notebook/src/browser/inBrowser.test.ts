import assert from 'node:assert/strict';
import test from 'node:test';
import { JSDOM } from 'jsdom';
import { collectOutputs, inBrowser, lineFigure } from '../index';
import { ticks } from './explorable';

const fallback = { alt: 'A slider that sets the clip range of one objective.' };
const source = `
import { addPlot, addSlider } from 'notebook-kit/explorable';
import { clippedSurrogate } from 'ppo-lib/surrogate';
export default (root: HTMLElement, data: { ratios: number[] }) => {
  const alt = (lines: readonly { y: ArrayLike<number> }[]) => 'last ' + lines[0].y[lines[0].y.length - 1];
  let draw: ReturnType<typeof addPlot> | null = null;
  const redraw = (eps: number) => draw?.([{ name: 'A = +1', x: data.ratios, y: data.ratios.map((r) => clippedSurrogate(r, 1, eps)) }]);
  const slider = addSlider(root, { label: 'clip range', min: 0, max: 1, step: 0.1, value: 0.2 }, redraw);
  draw = addPlot(root, { xTitle: 'ratio', yTitle: 'objective', xRange: [0, 2], yRange: [0, 2], alt });
  redraw(Number(slider.value));
};`;

async function page(scripts: boolean): Promise<{ document: Document; html: string }> {
  const [output] = await collectOutputs(() => inBrowser(source, { data: { ratios: [0.5, 1, 1.9] }, fallback }));
  const html = output.data['text/html'] as string;
  const { window } = new JSDOM(`<body>${html}</body>`, scripts ? { runScripts: 'dangerously' } : {});
  return { document: window.document, html };
}

test('the explorable runs with the library code in it, and answers its slider', async () => {
  const { document, html } = await page(true);
  const svg = (): string | null | undefined => document.querySelector('svg')?.getAttribute('aria-label');
  assert.equal(svg(), 'last 1.2'); // min(1.9, 1 + 0.2)
  const slider = document.querySelector('input') as HTMLInputElement;
  slider.value = '0.5';
  slider.dispatchEvent(new (document.defaultView as unknown as typeof globalThis).Event('input'));
  assert.equal(svg(), 'last 1.5');
  assert.equal(document.querySelector('output')?.textContent, '0.5');
  assert.ok(html.length < 12_000, `${html.length} characters`);
});

test('without scripts the sentence stays', async () => {
  const { document } = await page(false);
  assert.equal(document.querySelector('[data-root]')?.textContent, fallback.alt);
  assert.equal(document.querySelectorAll('input').length, 0);
});

test('a fallback figure is drawn into the page and beside it', async () => {
  const figure = lineFigure({ xTitle: 'x', yTitle: 'y', lines: [{ name: 'a', x: [0, 1], y: [0, 1] }] });
  const [output] = await collectOutputs(() =>
    inBrowser('export default () => {}', { fallback: { ...fallback, figure } }),
  );
  const png = output.data['image/png'] as string;
  assert.equal(Buffer.from(png, 'base64').toString('latin1', 1, 4), 'PNG');
  assert.ok((output.data['text/html'] as string).includes(png));
});

test('what does not build says why; a library file that does not exist is named', () => {
  assert.throws(() => inBrowser('export default (', { fallback }), /explorable\.ts:1:/);
  assert.throws(
    () => inBrowser("export { x as default } from 'ppo-lib/nowhere';", { fallback }),
    /Could not resolve "ppo-lib\/nowhere".* A page may import .*'ppo-lib\/surrogate'/s,
  );
  assert.throws(() => inBrowser('export default () => {}', { fallback: { alt: 'short' } }), /fallback\.alt/);
});

test('a slider of stops gives the values themselves, also to a screen reader', async () => {
  const stops = `import { addSlider } from 'notebook-kit/explorable';
    export default (root: HTMLElement) => {
      addSlider(root, { label: 'rate', stops: [0.0001, 0.01, 1], value: 0.01 }, (rate) => { root.dataset.rate = String(rate); });
    };`;
  const [output] = await collectOutputs(() => inBrowser(stops, { fallback }));
  const { window } = new JSDOM(`<body>${output.data['text/html'] as string}</body>`, { runScripts: 'dangerously' });
  const slider = window.document.querySelector('input') as HTMLInputElement;
  const root = window.document.querySelector<HTMLElement>('[data-root]');
  assert.deepEqual([root?.dataset.rate, slider.value, slider.max], ['0.01', '1', '2']);
  slider.value = '0';
  slider.dispatchEvent(new window.Event('input'));
  assert.deepEqual([root?.dataset.rate, slider.getAttribute('aria-valuetext')], ['0.0001', '0.0001']);
});

test('code for a worker runs in the page where there are no workers', async () => {
  const worker =
    'export default (post: (m: unknown) => void) => ({ number }: { number: number }) => post(number ** 2);';
  const page = `import { startWorker } from 'notebook-kit/worker';
    export default (root, data, work) => {
      const helper = startWorker(root, work, (square) => { root.textContent = square + ' from the ' + helper.place; });
      helper.post({ number: data });
    };`;
  const [output] = await collectOutputs(() => inBrowser(page, { worker, data: 12, fallback }));
  const { window } = new JSDOM(`<body>${output.data['text/html'] as string}</body>`, { runScripts: 'dangerously' });
  const root = window.document.querySelector('[data-root]');
  while (!root?.textContent) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(root.textContent, '144 from the page');
});

test('text in the data cannot end the script element', async () => {
  const data = { text: '</script><b id="escaped">' };
  const [output] = await collectOutputs(() =>
    inBrowser('export default (root: HTMLElement, data: { text: string }) => { root.textContent = data.text; }', {
      data,
      fallback,
    }),
  );
  const { window } = new JSDOM(`<body>${output.data['text/html'] as string}</body>`, { runScripts: 'dangerously' });
  assert.equal(window.document.querySelector('#escaped'), null);
  assert.equal(window.document.querySelector('[data-root]')?.textContent, data.text);
});

test('ticks are round and inside the range', () => {
  assert.deepEqual(ticks([0, 2]), [0, 0.5, 1, 1.5, 2]);
  assert.deepEqual(ticks([-0.13, 0.31]), [-0.1, 0, 0.1, 0.2, 0.3]);
});
