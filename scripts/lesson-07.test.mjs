// "What if?" of lesson 07, as it is committed: its saved page retrains CartPole, with the network off and no kernel.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import ppoLib from 'ppo-lib';
import { openSavedLesson, patience, skip } from './lib/test/savedLesson.mjs';

const { compiledLearner, fingerprint, ppoConfig, train } = ppoLib;

/**
 * @typedef {object} Expected
 * @property {string} text what the page must say, without its milliseconds
 * @property {{ timesteps: number, meanReturn: number }[]} curve the learning curve: one point an iteration
 */

/**
 * The same run with the compiled learner in Node.
 * @param {Partial<import('ppo-lib').PpoConfig>} settings
 * @param {number} seed
 * @returns {Promise<Expected>}
 */
async function inNode(settings, seed) {
  const config = ppoConfig('fast', settings);
  const training = train({ config, seed, learner: compiledLearner, stopAt: { meanReturn100: 475 } });
  const { records, result } = await training.whole();
  const steps = `${result.timesteps.toLocaleString('en-US')} steps`;
  const start = result.solved
    ? `Solved after ${steps}`
    : `Not solved in ${steps}: mean return ${Math.round(result.meanReturn100 ?? NaN)}`;
  const curve = records.map(({ timesteps, meanReturn100 }) => ({ timesteps, meanReturn: meanReturn100 ?? NaN }));
  return { text: `${start}, weights ${fingerprint(result.learner.getParameters())}`, curve };
}

/** @param {import('playwright-core').Page} page */
const groupOf = (page) => page.getByRole('group', { name: /^Four sliders/ });
/** @param {string} text */
const withoutTime = (text) => text.replace(/ \(\d+ ms, (weights \w+)\)$/, ', $1');

/**
 * Waits until the page has finished its run, which must have this outcome. As soon as a setting moves, the page says that it trains.
 * @param {import('playwright-core').Page} page
 * @param {Expected} expected
 */
async function says(page, { text }) {
  const status = groupOf(page).locator('[role=status]');
  await status.filter({ hasText: /^(Solved|Not solved)/ }).waitFor();
  assert.equal(withoutTime(await status.innerText()), text);
}

/**
 * The corners of the drawn curve are where the run in Node puts them, to the tenth of a unit that a path keeps.
 * @param {import('playwright-core').Page} page
 * @param {Expected} expected
 */
async function drawsCurve(page, { curve }) {
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
      (text) =>
        /** @type {const} */ ([text.textContent, Number(text.getAttribute('x')), Number(text.getAttribute('y'))]),
    );
  });
  /** @type {(label: string, column: 1 | 2) => number} */
  const place = (label, column) => ticks.filter(([text]) => text === label)[0][column];
  const zero = place('0', 1);
  const perStep = (place('50,000', 1) - zero) / 50_000;
  const perReturn = (place('100', 2) - place('400', 2)) / 300;
  const floor = place('100', 2) - 4 + 100 * perReturn; // a label stands 4 units below its line
  curve.forEach(({ timesteps, meanReturn }, i) => {
    assert.ok(Math.abs(drawn[i][0] - (zero + perStep * timesteps)) < 0.06, `x of point ${i}`);
    assert.ok(Math.abs(drawn[i][1] - (floor - perReturn * meanReturn)) < 0.06, `y of point ${i}: ${drawn[i][1]}`);
  });
}

/**
 * Drags the handle of a slider to one of its stops with the mouse, over all stops between.
 * @param {import('playwright-core').Page} page
 * @param {string} label
 * @param {number} to
 */
async function drag(page, label, to) {
  const slider = groupOf(page).getByLabel(label);
  await slider.scrollIntoViewIfNeeded();
  const box = await slider.boundingBox();
  assert.ok(box);
  const [from, last] = await slider.evaluate((/** @type {any} */ input) => [Number(input.value), Number(input.max)]);
  const x = (/** @type {number} */ stop) => box.x + 8 + ((box.width - 16) * stop) / last; // the handle is 16 wide
  await page.mouse.move(x(from), box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(x(to), box.y + box.height / 2, { steps: 12 });
  await page.mouse.up();
}

test(
  'lesson 07, saved as a page, retrains CartPole without kernel and network',
  { skip, timeout: patience },
  async (t) => {
    const { page, errors, asked } = await openSavedLesson(t, '07-full-loop');
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
    assert.deepEqual(asked, []);
  },
);

/** @param {import('playwright-core').Page} page */
const plotOf = (page) => groupOf(page).locator('svg', { has: page.locator('polyline') });
/** @param {import('playwright-core').Page} page */
const cornersOf = (page) => plotOf(page).locator('polyline').last().getAttribute('points');

/** @param {import('playwright-core').Page} page */
async function trainsAtOnce(page) {
  const start = await inNode({}, 1);
  await says(page, start);
  await drawsCurve(page, start);
  assert.equal(page.workers().length, 1);
}

/** @param {import('playwright-core').Page} page */
async function followsTheMouse(page) {
  const [corners, pixels] = [await cornersOf(page), await plotOf(page).screenshot()];
  await drag(page, 'clip range', 0);
  assert.equal(await groupOf(page).getByLabel('clip range').getAttribute('aria-valuetext'), '0.02');
  const expected = await inNode({ clipRange: 0.02 }, 1);
  await says(page, expected);
  await drawsCurve(page, expected);
  assert.notEqual(await cornersOf(page), corners);
  assert.ok(!(await plotOf(page).screenshot()).equals(pixels), 'the picture is the same');
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} label
 * @param {string} key
 */
async function press(page, label, key, times = 1) {
  await groupOf(page).getByLabel(label).focus();
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}

/** @param {import('playwright-core').Page} page */
async function followsTheKeys(page) {
  await press(page, 'clip range', 'ArrowRight', 4);
  const start = await inNode({}, 1);
  await says(page, start);
  await drawsCurve(page, start);
  await press(page, 'GAE lambda', 'Home');
  await says(page, await inNode({ gaeLambda: 0 }, 1));
  await press(page, 'GAE lambda', 'End');
  await says(page, await inNode({ gaeLambda: 1 }, 1));
}

/** @param {import('playwright-core').Page} page */
async function failsAndRecovers(page) {
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

/** @param {import('playwright-core').Page} page */
async function replays(page) {
  const picture = groupOf(page).locator('img').last();
  const shown = () => picture.getAttribute('src');
  await groupOf(page).getByRole('button', { name: 'New seed' }).press('Enter');
  await groupOf(page).getByRole('button', { name: 'Pause' }).waitFor();
  const first = await shown();
  while ((await shown()) === first) await page.waitForTimeout(50);
  await says(page, await inNode({ gaeLambda: 1, learningRate: 0.003, numEpochs: 3 }, 3));
  await press(page, 'Step of the episode', 'End');
  assert.match(await groupOf(page).innerText(), /step (\d+) of \1, (truncated|terminated)/);
}
