// For the teacher: every exercise with its worked solution, and the typical wrong answers with what the check says to each.
import { kit, shownBy } from '../kit.mjs';
import { closure } from '../source/closure.mjs';
import { statementsOf } from '../source/statements.mjs';
import { checkCell } from './checkCell.mjs';
import { laidOut } from './layout.mjs';
import { code, markdown, notebookText } from './notebook.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('../lesson/exercises.mjs').Exercise} Exercise */
/** @typedef {import('../lesson/answerBook.mjs').BookEntry} BookEntry */

/** @param {Lesson} lesson @param {Map<string, BookEntry>} book @returns {Promise<string>} a notebook, with outputs */
export async function keyNotebook(lesson, book) {
  /** @type {object[]} */
  const cells = [
    markdown(
      'title',
      `# ${lesson.title}: key\n\nWorked solutions, and typical wrong answers with what the check says to each.`,
    ),
  ];
  const imports = "import { check, exercise, notAttempted } from 'notebook-kit';";
  cells.push(
    code('setup', [imports, neededSetup(lesson, book)].filter((text) => text !== '').join('\n'), { tags: ['setup'] }),
  );
  for (const exercise of lesson.exercises) {
    const entry = book.get(exercise.id);
    if (entry) cells.push(...(await exerciseKey(exercise, entry)));
  }
  return notebookText(cells);
}

/**
 * What answers take from the lesson's set-up cells.
 * @param {Lesson} lesson
 * @param {Map<string, BookEntry>} book
 */
function neededSetup(lesson, book) {
  const answers = [...book.values()].flatMap(({ solutionSource, wrong }) => [
    solutionSource,
    ...wrong.map(({ source }) => source),
  ]);
  const all = [...lesson.setup, ...answers];
  const first = lesson.setup.length;
  const roots = answers.flatMap((source, index) =>
    statementsOf(source).statements.map((statement) => ({ cell: first + index, statement })),
  );
  const own = new Set(answers.flatMap((source) => statementsOf(source).statements.map(({ text }) => text)));
  const kept = statementsOf(closure(all, roots)).statements.filter(
    ({ text }) => !own.has(text) && !text.includes("'notebook-kit'"),
  );
  return kept.map(({ text }) => text).join('\n');
}

/** @param {Exercise} exercise @param {BookEntry} entry */
async function exerciseKey(exercise, entry) {
  const { id, functionName, cells, title, points } = exercise;
  const checkOf = `check${functionName[0].toUpperCase()}${functionName.slice(1)}`;
  const source = entry.spec
    ? checkCell(exercise, entry.spec)?.replace(
        `check('${id}', ${functionName}, {`,
        `const ${checkOf} = (student: any) => check('${id}', student, {`,
      )
    : null;
  const call = (/** @type {string} */ text) =>
    laidOut(source ? `${checkOf}((() => {\n${text}\nreturn ${functionName};\n})());` : `{\n${text}\n}`);
  const outputs = async (/** @type {any} */ answer) => (entry.spec ? said(exercise, entry.spec, answer) : []);
  const wrong = await Promise.all(
    entry.wrong.map(async (one, index) =>
      code(`wrong-${id}-${index + 1}`, await call(one.source), { outputs: await outputs(one.answer) }),
    ),
  );
  return [
    markdown(
      `about-${id}`,
      [`## ${id}: ${title} (${points} points)`, exercise.task, entry.explanation].join('\n\n').trim(),
    ),
    ...(source ? [code(cells.check.id, source, { folded: true })] : []),
    code(cells.stub.id, await call(entry.solutionSource), { outputs: await outputs(entry.solution) }),
    markdown(`typical-${id}`, 'Typical wrong answers:'),
    ...wrong,
  ];
}

/** @param {Exercise} exercise @param {import('../lesson/answerBook.mjs').Spec} spec @param {any} answer @returns {Promise<object[]>} */
async function said(exercise, spec, answer) {
  const shown = await shownBy(() => kit().check(exercise.id, answer, spec));
  return shown.map((/** @type {any} */ { data }) => ({ output_type: 'display_data', metadata: {}, data }));
}
