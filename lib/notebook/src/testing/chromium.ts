import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

/** Milliseconds after which something in a page hangs, also where twenty other programs load the machine. */
export const patience = 1_800_000;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser for tests: CHROME_PATH, or a Chromium or Chrome on PATH; null where there is none. */
export function chromiumPath(): string | null {
  const named = process.env.CHROME_PATH;
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isProgram) ?? null;
}

/**
 * Why a browser test is skipped, for node:test's `skip`; false where it must run. On a Linux machine of a CI service, as root,
 * the browser can be installed, so there a missing one lets the test run and fail.
 */
export function skipWithoutBrowser(): string | false {
  if (chromiumPath() !== null) return false;
  const onCi = process.env.CI === 'true' && process.platform === 'linux' && process.getuid?.() === 0;
  const mustHave = onCi || Boolean(process.env.BROWSER_REQUIRED);
  return mustHave ? false : 'no Chromium: set CHROME_PATH or install one';
}

/** A headless browser that asks nothing of the network by itself. */
export async function launchBrowser(): Promise<Browser> {
  const path = chromiumPath();
  if (path === null) throw new Error('no Chromium found: set CHROME_PATH or install chromium');
  const quiet = [
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
    timeout: patience,
  });
}

/** Moves the mouse onto a point until its label shows: while a page is still being made, a point may move away under the mouse. */
export async function hover(page: Page, point: Locator, label: Locator): Promise<void> {
  const shows = (): Promise<boolean> =>
    label.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  do {
    await point.scrollIntoViewIfNeeded();
    const box = await point.boundingBox();
    await page.mouse.move(0, 0);
    if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  } while (!(await shows()));
}
