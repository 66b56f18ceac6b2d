// npm run format: sources by prettier, the cells of the lessons by the same rules.
import { join } from 'node:path';
import { requireInstalled } from '../npm-packages.mjs';
import { root } from '../paths.mjs';
import { explain } from '../problems.mjs';
import { run } from '../run.mjs';
import { recordLessons, unchangedLessons } from '../shipped.mjs';
import { step } from '../steps.mjs';

const prettier = join(root, 'node_modules', 'prettier', 'bin', 'prettier.cjs');

export async function formatCommand() {
  requireInstalled();
  await step('sources', formatSources);
  await step('lessons', async () => {
    const { formatNotebooks } = await import('../notebooks/format.mjs');
    const shipped = unchangedLessons();
    const changed = await formatNotebooks().finally(() => recordLessons(shipped));
    return `${changed.length} changed`;
  });
}

async function formatSources() {
  const done = await run(process.execPath, [prettier, '--write', '--list-different', '--log-level', 'warn', '.'], {
    cwd: root,
  });
  if (done.code !== 0) throw explain('formatting the sources', done.output);
  return `${done.stdout.split('\n').filter(Boolean).length} changed`;
}
