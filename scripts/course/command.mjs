// The command behind `npm run course`.
import { parseArgs } from 'node:util';
import { requireInstalled } from '../lib/npm-packages.mjs';
import { Problem } from '../lib/problems.mjs';

const help = `npm run course -- build [--lessons 01,03] [--exercises slope,gae] [--seed N] [--students FILE] [--out FOLDER]
    makes course/: release (for students), key, marking scheme, guides and slides for the teacher;
    with --students, a list with a name in each line, everybody gets a folder with numbers of their own
npm run course -- grade SUBMISSIONS [--lessons 01] [--exercises slope,gae] [--seed N] [--out FOLDER]
    marks a folder or zip of notebooks: marks.csv, a feedback page each, an overview
npm run course -- nbgrader [build] [--lessons 01,03] [--exercises slope,gae] [--seed N] [--out FOLDER]
npm run course -- nbgrader grade SUBMISSIONS [--out FOLDER]
npm run course -- nbgrader lab [--no-browser] [--out FOLDER]
    the same by way of nbgrader, which is installed into .cache when it is asked for`;

export async function courseCommand() {
  const { values, positionals } = readArguments();
  const [what, ...rest] = positionals;
  requireInstalled();
  const list = (/** @type {string | undefined} */ text) => text?.split(',').map((part) => part.trim());
  const options = {
    lessons: list(values.lessons),
    exercises: list(values.exercises),
    seed: values.seed === undefined ? undefined : wholeNumber(values.seed),
    students: values.students,
    out: values.out,
  };
  if (what === 'build' && rest.length === 0) return (await import('./build/buildCommand.mjs')).buildCommand(options);
  if (what === 'grade' && rest.length === 1)
    return (await import('./grade/gradeCommand.mjs')).gradeCommand(rest[0], options);
  if (what === 'nbgrader') {
    const { nbgraderBuild, nbgraderGrade, nbgraderLab } = await import('./nbgrader/command.mjs');
    const [step = 'build', ...folders] = rest;
    if (step === 'build' && folders.length === 0) return nbgraderBuild(options);
    if (step === 'grade' && folders.length === 1) return nbgraderGrade(folders[0], options);
    if (step === 'lab' && folders.length === 0)
      process.exit(await nbgraderLab({ out: values.out, browser: !values['no-browser'] }));
  }
  console.log(help);
  if (what !== undefined && what !== 'help') throw new Problem(`"${positionals.join(' ')}" is none of these.`);
}

/** @param {string} text */
function wholeNumber(text) {
  if (!/^\d{1,9}$/.test(text)) throw new Problem(`--seed must be a whole number of at most nine digits, got ${text}.`);
  return Number(text);
}

function readArguments() {
  const text = /** @type {const} */ ({ type: 'string' });
  try {
    return parseArgs({
      options: {
        lessons: text,
        exercises: text,
        seed: text,
        students: text,
        out: text,
        'no-browser': { type: 'boolean' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw new Problem(`${/** @type {Error} */ (error).message}\n${help}`);
  }
}
