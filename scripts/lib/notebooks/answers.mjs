// Proves the exercises of a lesson: the worked solution passes its check, and each typical wrong answer gets its message.
//
// notebooks/solutions/NN-topic.ts exports, by exercise id:
//   export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }>
// In one further kernel, the cells tagged `setup` run first, then for each answer its code in place of the stub, and the
// check. So a check may use only names from `setup` cells and from its own stub.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, notebooks } from '../paths.mjs';
import { discard, execute, kernelEnv } from './execute.mjs';
import { hasTag, idAfter, lessonName, readNotebook, textOutputs } from './files.mjs';
import { runProblems } from './outputs.mjs';

/**
 * @returns {Promise<{ answers: number, messages: string[] }>} how many answers were tried, and what is wrong
 */
export async function checkAnswers(path) {
  const lesson = readNotebook(path);
  const ids = lesson.cells.map((cell) => idAfter(cell, 'exercise:')).filter((id) => id !== null);
  const solutions = await loadSolutions(join(notebooks, 'solutions', `${lessonName(path)}.ts`));
  const messages = unmatched(ids, solutions);
  if (messages.length > 0 || ids.length === 0) return { answers: 0, messages };
  const folder = join(cache, 'answers');
  mkdirSync(folder, { recursive: true });
  const trial = answerNotebook(lesson, ids, solutions);
  const disappointed = await tryAnswers(join(folder, `${lessonName(path)}.ipynb`), trial);
  return { answers: trial.expectations.length, messages: disappointed };
}

/** Runs what `answerNotebook` made, by way of a file, and says which expectations were disappointed. */
export async function tryAnswers(file, { notebook, expectations }) {
  writeFileSync(file, JSON.stringify(notebook));
  const result = await execute(file, { env: kernelEnv({ figures: '' }) });
  discard(result);
  const cells = result.notebook.cells;
  return [...runProblems(result), ...expectations.flatMap((expectation) => disappointment(cells, expectation))];
}

async function loadSolutions(file) {
  if (!existsSync(file)) return {};
  const { transform } = await import('esbuild');
  const { code } = await transform(readFileSync(file, 'utf8'), { loader: 'ts', format: 'esm' });
  const module = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return module.solutions ?? module.default ?? {};
}

function unmatched(ids, solutions) {
  const missing = ids.filter((id) => !(id in solutions)).map((id) => `exercise ${id} has no solution`);
  const extra = Object.keys(solutions)
    .filter((id) => !ids.includes(id))
    .map((id) => `solution ${id} has no exercise`);
  const easy = ids.filter((id) => solutions[id]?.wrong?.length === 0).map((id) => `exercise ${id} has no wrong answer`);
  return [...missing, ...extra, ...easy];
}

/** A notebook of set-up cells, then answer and check in turn, with what each check must say. */
export function answerNotebook(lesson, ids, solutions) {
  const cells = lesson.cells
    .filter((cell) => cell.cell_type === 'code' && hasTag(cell, 'setup'))
    .map((cell) => ({ ...cell }));
  const expectations = [];
  for (const id of ids) {
    const check = lesson.cells.find((cell) => idAfter(cell, 'check:') === id);
    const { solution, wrong } = solutions[id];
    const attempts = [{ name: `${id}-solution`, code: solution, says: `PASS ${id}` }];
    wrong.forEach(({ code, message }, index) =>
      attempts.push({ name: `${id}-wrong-${index + 1}`, code, says: `NOT YET ${id}`, message }),
    );
    for (const { name, code, says, message } of attempts) {
      cells.push(codeCell(name, code), codeCell(`${name}-check`, check.source));
      expectations.push({ name, says, message, cell: cells.length - 1 });
    }
  }
  return { notebook: { ...lesson, cells }, expectations };
}

function codeCell(id, source) {
  return { cell_type: 'code', id, metadata: {}, execution_count: null, outputs: [], source };
}

function disappointment(cells, { name, says, message, cell }) {
  const text = textOutputs(cells[cell]);
  const line = text.split('\n').find((candidate) => candidate.trim().startsWith(says));
  if (line === undefined)
    return [`${name}: the check should say "${says}", and says ${JSON.stringify(text.trim().slice(0, 300))}`];
  if (message !== undefined && !text.includes(message)) {
    return [
      `${name}: the check should say ${JSON.stringify(message)}, and says ${JSON.stringify(text.trim().slice(0, 300))}`,
    ];
  }
  return [];
}
