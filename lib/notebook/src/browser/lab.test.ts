import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { hover, launchBrowser, patience, skipWithoutBrowser } from '../testing/chromium';
import { type Cell, skipWithoutJupyter, startLab, workFolder, writeNotebook } from '../testing/jupyter';

const skip = skipWithoutJupyter() || skipWithoutBrowser();

const code = (source: string): Cell => ({ cell_type: 'code', source });
const lesson: Cell[] = [
  code(
    "import { existsSync } from 'node:fs';\nimport { inBrowser, lineFigure, predict, run, scoreboard, show, slider, verdict } from 'notebook-kit';",
  ),
  code(`const flat = (height: number) => lineFigure({ title: 'height ' + height.toFixed(1), xTitle: 'x', yTitle: 'y', yRange: [0, 1],
  lines: [{ name: 'line', x: [0, 1, 2], y: [height, height, height], mode: 'lines+markers' }] });
show('flat', flat(0.5), { alt: 'A flat line at one half, for a test.' });`),
  code(
    "slider({ label: 'height', min: 0, max: 1, step: 0.1, value: 0.3, id: 'by-slider', alt: 'A flat line as high as the slider says.' }, flat);",
  ),
  code(`async function* training() {
  for (let step = 1; step <= 40; step++) {
    do await new Promise((resolve) => setTimeout(resolve, 40));
    while (step === 30 && !existsSync('seen')); // the test says that it has seen the run under way
    yield { timesteps: 100 * step, meanReturn100: step };
  }
  return 'done';
}
const outcome = await run(training(), { id: 'run', alt: 'The mean return climbs to forty, for a test.', totalTimesteps: 4000 });
console.log(outcome.result, outcome.records.length, outcome.interrupted);`),
  code(
    `inBrowser("export default (root: HTMLElement) => { root.innerHTML = '<p id=alive>it runs</p>'; }", { fallback: { alt: 'A sentence that the page writes itself.' } });`,
  ),
  code(`inBrowser(\`import { startWorker } from 'notebook-kit/worker';
export default (root, data, work) => {
  const helper = startWorker(root, work, (square) => { root.innerHTML = '<p id=square>' + square + ' from the ' + helper.place + '</p>'; });
  helper.post(data);
};\`, { data: 12, worker: 'export default (post) => (number) => post(number * number);', fallback: { alt: 'A number that a worker squares.' } });`),
  code("predict('slope', { question: 'What is the slope?', options: { a: '0', b: '-1' } });"),
  code("verdict('slope', { answer: 'b', measured: -1 }); scoreboard();"),
];

interface LabWindow {
  jupyterapp: {
    restored: Promise<void>;
    shell: { currentWidget: { sessionContext: { ready: Promise<void> } } };
    commands: { execute(name: string, args?: object): Promise<unknown> };
  };
}
const command = (page: Page, name: string, args: Record<string, unknown> = {}): Promise<unknown> =>
  page.evaluate(
    ([id, given]) => (window as unknown as LabWindow).jupyterapp.commands.execute(id, given).then(() => null),
    [name, args] as const,
  );

test('a lesson in JupyterLab, with the lesson kernel', { skip }, async (t) => {
  const folder = workFolder();
  t.after(() => folder.remove());
  writeNotebook(join(folder.path, 'lesson.ipynb'), lesson);
  const lab = await startLab(folder.path);
  t.after(() => lab.stop());
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
  page.setDefaultTimeout(patience);
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!/^(data|blob):|^(http|ws):\/\/127\.0\.0\.1/.test(request.url())) outside.push(request.url());
  });
  await page.goto(lab.address('lesson.ipynb'));
  await page.locator('.jp-Notebook .jp-CodeCell').first().waitFor();
  await page.evaluate(async () => {
    const lab = (window as unknown as LabWindow).jupyterapp;
    await lab.restored;
    await lab.shell.currentWidget.sessionContext.ready; // before that, running a cell asks which kernel to start
    void lab.commands.execute('notebook:run-all-cells');
  });

  await t.test('a figure is drawn by our renderer, and a label shows on hover', () => figureDrawn(page));
  await t.test('a run updates one output in place and ends as a figure', () =>
    runLive(page, () => writeFileSync(join(folder.path, 'seen'), '')),
  );
  await t.test('the slider calls the kernel from the keyboard and its figure follows', () => sliderCalls(page));
  await t.test('an explorable runs', () => page.locator('#alive').waitFor());
  await t.test('its worker, too', () => page.locator('#square', { hasText: '144 from the worker' }).waitFor());
  await t.test('a guess is made with keys that JupyterLab leaves alone, kept by lesson, and compared', () =>
    guesses(page),
  );
  await screenshot(page, 'lab-light');
  await t.test('the dark theme repaints the figures', () => darkTheme(page));
  await screenshot(page, 'lab-dark');
  assert.deepEqual(outside, []);
});

async function screenshot(page: Page, name: string): Promise<void> {
  if (!process.env.KIT_SCREENSHOTS) return;
  for (const [index, cell] of (await page.locator('.jp-Notebook .jp-CodeCell').all()).entries()) {
    await cell.scrollIntoViewIfNeeded();
    await cell.screenshot({ path: join(process.env.KIT_SCREENSHOTS, `${name}-${index}.png`) });
  }
}
const cellOf = (page: Page, index: number) => page.locator('.jp-Notebook .jp-CodeCell').nth(index);

async function figureDrawn(page: Page): Promise<void> {
  const figure = cellOf(page, 1).locator('.lesson-figure');
  await figure.locator('.scatterlayer path.point').first().waitFor();
  assert.equal(await figure.getAttribute('aria-label'), 'A flat line at one half, for a test.');
  assert.equal(await cellOf(page, 1).locator('.jp-OutputArea-output img').count(), 0);
  const label = figure.locator('.hoverlayer .hovertext').first();
  await hover(page, figure.locator('.scatterlayer path.point').nth(1), label);
  assert.match((await figure.locator('.hoverlayer .hovertext').allTextContents()).join(' '), /0\.5/);
}

async function runLive(page: Page, goOn: () => void): Promise<void> {
  const cell = cellOf(page, 3);
  await cell.scrollIntoViewIfNeeded();
  const figure = cell.locator('.lesson-figure');
  await figure.locator('.gtitle', { hasText: /%/ }).waitFor();
  assert.match((await figure.locator('.gtitle').textContent()) ?? '', /█.*\d+% +step [\d,]+, mean return \d+/);
  goOn();
  await cell.locator('.jp-RenderedText', { hasText: 'done 40 false' }).waitFor();
  await figure.locator('.gtitle').waitFor({ state: 'detached' });
  assert.equal(await cell.locator('.lesson-figure').count(), 1);
  assert.equal(await figure.getAttribute('aria-label'), 'The mean return climbs to forty, for a test.');
}

async function sliderCalls(page: Page): Promise<void> {
  const cell = cellOf(page, 2);
  await cell.scrollIntoViewIfNeeded();
  const handle = cell.getByRole('slider').first();
  await handle.waitFor();
  const title = cell.locator('.lesson-figure .gtitle');
  await title.filter({ hasText: 'height 0.3' }).waitFor();
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await title.filter({ hasText: 'height 0.5' }).waitFor();
  assert.equal(await cell.locator('.lesson-figure').count(), 1);
}

async function guesses(page: Page): Promise<void> {
  const [asked, told] = [cellOf(page, 6), cellOf(page, 7)];
  await told.getByText('Predictions: 0 of 0 came out as you said; 1 in this lesson.').waitFor();
  await asked.scrollIntoViewIfNeeded();
  const [zero, minusOne] = [
    asked.getByRole('button', { name: '(a) 0' }),
    asked.getByRole('button', { name: '(b) -1' }),
  ];
  await zero.focus();
  await page.keyboard.press('Enter');
  assert.equal(await zero.getAttribute('aria-pressed'), 'true');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  assert.equal(await minusOne.getAttribute('aria-pressed'), 'true');
  assert.deepEqual(
    await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('notebook-kit'))),
    ['notebook-kit:guess:lesson:slope'],
  );
  await command(page, 'notebook:run-all-cells'); // the card drawn anew knows the guess
  await asked.getByRole('button', { name: '(b) -1', pressed: true }).waitFor();
  await told.locator('summary').focus();
  await page.keyboard.press('Enter');
  await told.getByText('Your guess was (b), and that is what happens.').waitFor();
  await told.getByText('Predictions: 1 of 1').waitFor();
}

async function darkTheme(page: Page): Promise<void> {
  await command(page, 'apputils:change-theme', { theme: 'JupyterLab Dark' });
  await page.waitForFunction(() => document.body.getAttribute('data-jp-theme-light') === 'false');
  await cellOf(page, 1).scrollIntoViewIfNeeded();
  await page.waitForFunction(() => {
    const title = document.querySelector('.lesson-figure .gtitle');
    const background = document.querySelector('.lesson-figure .bg, .lesson-figure .main-svg');
    return title !== null && background !== null && getComputedStyle(title).fill === 'rgb(228, 228, 228)';
  });
  const background = await cellOf(page, 1)
    .locator('.lesson-figure .main-svg')
    .first()
    .evaluate((svg) => getComputedStyle(svg).backgroundColor);
  assert.equal(background, 'rgba(0, 0, 0, 0)');
}
