// Finds a Chromium for the tests that look at pages.
import { run } from '../run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The command or path of a working browser, or null. */
export async function findBrowser() {
  for (const name of process.env.CHROME_PATH ? [process.env.CHROME_PATH] : names) {
    const found = await run('sh', ['-c', 'command -v "$0"', name]);
    const path = found.stdout.trim();
    if (found.code === 0 && (await run(path, ['--version'], { limitSeconds: 300 })).code === 0) return path;
  }
  return null;
}

const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((name) => `--disable-${name}`);

/**
 * A headless browser that asks nothing of the network by itself.
 * @param {string} executablePath
 * @param {number} [timeout] milliseconds until it must have started
 */
export async function launchBrowser(executablePath, timeout) {
  const { chromium } = await import('playwright-core'); // only now: set-up may just have installed it
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet], timeout });
}
