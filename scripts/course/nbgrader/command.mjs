// npm run course -- nbgrader: the same release, marks and feedback by way of nbgrader.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { writeWhole } from '../../lib/files.mjs';
import { jupyterEnv, registerKernel } from '../../lib/jupyter.mjs';
import { runLab } from '../../lib/lab.mjs';
import { ensurePython } from '../../lib/optionalPython.mjs';
import { root, scripts } from '../../lib/paths.mjs';
import { Problem } from '../../lib/problems.mjs';
import { run } from '../../lib/run.mjs';
import { releaseNotebook } from '../build/release.mjs';
import { csv } from '../csv.mjs';
import { collect } from '../grade/collect.mjs';
import { feedbackFile } from '../grade/feedback.mjs';
import { seedOf } from '../grade/markingOf.mjs';
import { studentLabel } from '../grade/results.mjs';
import { oneEach, sorted } from '../grade/sorting.mjs';
import { hiddenCasesOf } from '../hidden/cases.mjs';
import { answerBook } from '../lesson/answerBook.mjs';
import { chosenLessons } from '../lesson/exercises.mjs';
import { nbgraderSource, nbgraderSubmission } from './source.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {{ student: string, lesson: string, cell: string, points: number, byHand: boolean }} GradebookMark */

const here = join(scripts, 'course', 'nbgrader');

/** @type {import('../../lib/optionalPython.mjs').OptionalPython} */
export const nbgraderPython = {
  name: 'nbgrader',
  requirements: join(here, 'requirements.txt'),
  size: 'some 340 MB',
};

/**
 * Makes the course folder, with the assignments' source and release.
 * @param {{ lessons?: string[], exercises?: string[], seed?: number, out?: string }} options
 */
export async function nbgraderBuild({ lessons: wanted, exercises, seed, out }) {
  const nbgrader = await openCourse(out);
  for (const lesson of chosenLessons(wanted, exercises)) {
    const book = await answerBook(lesson);
    const hidden = await hiddenCasesOf(lesson.name);
    const release = JSON.parse(releaseNotebook(lesson, book, { hidden, seed }));
    const source = JSON.stringify(nbgraderSource(release, lesson, book), null, 1);
    writeWhole(join(nbgrader.folder, 'source', lesson.name, `${lesson.name}.ipynb`), `${source}\n`);
    await nbgrader.run('generate_assignment', lesson.name, '--force');
    console.log(`  ${lesson.name}`);
  }
  console.log(`Hand out ${join(nbgrader.folder, 'release')}.`);
}

/**
 * Puts what was handed in where nbgrader looks for it, marks it, and writes feedback and marks.
 * @param {string} submissions a folder or a zip
 * @param {{ out?: string }} options
 */
export async function nbgraderGrade(submissions, { out }) {
  const from = resolve(submissions);
  if (!existsSync(from))
    throw new Problem(`There is no folder or zip ${submissions}: name what the students handed in.`);
  const nbgrader = await openCourse(out);
  const { folder } = nbgrader;
  const sourceOf = (/** @type {string} */ name) => join(folder, 'source', name, `${name}.ipynb`);
  const lessons = chosenLessons().filter(({ name }) => existsSync(sourceOf(name)));
  if (lessons.length === 0) throw new Problem(`${folder} holds no assignment: npm run course -- nbgrader makes them.`);
  const { readable, refused } = sorted(collect(from), lessons);
  const chosen = oneEach(readable);
  rmSync(join(folder, 'submitted'), { recursive: true, force: true });
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const { file, notebook, lesson } of chosen) {
    const student = feedbackFile(file.student).replace(/\.html$/, '');
    names.set(student, studentLabel(file.student));
    const source = JSON.parse(readFileSync(sourceOf(lesson.name), 'utf8'));
    const text = JSON.stringify(nbgraderSubmission(notebook, source));
    writeWhole(join(folder, 'submitted', student, lesson.name, `${lesson.name}.ipynb`), text);
  }
  writeFileSync(join(folder, 'names.json'), JSON.stringify(Object.fromEntries(names)));
  await nbgrader.python('names');
  for (const { name } of lessons.filter((lesson) => chosen.some((one) => one.lesson === lesson))) {
    await nbgrader.run('autograde', name, '--force');
    await nbgrader.run('generate_feedback', name, '--force');
  }
  const marks = /** @type {GradebookMark[]} */ (JSON.parse(await nbgrader.python('marks')));
  writeFileSync(join(folder, 'marks.csv'), marksTable(marks, names));
  for (const { file, refused: words } of refused) console.log(`Not marked: ${file}. ${words}`);
  console.log(
    `${names.size} students. Import ${join(folder, 'marks.csv')}; feedback is in ${join(folder, 'feedback')}.`,
  );
}

/**
 * JupyterLab with nbgrader in it, opened at formgrader, until it is stopped.
 * @param {{ out?: string, browser: boolean }} options
 * @returns {Promise<number>} its exit code
 */
export async function nbgraderLab({ out, browser }) {
  const { folder, interpreter, path } = await openCourse(out);
  return runLab({ browser, folder, page: 'formgrader', python: interpreter, env: { PATH: path } });
}

/** @param {GradebookMark[]} marks @param {Map<string, string>} names */
function marksTable(marks, names) {
  const rows = marks.map(({ student, lesson, cell, points, byHand }) => [
    names.get(student) ?? student,
    lesson,
    cell,
    points,
    byHand ? 'to be marked by hand' : '',
  ]);
  return csv([['student', 'lesson', 'cell', 'points', 'remark'], ...rows]);
}

/** @param {string | undefined} out */
async function openCourse(out) {
  const python = await ensurePython(nbgraderPython);
  const bin = dirname(python);
  const folder = resolve(out ?? join(root, 'course', 'nbgrader'));
  mkdirSync(folder, { recursive: true });
  seedOf(folder);
  registerKernel(join(bin, '..', 'share', 'jupyter', 'kernels', 'tslab'));
  writeFileSync(join(folder, 'nbgrader_config.py'), courseConfig(folder));
  const path = `${bin}:${process.env.PATH}`;
  const env = jupyterEnv({ PATH: path });
  const succeed = async (/** @type {string} */ program, /** @type {string[]} */ args) => {
    const result = await run(program, args, { cwd: folder, env });
    if (result.code !== 0)
      throw new Problem(`nbgrader stopped at ${args.slice(0, 2).join(' ')}:\n${result.output.slice(-3000)}`);
    return result.stdout;
  };
  return {
    folder,
    path,
    interpreter: python,
    python: (/** @type {'names' | 'marks'} */ what) => succeed(python, [join(here, 'gradebook.py'), what]),
    run: (/** @type {string[]} */ ...args) => succeed(join(bin, 'nbgrader'), args),
  };
}

/** @param {string} folder of the course @returns {string} Python */
function courseConfig(folder) {
  const settings = { COURSE_FOLDER: folder, COURSE_PROJECT: root, COURSE_NODE: process.execPath };
  const lines = Object.entries(settings).map(
    ([name, value]) => `os.environ.setdefault(${JSON.stringify(name)}, ${JSON.stringify(value)})\n`,
  );
  return `import os\n\n${lines.join('')}load_subconfig("nbgrader_config.py", path=${JSON.stringify(here)})\n`;
}
