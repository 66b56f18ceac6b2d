// npm run lessons: what is new in the lessons, and what the reader's copy has of it. npm start prints the short form.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MyLessons, besideName } from './myLessons.mjs';
import { readNotebook, textOf } from './notebooks/files.mjs';
import { Problem } from './problems.mjs';

/** @typedef {import('./myLessons.mjs').State} State */

/**
 * What is said of a lesson, where there is something to say.
 * @type {Partial<Record<State, (name: string) => string>>}
 */
const sentences = {
  copied: () => 'new in my-lessons',
  updated: () => 'a new edition, in place of the one that you had not touched',
  offered: (name) => `a new edition beside yours: ${besideName(name)}`,
  'both touched': (name) => `a newer edition than yours, and than ${besideName(name)}, which you have touched too`,
  deleted: () => 'deleted by you',
};

/**
 * @param {string[]} [args]
 * @param {MyLessons} [mine]
 */
export async function lessonsCommand(args = process.argv.slice(2), mine = new MyLessons()) {
  for (const wanted of takenIn(args)) {
    const { name, keptAs } = mine.take(wanted);
    console.log(`  ${name}: as it ships${keptAs ? `; what you had made of it is ${keptAs}` : ''}.`);
  }
  const states = mine.update();
  for (const line of report(states, mine)) console.log(`  ${line}`);
  for (const [name, state] of states) if (state === 'offered') printDifference(mine.to, name);
  const open = [...states].filter(([, state]) => ['offered', 'both touched', 'deleted'].includes(state));
  if (open.length > 0) {
    const [number] = open[0][0].split(/[-.]/);
    console.log(
      `\n  npm run lessons -- --take ${number} puts the edition that ships in place; yours is kept beside it.`,
    );
  }
}

/**
 * @param {Map<string, State>} states
 * @param {MyLessons} mine
 * @returns {string[]} a line for each lesson that there is something to say of, or for all of them together
 */
export function report(states, mine) {
  const damaged = mine.wasDamaged
    ? ['Notice: my-lessons/.editions.json could not be read and was set aside; nothing that may be yours is replaced.']
    : [];
  const all = [...states.values()];
  if (all.every((state) => state === 'copied')) return [...damaged, `${all.length} lessons copied to my-lessons`];
  const width = Math.max(...[...states.keys()].map((name) => name.length));
  const lines = [...states].flatMap(([name, state]) => {
    const says = sentences[state]?.(name);
    return says === undefined ? [] : [`${name.padEnd(width)}  ${says}`];
  });
  const touched = all.filter((state) => state === 'touched').length;
  if (lines.length === 0)
    lines.push(
      `nothing new: ${touched} of ${all.length} lessons have been run or edited by you, the rest is as it ships`,
    );
  return [...damaged, ...lines];
}

/** @param {string[]} args @returns {string[]} */
function takenIn(args) {
  try {
    return parseArgs({ args, options: { take: { type: 'string', multiple: true } } }).values.take ?? [];
  } catch (error) {
    throw new Problem(`${/** @type {Error} */ (error).message} The option is --take LESSON, e.g. --take 03.`);
  }
}

/**
 * Names the cells in which the new edition says something else than the reader's.
 * @param {string} folder
 * @param {string} name
 */
function printDifference(folder, name) {
  const [mine, edition] = [name, besideName(name)].map((file) => sourcesIn(join(folder, file)));
  if (mine === null || edition === null) return;
  const other = [...edition].filter(([id, source]) => mine.has(id) && mine.get(id) !== source).map(([id]) => id);
  const added = [...edition.keys()].filter((id) => !mine.has(id));
  const gone = [...mine.keys()].filter((id) => !edition.has(id));
  const parts = [
    ['different', other],
    ['only in the new one', added],
    ['only in yours', gone],
  ].filter(([, ids]) => ids.length > 0);
  const says = parts.map(([what, ids]) => `${what}: ${/** @type {string[]} */ (ids).join(', ')}`).join('; ');
  console.log(`\n  ${name}, its cells beside yours: ${says || 'the same; only outputs differ'}`);
}

/** @param {string} path @returns {Map<string, string> | null} source by cell id; null if it is no notebook */
function sourcesIn(path) {
  if (!existsSync(path)) return null;
  try {
    return new Map(readNotebook(path).cells.map(({ id, source }) => [id, textOf(source)]));
  } catch {
    return null;
  }
}
