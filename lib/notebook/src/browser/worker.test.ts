import assert from 'node:assert/strict';
import test from 'node:test';
import type { Page } from 'playwright-core';
import { collectOutputs, inBrowser } from '../index';
import { launchBrowser, patience, skipWithoutBrowser } from '../testing/chromium';

const skip = skipWithoutBrowser();

/** Counts up from a number, letting messages in between; a new number ends the old count. */
const worker = `export default (post: (message: unknown) => void) => {
  let latest = 0;
  return async ({ from, length }: { from: number; length: number }) => {
    latest = from;
    for (let n = from; n < from + length && latest === from; n++) {
      post(n);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  };
};`;
const page = `import { startWorker } from 'notebook-kit/worker';
export default (root, data, work) => {
  const seen = [];
  const helper = startWorker(root, work, (n) => { seen.push(n); root.textContent = helper.place + ' ' + seen.join(' '); });
  globalThis.helper = helper;
  helper.post({ from: 1, length: 3 });
};`;

async function open(t: test.TestContext, head = ''): Promise<Page> {
  const fallback = { alt: 'A worker that counts, for a test.' };
  const [output] = await collectOutputs(() => inBrowser(page, { worker, fallback }));
  const browser = await launchBrowser();
  t.after(() => browser.close());
  const tab = await (await browser.newContext({ offline: true })).newPage();
  tab.setDefaultTimeout(patience);
  await tab.setContent(`<!doctype html><head>${head}</head><body>${output.data['text/html'] as string}</body>`);
  return tab;
}
const says = (tab: Page, text: string): Promise<unknown> =>
  tab.waitForFunction((wanted) => document.querySelector('[data-root]')?.textContent === wanted, text);
const post = (tab: Page, message: object): Promise<void> =>
  tab.evaluate((m) => (globalThis as unknown as { helper: { post(m: object): void } }).helper.post(m), message);

test('a worker made of the page itself', { skip }, async (t) => {
  const tab = await open(t);
  await says(tab, 'worker 1 2 3');
  assert.equal(tab.workers().length, 1);
  await tab.evaluate(() => (globalThis as unknown as { helper: { stop(): void } }).helper.stop());
  await post(tab, { from: 7, length: 1 });
  await says(tab, 'worker 1 2 3 7');
});

test('a new message reaches a worker that is busy', { skip }, async (t) => {
  const tab = await open(t);
  await says(tab, 'worker 1 2 3');
  await post(tab, { from: 1000, length: 1_000_000 });
  await tab.waitForFunction(() => document.querySelector('[data-root]')?.textContent?.includes('1005'));
  await post(tab, { from: 5, length: 1 });
  await tab.waitForFunction(() => document.querySelector('[data-root]')?.textContent?.endsWith(' 5'));
  await post(tab, { from: 6, length: 1 });
  await tab.waitForFunction(() => document.querySelector('[data-root]')?.textContent?.endsWith(' 6'));
  assert.match((await tab.locator('[data-root]').textContent()) ?? '', / 5 6$/, 'the old count went on');
});

test('a page that forbids workers does the work itself', { skip }, async (t) => {
  const tab = await open(t, `<meta http-equiv="Content-Security-Policy" content="worker-src 'none'">`);
  await says(tab, 'page 1 2 3');
  await post(tab, { from: 7, length: 1 });
  await says(tab, 'page 1 2 3 7');
});
