// npm run course -- grade submissions/
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { root } from '../../lib/paths.mjs';
import { Problem } from '../../lib/problems.mjs';
import { copiesPage } from '../copies/report.mjs';
import { junitXml, summaryMarkdown } from '../forge/results.mjs';
import { chosenLessons } from '../lesson/exercises.mjs';
import { findJail, guarantees, usualLimits } from '../sandbox/jail.mjs';
import { Pool } from '../sandbox/pool.mjs';
import { collect } from './collect.mjs';
import { feedbackFile, feedbackPage } from './feedback.mjs';
import { gradeClass } from './gradeClass.mjs';
import { canvasCsv, marksCsv, moodleCsv } from './marks.mjs';
import { overviewPage } from './overview.mjs';
import { byStudent } from './results.mjs';

/**
 * @param {string} submissions  a folder or a zip
 * @param {{ out?: string, seed?: number, lessons?: string[], exercises?: string[] }} [options]
 */
export async function gradeCommand(submissions, { out, seed, lessons: wanted, exercises } = {}) {
  const from = resolve(submissions);
  if (!existsSync(from))
    throw new Problem(`There is no folder or zip ${submissions}: name what the students handed in.`);
  const folder = resolve(out ?? join(root, 'course', 'graded', basename(from).replace(/\.zip$/i, '')));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = collect(from).filter(({ file }) => !join(from, file).startsWith(`${folder}/`));
  if (files.length === 0) throw new Problem(`${submissions} holds no notebook (.ipynb) and no zip of notebooks.`);
  const lessons = chosenLessons(wanted, exercises);
  const jail = findJail(usualLimits, { hide: [from, folder] });
  if (jail.kind === 'node') console.log(guarantees.node);
  const pool = new Pool(jail);
  process.once('SIGINT', () => void pool.close().then(() => process.exit(130)));
  try {
    const graded = await gradeClass(files, lessons, pool, { folder, seed, onProgress: progressBar() });
    writeReports(folder, graded, guarantees[jail.kind]);
    console.log(
      `\n${byStudent(graded.results).size} students. Look at ${join(folder, 'overview.html')}, import ${join(folder, 'marks.csv')}.`,
    );
  } finally {
    await pool.close();
  }
}

/** @param {string} folder @param {Awaited<ReturnType<typeof gradeClass>>} graded @param {string} guarantee */
export function writeReports(folder, { results, lessons, byHand, solutions }, guarantee) {
  const tables = {
    'marks.csv': marksCsv(results, lessons),
    'marks-moodle.csv': moodleCsv(results),
    'marks-canvas.csv': canvasCsv(results, lessons),
    'junit.xml': junitXml(results),
    'summary.md': summaryMarkdown(results),
  };
  for (const [name, text] of Object.entries(tables)) if (text !== '') writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, 'overview.html'), overviewPage(results, { guarantee, byHand }));
  writeFileSync(join(folder, 'copies.html'), copiesPage(results, lessons, solutions));
  const pages = join(folder, 'feedback');
  rmSync(pages, { recursive: true, force: true });
  mkdirSync(pages, { recursive: true });
  for (const own of byStudent(results).values())
    writeFileSync(join(pages, feedbackFile(own[0].student)), feedbackPage(own));
}

/** @returns {(done: number, all: number, name: string) => void} on a terminal a bar, elsewhere a line for each tenth */
function progressBar() {
  return (done, all, name) => {
    const filled = Math.round((30 * done) / all);
    // Names come from outside: no control characters on the teacher's terminal.
    const shown = name
      .replace(/[^\p{L}\p{N} ()._-]/gu, '?')
      .slice(0, 30)
      .padEnd(30);
    if (process.stdout.isTTY)
      process.stdout.write(`\r${'#'.repeat(filled)}${'-'.repeat(30 - filled)} ${done} of ${all} ${shown}`);
    else if (Math.floor((10 * done) / all) > Math.floor((10 * (done - 1)) / all)) console.log(`  ${done} of ${all}`);
  };
}
