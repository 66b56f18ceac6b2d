// npm run site: the lessons as a folder for any static server, run in the reader's browser with nothing installed.
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { Problem, reportAndExit } from '../lib/problems.mjs';
import { requireInstalled } from '../lib/npm-packages.mjs';
import { buildWorkspaces } from '../lib/workspaces.mjs';
import { ensureTools } from './install.mjs';

const known = `npm run site                       writes the folder site/
npm run site -- install            only what it is built with, into .cache
npm run site -- pdf                adds the book as one PDF, with a Chromium
npm run site -- check [00 01 ...]  opens its lessons in a Chromium that reaches nothing else, runs them and compares their outputs`;

export async function siteCommand() {
  try {
    const [what, ...rest] = process.argv.slice(2);
    if (what === 'install') return void (await ensureTools());
    requireInstalled();
    if (what === undefined) {
      await buildWorkspaces();
      await (await import('./site.mjs')).buildSite();
      console.log('site/ is ready: put this folder on any static server. npm run site -- check runs its lessons.');
    } else if (what === 'pdf') await (await import('./book/paper.mjs')).printBook(join(root, 'site'));
    else if (what === 'check') await (await import('./check.mjs')).checkSite(rest);
    else throw new Problem(`npm run site: got "${what}". It knows\n${known}`);
  } catch (error) {
    reportAndExit(error);
  }
}
