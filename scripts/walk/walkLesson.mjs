// One lesson, as a reader meets it: first screen, run all, guess, open the answers, move what moves.
import { join } from 'node:path';
import { textContrasts, cutTexts } from './measure.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** Milliseconds: a machine under load is slow, and a lesson trains for a minute or two. */
const patience = 1_800_000;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {{ address: string, folder: string, limit: number }} where the lesson is, where pictures go, how many of its outputs are taken
 * @returns {Promise<{ counts: Record<string, number>, faults: string[] }>}
 */
export async function walkLesson(browser, { address, folder, limit }) {
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  page.setDefaultTimeout(patience);
  /** @type {string[]} */
  const faults = [];
  page.on('pageerror', (error) => faults.push(`error in the page: ${error.message}`));
  page.on('request', (request) => {
    if (!/^(data|blob):|^(http|ws):\/\/127\.0\.0\.1/.test(request.url())) faults.push(`asks for ${request.url()}`);
  });
  await page.goto(address);
  await kernelIsIdle(page);
  await page.locator('.jp-Notebook .jp-RenderedMarkdown').first().waitFor();
  await page.screenshot({ path: join(folder, 'first-screen.png') });
  await runAll(page);
  const counts = {
    cells: await page.locator('.jp-CodeCell').count(),
    guesses: await guess(page),
    passes: await page.locator('.jp-OutputArea-output strong', { hasText: /^PASS / }).count(),
    sliders: await moveSliders(page, faults),
    replays: await playReplays(page, faults),
  };
  for (const text of await page.locator('.jp-OutputArea-output[data-mime-type*="error"]').allTextContents())
    faults.push(`a cell failed: ${text.slice(0, 200)}`);
  await takePictures(page, folder, 'light', limit);
  faults.push(...(await page.evaluate(textContrasts)), ...(await page.evaluate(cutTexts)));
  await page.close();
  return { counts, faults: [...new Set(faults)] };
}

/** @param {Page} page @param {...string} path of a menu */
async function choose(page, ...path) {
  const [menu, ...items] = path;
  await page.locator('.lm-MenuBar-item', { hasText: menu }).click();
  for (const item of items) await page.locator('.lm-Menu-item', { hasText: item }).first().click({ timeout: 60_000 });
}

/**
 * Runs every cell and waits until none is left. Before it, every prompt has the number that is in the file.
 * @param {Page} page
 */
async function runAll(page) {
  await choose(page, 'Run', 'Run All Cells');
  const waiting = () =>
    [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].filter(({ textContent }) =>
      textContent?.includes('*'),
    ).length;
  await page.waitForFunction(`(${String(waiting)})() > 0`);
  await page.waitForFunction(`(${String(waiting)})() === 0`);
  await kernelIsIdle(page);
}

/** @param {Page} page */
async function kernelIsIdle(page) {
  await page.locator('#jp-main-statusbar', { hasText: /\| Idle/ }).waitFor();
}

/**
 * Makes the first guess of every prediction, and opens every answer and hint.
 * @param {Page} page
 * @returns {Promise<number>} how many guesses were made
 */
async function guess(page) {
  const first = page.locator('button[data-letter="a"]');
  for (const button of await first.all()) await button.click();
  await page.evaluate(() =>
    document.querySelectorAll('.jp-OutputArea-output details').forEach((one) => one.setAttribute('open', '')),
  );
  return page.locator('button[data-letter][aria-pressed="true"]').count();
}

/**
 * Moves every slider with the keys of the keyboard.
 * @param {Page} page @param {string[]} faults
 */
async function moveSliders(page, faults) {
  const sliders = await page.locator('.jp-OutputArea-output input[type="range"]').all();
  for (const slider of sliders) {
    const name = (await slider.getAttribute('aria-label')) ?? 'a slider';
    await slider.scrollIntoViewIfNeeded();
    const before = await slider.inputValue();
    const isAtEnd = before === (await slider.getAttribute('max'));
    await slider.focus();
    for (let i = 0; i < 3; i++) await slider.press(isAtEnd ? 'ArrowLeft' : 'ArrowRight');
    if ((await slider.inputValue()) === before) faults.push(`slider "${name}" does not follow the arrow keys`);
    if (!(await slider.evaluate((one) => one === document.activeElement)))
      faults.push(`slider "${name}" loses the focus`);
  }
  return sliders.length;
}

/**
 * Plays every replay for a moment.
 * @param {Page} page @param {string[]} faults
 */
async function playReplays(page, faults) {
  const buttons = await page.locator('.jp-OutputArea-output button', { hasText: /^(Play|Replay)$/ }).all();
  for (const button of buttons) {
    const stage = await button.elementHandle();
    await button.scrollIntoViewIfNeeded();
    await stage?.click();
    const plays = await stage?.evaluate(
      (one) => new Promise((resolve) => setTimeout(() => resolve(/Pause|Replay/.test(one.textContent ?? '')), 500)),
    );
    if (!plays) faults.push('a replay does not play');
    if ((await stage?.textContent()) === 'Pause') await stage?.click();
  }
  return buttons.length;
}

/**
 * @param {Page} page @param {string} folder @param {string} kind @param {number} limit
 */
async function takePictures(page, folder, kind, limit) {
  const areas = await page.locator('.jp-CodeCell .jp-OutputArea').all();
  let taken = 0;
  for (const [index, area] of areas.entries()) {
    if (taken >= limit) return;
    if ((await area.locator('.jp-OutputArea-output').count()) === 0) continue;
    await area.scrollIntoViewIfNeeded();
    if (!(await area.isVisible())) continue;
    await area.screenshot({ path: join(folder, `${kind}-${String(index).padStart(3, '0')}.png`) });
    taken++;
  }
}
