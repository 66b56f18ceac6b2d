// npm run certificate -- --name "Ada Lovelace": an HTML page of what was earned, beside the scores that it is made from.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeWhole } from '../lib/files.mjs';
import { root } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { earnedIn } from './earned.mjs';
import { certificatePage } from './page.mjs';

/**
 * @param {string} [folder] where progress is kept
 * @param {string[]} [args]
 */
export async function certificateCommand(folder = join(root, '.ppo-progress'), args = process.argv.slice(2)) {
  const name = nameIn(args);
  const earned = earnedIn(folder);
  for (const file of earned.unreadable)
    console.log(`  Notice: ${file} in .ppo-progress holds no scores and is left out.`);
  if (earned.lessons.length + earned.tests.length === 0)
    throw new Problem('Nothing has been earned yet: pass an exercise in JupyterLab (npm start), then run this again.');
  const file = join(folder, 'certificate.html');
  writeWhole(file, certificatePage(earned, { name, date: new Date().toISOString().slice(0, 10) }));
  console.log(`  ${file}: open it in a browser; it prints on a page or two.`);
}

/** @param {string[]} args @returns {string} */
function nameIn(args) {
  let values;
  try {
    ({ values } = parseArgs({ args, options: { name: { type: 'string' } } }));
  } catch (error) {
    throw new Problem(`${/** @type {Error} */ (error).message} The option is --name "YOUR NAME".`);
  }
  const name = values.name?.trim() ?? '';
  if (name === '') throw new Problem('Whose certificate? Give a name: npm run certificate -- --name "YOUR NAME".');
  return name;
}
