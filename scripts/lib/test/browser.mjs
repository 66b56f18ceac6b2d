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
