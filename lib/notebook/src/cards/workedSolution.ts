/** Worked solutions with their reasons, read from the project's `notebooks/solutions` when a reader has earned or needs one. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentLesson } from '../host/kept';
import { projectRoot } from '../host/project';

/** An answer as the file of solutions has it, and the comment above it, which says why. */
export interface WorkedSolution {
  readonly reasons: string;
  readonly code: string;
}

/**
 * The solution of an exercise of the lesson that this kernel belongs to. Null outside JupyterLab, so that what a command executes never holds
 * one, and where there is no file of solutions or it gives no reasons.
 */
export function workedSolution(id: string): WorkedSolution | null {
  const [lesson, root] = [currentLesson(), projectRoot()];
  if (lesson === null || root === null) return null;
  const file = join(root, 'notebooks', 'solutions', `${lesson}.ts`);
  return existsSync(file) ? solutionIn(readFileSync(file, 'utf8'), id) : null;
}

/**
 * Finds the solution of an exercise in the text of a file of solutions, which the formatter has laid out: `const name: Exercise<...> = {`, a
 * comment with the reasons, `solution: ...,` and then `wrong: [`.
 */
export function solutionIn(text: string, id: string): WorkedSolution | null {
  const table = /export const solutions\b[^{]*\{([\s\S]*?)\};/.exec(text)?.[1] ?? '';
  const names = new Map(
    table.split(',').map((entry) => {
      const parts = entry.split(':').map((part) => part.trim().replace(/^'|'$/g, ''));
      return [parts[0], parts.at(-1)];
    }),
  );
  const name = names.get(id);
  const start = name === undefined ? -1 : text.indexOf(`const ${name}: Exercise`);
  if (start < 0) return null;
  const next = text.indexOf('\nconst ', start + 1);
  const own = text.slice(start, next < 0 ? undefined : next);
  const found = /\n(( *)\/\/ [\s\S]*?)\n\2solution(:|(?=\())([\s\S]*?),?\n\2wrong: \[/.exec(own);
  if (found === null) return null;
  const [, comment, indent, , code] = found;
  const reasons = comment.replace(/^ *\/\/ ?/gm, '').replace(/\s*\n\s*/g, ' ');
  return { reasons, code: code.trim().replaceAll(`\n${indent}`, '\n') };
}
