// A page of a static server, whose title is what a program on it has found.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../lib/test/browser.mjs';
import { serve } from '../site/server.mjs';
import { asPage } from './programs.mjs';

/**
 * The program in a `<script type="module">` that loads a file of the folder as it is.
 * @param {string} folder
 * @param {string} module  path of the file, below the folder
 * @param {string} browser
 */
export async function pageLine(folder, module, browser) {
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><title></title><script type="module">${asPage(`./${module}`)}</script>`,
  );
  return titleOf(folder, browser);
}

/**
 * The title that index.html of a folder gives itself; an error of the page is an error here.
 * @param {string} folder
 * @param {string} executablePath
 */
export async function titleOf(folder, executablePath) {
  const server = await serve(folder, '/');
  const browser = await launchBrowser(executablePath);
  try {
    const page = await browser.newPage();
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    await page.goto(server.address);
    await Promise.race([page.waitForFunction(() => document.title !== ''), failed]);
    return await page.title();
  } finally {
    await browser.close();
    await server.stop();
  }
}
