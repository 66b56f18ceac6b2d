import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import { make } from 'gymnasium-js';
import type { Page } from 'playwright-core';
import { collectOutputs, inBrowser, lineFigure, predict, replay, scoreboard, show, table, verdict } from '../index';
import { hover, launchBrowser, patience, skipWithoutBrowser } from '../testing/chromium';
import { type Cell, exportHtml, skipWithoutJupyter, workFolder, writeNotebook } from '../testing/jupyter';

process.env.NOTEBOOK_FIGURES_DIR = '';
const skip = skipWithoutJupyter() || skipWithoutBrowser();

async function cell(source: string, body: () => unknown, metadata: object = {}): Promise<Cell> {
  const shown = await collectOutputs(body);
  const outputs = shown.map(({ data, metadata }) => ({ output_type: 'display_data', data, metadata: metadata ?? {} }));
  return { cell_type: 'code', source, outputs, metadata };
}

const explorable = `
import { addPlot, addSlider } from 'notebook-kit/explorable';
export default (root: HTMLElement) => {
  let draw: ReturnType<typeof addPlot> | null = null;
  const redraw = (height: number) => draw?.([{ name: 'line', x: [0, 1], y: [height, height] }]);
  addSlider(root, { label: 'height', min: 0, max: 1, step: 0.1, value: 0.5 }, redraw);
  draw = addPlot(root, { xTitle: 'x', yTitle: 'y', xRange: [0, 1], yRange: [0, 1], alt: 'A flat line.' });
  redraw(0.5);
};`;

const folded = { jupyter: { source_hidden: true } };

async function lesson(): Promise<Cell[]> {
  const lines = [{ name: 'squares', x: [0, 1, 2, 3], y: [0, 1, 4, 9], mode: 'lines+markers' as const }];
  const figure = lineFigure({ title: 'Squares', xTitle: 'n', yTitle: 'n squared', lines });
  const policy = (observation: Float32Array): { action: number; probabilities: number[] } => {
    const right = observation[2] + 0.5 * observation[3] > 0 ? 0.9 : 0.1;
    return { action: right > 0.5 ? 1 : 0, probabilities: [1 - right, right] };
  };
  return [
    {
      cell_type: 'markdown',
      source: '# A lesson\n\nInline $r_t = \\frac{a}{b}$ and\n\n$$L = \\min(rA, \\bar r A) \\tag{1}$$',
    },
    await cell("show('squares', ...)", () => show('squares', figure, { alt: 'A line through the squares of 0 to 3.' })),
    await cell('table(...)', () => table([{ n: 3, price: '$5 and $6' }])),
    await cell('replay(...)', () =>
      replay(make('CartPole-v1', { renderMode: 'svg' }), policy, {
        alt: 'A pole balanced by hand-made rules.',
        seed: 3,
        maxSteps: 60,
      }),
    ),
    await cell('predict(...)', () =>
      predict('slope', { question: 'What is the slope?', options: { a: '0', b: '-1' } }),
    ),
    await cell("verdict('slope', { answer: 'b' })", () => verdict('slope', { answer: 'b', measured: -1 }), folded),
    await cell('scoreboard()', () => scoreboard(), folded),
    await cell('inBrowser(...)', () =>
      inBrowser(explorable, { fallback: { alt: 'A line whose height follows a slider.' } }),
    ),
  ];
}

test('the HTML export works with the network off', { skip }, async (t) => {
  const folder = workFolder();
  t.after(() => folder.remove());
  writeNotebook(join(folder.path, 'lesson.ipynb'), await lesson());
  const file = await exportHtml(folder.path, 'lesson');
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const page = await (await browser.newContext({ offline: true, viewport: { width: 1000, height: 900 } })).newPage();
  page.setDefaultTimeout(patience);
  const asked: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(pathToFileURL(file).href);

  await t.test('the figure is drawn, named for screen readers, and a label shows on hover', () => figureWorks(page));
  await t.test('formulas are typeset, and a dollar in an output is not taken for one', () => formulasWork(page));
  await t.test('the replay plays, from the keyboard too', () => replayPlays(page));
  await t.test('the explorable follows its slider from the keyboard', () => explorableWorks(page));
  await t.test('folded code opens with a key; its outputs are in sight', () => foldedCodeOpens(page));
  await t.test('a guess is clicked, compared and counted, from the keyboard too', () => guessesWork(page));
  assert.deepEqual(errors, []);
  assert.deepEqual(
    asked.filter((url) => !/^(file|data|blob):/.test(url)),
    [],
  );
  if (process.env.KIT_SCREENSHOTS)
    await page.screenshot({ path: join(process.env.KIT_SCREENSHOTS, 'export.png'), fullPage: true });
});

async function figureWorks(page: Page): Promise<void> {
  const figure = page.locator('.lesson-figure');
  assert.equal(await figure.getAttribute('aria-label'), 'A line through the squares of 0 to 3.');
  const points = figure.locator('.scatterlayer path.point');
  await points.nth(3).waitFor();
  assert.equal(await points.count(), 4);
  const label = page.locator('.hoverlayer .hovertext');
  await hover(page, points.nth(2), label.first());
  assert.match((await label.allTextContents()).join(' '), /2.*4|4.*2/);
}

async function formulasWork(page: Page): Promise<void> {
  await page.locator('.jp-MarkdownCell mjx-container svg').nth(1).waitFor();
  assert.equal(await page.locator('.jp-MarkdownCell mjx-container').count(), 2);
  assert.equal(await page.locator('mjx-merror, [data-mjx-error]').count(), 0);
  assert.equal(await page.locator('td', { hasText: '$5 and $6' }).count(), 1);
}

async function replayPlays(page: Page): Promise<void> {
  const replayed = page.getByRole('group', { name: 'Replay: ' });
  const scrubber = replayed.getByRole('slider');
  const drawn = (): Promise<string | null> => replayed.locator('img').getAttribute('src');
  const before = await drawn();
  await scrubber.focus();
  await page.keyboard.press('End');
  assert.equal(await scrubber.getAttribute('aria-valuetext'), 'step 60 of 60');
  assert.notEqual(await drawn(), before);
  await replayed.getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelector('[role="group"] button')?.textContent === 'Replay');
  assert.match(await replayed.innerText(), /step 60 of 60, stopped/);
  await page.keyboard.press('Enter');
  assert.equal(await replayed.getByRole('button').innerText(), 'Pause');
}

async function foldedCodeOpens(page: Page): Promise<void> {
  const code = page.locator('.lesson-code');
  assert.equal(await code.count(), 2); // the other cells' code is open
  assert.equal(await code.first().getByText('verdict').isVisible(), false);
  assert.equal(await page.getByText('What happens: open when').isVisible(), true);
  await code.first().locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await code.first().getByText('verdict').isVisible(), true);
}

async function guessesWork(page: Page): Promise<void> {
  const card = page.getByRole('group', { name: 'Predict. What is the slope?' });
  const [zero, minusOne] = [card.getByRole('button', { name: '(a) 0' }), card.getByRole('button', { name: '(b) -1' })];
  await zero.focus();
  await page.keyboard.press('Space');
  assert.equal(await zero.getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.deepEqual(
    [await zero.getAttribute('aria-pressed'), await minusOne.getAttribute('aria-pressed')],
    ['false', 'true'],
  );
  assert.equal(await page.getByText('Measured: -1').isVisible(), false);
  await page.reload(); // the guess is kept
  assert.equal(await minusOne.getAttribute('aria-pressed'), 'true');
  await page.locator('summary', { hasText: 'What happens: open when' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Your guess was (b), and that is what happens.').waitFor();
  assert.equal(await page.getByText('Measured: -1').isVisible(), true);
  assert.equal(await page.getByText('Predictions: 1 of 1 came out as you said').isVisible(), true);
  await zero.focus();
  await page.keyboard.press('Enter');
  assert.equal(await zero.getAttribute('aria-pressed'), 'false'); // the answer is open
}

async function explorableWorks(page: Page): Promise<void> {
  const box = page.getByRole('group', { name: 'A line whose height follows a slider.' });
  const height = (): Promise<string | null> => box.locator('polyline').getAttribute('points');
  const before = await height();
  await box.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  assert.equal(await box.locator('output').innerText(), '0.6');
  assert.notEqual(await height(), before);
}
