import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { compiledLearner, fingerprint, type PpoConfig, ppoConfig, train } from 'ppo-lib';
import { launchBrowser, skipWithoutBrowser } from './testing/chromium';
import { exportHtml, skipWithoutJupyter, workFolder } from './testing/jupyter';

/** "What if?" of lesson 07, as it is committed: its saved page retrains CartPole, with the network off and no kernel. */
const lesson = join(__dirname, '..', '..', '..', 'notebooks', '07-full-loop.ipynb');
const skip = skipWithoutJupyter() || skipWithoutBrowser();

interface Expected {
  /** What the page must say, without its milliseconds. */
  readonly text: string;
  /** The learning curve: one point an iteration. */
  readonly curve: readonly { timesteps: number; meanReturn: number }[];
}

/** The same run with the compiled learner in Node. */
async function inNode(settings: Partial<PpoConfig>, seed: number): Promise<Expected> {
  const config = ppoConfig('fast', settings);
  const training = train({ config, seed, learner: compiledLearner, stopAt: { meanReturn100: 475 } });
  const curve: { timesteps: number; meanReturn: number }[] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (!done) {
      curve.push({ timesteps: value.timesteps, meanReturn: value.meanReturn100 ?? NaN });
      continue;
    }
    const steps = `${value.timesteps.toLocaleString('en-US')} steps`;
    const start = value.solved
      ? `Solved after ${steps}`
      : `Not solved in ${steps}: mean return ${Math.round(value.meanReturn100 ?? NaN)}`;
    return { text: `${start}, weights ${fingerprint(value.learner.getParameters())}`, curve };
  }
}

const groupOf = (page: Page): Locator => page.getByRole('group', { name: /^Four sliders/ });
const withoutTime = (text: string): string => text.replace(/ \(\d+ ms, (weights \w+)\)$/, ', $1');

/** Waits until the page has finished a run with this outcome. */
async function says(page: Page, { text }: Expected): Promise<void> {
  const status = groupOf(page).locator('[role=status]');
  for (let attempt = 0; attempt < 1800; attempt++) {
    if (withoutTime(await status.innerText()) === text) return;
    await page.waitForTimeout(50);
  }
  assert.equal(withoutTime(await status.innerText()), text);
}

/** The corners of the drawn curve are where the run in Node puts them, to the tenth of a unit that a path keeps. */
async function drawsCurve(page: Page, { curve }: Expected): Promise<void> {
  const points = (await groupOf(page).locator('polyline').last().getAttribute('points')) ?? '';
  const drawn = points.split(' ').map((pair) => pair.split(',').map(Number));
  assert.equal(drawn.length, curve.length);
  const ticks = await groupOf(page).evaluate((group) => {
    const texts =
      Array.from(group.querySelectorAll('svg'))
        .find((svg) => svg.querySelector('polyline'))
        ?.querySelectorAll('text') ?? [];
    return Array.from(
      texts,
      (text) => [text.textContent, Number(text.getAttribute('x')), Number(text.getAttribute('y'))] as const,
    );
  });
  const place = (label: string, column: 1 | 2): number => ticks.filter(([text]) => text === label)[0][column];
  const zero = place('0', 1);
  const perStep = (place('50,000', 1) - zero) / 50_000;
  const perReturn = (place('100', 2) - place('400', 2)) / 300;
  const floor = place('100', 2) - 4 + 100 * perReturn; // a label stands 4 units below its line
  curve.forEach(({ timesteps, meanReturn }, i) => {
    assert.ok(Math.abs(drawn[i][0] - (zero + perStep * timesteps)) < 0.06, `x of point ${i}`);
    assert.ok(Math.abs(drawn[i][1] - (floor - perReturn * meanReturn)) < 0.06, `y of point ${i}: ${drawn[i][1]}`);
  });
}

/** Drags the handle of a slider to one of its stops with the mouse, over all stops between. */
async function drag(page: Page, label: string, to: number): Promise<void> {
  const slider = groupOf(page).getByLabel(label);
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  assert.ok(box);
  const [from, last] = await slider.evaluate((input: HTMLInputElement) => [Number(input.value), Number(input.max)]);
  const x = (stop: number): number => box.x + 8 + ((box.width - 16) * stop) / last; // the handle is 16 wide
  await page.mouse.move(x(from), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(x(to), box.y + box.height / 2, { steps: 12 });
  await page.mouse.up();
}

test(
  'lesson 07, saved as a page, retrains CartPole without kernel and network',
  { skip, timeout: 600_000 },
  async (t) => {
    const folder = workFolder();
    t.after(() => folder.remove());
    copyFileSync(lesson, join(folder.path, 'lesson07.ipynb'));
    const file = await exportHtml(folder.path, 'lesson07');
    const browser = await launchBrowser();
    t.after(() => browser.close());
    const page = await (await browser.newContext({ offline: true, viewport: { width: 1100, height: 1000 } })).newPage();
    page.setDefaultTimeout(120_000); // on a busy machine
    page.setDefaultNavigationTimeout(120_000);
    const errors: string[] = [];
    const asked: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    await groupOf(page).scrollIntoViewIfNeeded();

    await t.test('it trains by itself when the page opens, in a worker, to the same bits as Node', () =>
      trainsAtOnce(page),
    );
    await t.test('the mouse drags a slider: another curve, another text, other pixels', () => followsTheMouse(page));
    await t.test('the keyboard moves it faster than a run lasts: the last setting counts', () => followsTheKeys(page));
    await t.test('a setting that fails says so; two sliders and another seed together', () => failsAndRecovers(page));
    await t.test('the trained agent plays by itself, and its replay can be scrubbed', () => replays(page));
    if (process.env.KIT_SCREENSHOTS)
      await groupOf(page).screenshot({ path: join(process.env.KIT_SCREENSHOTS, 'lesson07.png') });
    assert.deepEqual(errors, []);
    assert.deepEqual(
      asked.filter((url) => !/^(file|data|blob):/.test(url)),
      [],
    );
  },
);

const plotOf = (page: Page): Locator => groupOf(page).locator('svg', { has: page.locator('polyline') });
const cornersOf = (page: Page): Promise<string | null> =>
  plotOf(page).locator('polyline').last().getAttribute('points');

async function trainsAtOnce(page: Page): Promise<void> {
  const start = await inNode({}, 1);
  await says(page, start);
  await drawsCurve(page, start);
  assert.equal(page.workers().length, 1);
}

async function followsTheMouse(page: Page): Promise<void> {
  const [corners, pixels] = [await cornersOf(page), await plotOf(page).screenshot()];
  await drag(page, 'clip range', 0);
  assert.equal(await groupOf(page).getByLabel('clip range').getAttribute('aria-valuetext'), '0.02');
  const expected = await inNode({ clipRange: 0.02 }, 1);
  await says(page, expected);
  await drawsCurve(page, expected);
  assert.notEqual(await cornersOf(page), corners);
  assert.ok(!(await plotOf(page).screenshot()).equals(pixels), 'the picture is the same');
}

async function press(page: Page, label: string, key: string, times = 1): Promise<void> {
  await groupOf(page).getByLabel(label).focus();
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

async function followsTheKeys(page: Page): Promise<void> {
  await press(page, 'clip range', 'ArrowRight', 4);
  const start = await inNode({}, 1);
  await says(page, start);
  await drawsCurve(page, start);
  await press(page, 'GAE lambda', 'Home');
  await says(page, await inNode({ gaeLambda: 0 }, 1));
  await press(page, 'GAE lambda', 'End');
  await says(page, await inNode({ gaeLambda: 1 }, 1));
}

async function failsAndRecovers(page: Page): Promise<void> {
  await press(page, 'learning rate', 'End');
  const broken = await inNode({ gaeLambda: 1, learningRate: 0.1 }, 1);
  assert.match(broken.text, /^Not solved/);
  await says(page, broken);
  await press(page, 'epochs', 'ArrowRight');
  await press(page, 'learning rate', 'ArrowLeft', 5);
  await groupOf(page).getByRole('button', { name: 'New seed (now 1)' }).press('Enter');
  await says(page, await inNode({ gaeLambda: 1, learningRate: 0.003, numEpochs: 3 }, 2));
  assert.equal(await groupOf(page).getByRole('button', { name: 'New seed' }).innerText(), 'New seed (now 2)');
}

async function replays(page: Page): Promise<void> {
  const picture = groupOf(page)
    .locator('svg')
    .filter({ hasNot: page.locator('polyline') })
    .last();
  await groupOf(page).getByRole('button', { name: 'New seed' }).press('Enter');
  await groupOf(page).getByRole('button', { name: 'Pause' }).waitFor();
  const first = await picture.innerHTML();
  for (let attempt = 0; attempt < 200 && (await picture.innerHTML()) === first; attempt++)
    await page.waitForTimeout(50);
  assert.notEqual(await picture.innerHTML(), first);
  await says(page, await inNode({ gaeLambda: 1, learningRate: 0.003, numEpochs: 3 }, 3));
  await press(page, 'Step of the episode', 'End');
  assert.match(await groupOf(page).innerText(), /step (\d+) of \1, (truncated|terminated)/);
}
