// The buttons of lesson 13b, as it is committed: its saved page trains in workers that are killed, with the network off and no kernel.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import ppoLib from 'ppo-lib';
import { openSavedLesson, patience, skip } from './lib/test/savedLesson.mjs';

const { compiledLearner, fingerprint, threadWorkers, train } = ppoLib;

/** The same run on threads of Node, which nobody disturbs. */
async function inNode() {
  const options = { learner: compiledLearner, workers: threadWorkers(2), stopAt: { iterations: 60 } };
  const { result } = await train({ config: 'fast', seed: 1, ...options }).whole();
  return fingerprint(result.checkpoint.parameters);
}

/** @param {import('playwright-core').Page} page */
const groupOf = (page) => page.getByRole('group', { name: /^Buttons kill/ });
/** @param {import('playwright-core').Page} page */
const statusOf = (page) => groupOf(page).locator('[role=status]');

/**
 * Waits until the page has come so far in its run.
 * @param {import('playwright-core').Page} page
 * @param {RegExp} text
 */
async function says(page, text) {
  await statusOf(page).filter({ hasText: text }).waitFor();
  return statusOf(page).innerText();
}

test(
  'lesson 13b, saved as a page: whoever is killed, the curve goes on to the parameters of Node',
  { skip, timeout: patience },
  async (t) => {
    const { page, errors, asked } = await openSavedLesson(t, '13b-nothing-lost');
    await groupOf(page).scrollIntoViewIfNeeded();

    await says(page, /^Iteration [1-9]/);
    assert.equal(page.workers().length, 5, 'a learner and four workers');
    for (const worker of [1, 2, 3, 4])
      await groupOf(page)
        .getByRole('button', { name: `Kill worker ${worker}` })
        .click();
    await says(page, /: 4 workers killed/);
    await groupOf(page).getByRole('button', { name: 'Kill all four' }).click();
    await says(page, /^Iteration [23]\d: 8 workers killed, [1-8] of them at work$/);
    assert.equal(page.workers().length, 5, 'others have taken their seats');
    if (process.env.KIT_SCREENSHOTS)
      await groupOf(page).screenshot({ path: join(process.env.KIT_SCREENSHOTS, 'lesson13b.png') });
    const end = await says(page, /^Done/);
    assert.match(end, new RegExp(`^Done: 8 workers killed, [1-8] of them at work. The same .*: ${await inNode()}$`));
    const points = (await groupOf(page).locator('polyline').last().getAttribute('points')) ?? '';
    assert.equal(points.split(' ').length, 60);

    await groupOf(page).getByRole('button', { name: 'Train again' }).click();
    await says(page, /^Iteration \d+: 0 workers killed, 0 of them at work$/);
    assert.deepEqual(errors, []);
    assert.deepEqual(asked, []);
  },
);
