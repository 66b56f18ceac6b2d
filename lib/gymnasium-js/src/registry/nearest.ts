import { InvalidArgumentError } from '../errors.js';
import { show } from '../text.js';

/** Number of single-letter insertions, deletions, replacements and swaps of neighbours that turn one text into another. */
export function editDistance(a: string, b: string): number {
  checkText(a, 'editDistance: a');
  checkText(b, 'editDistance: b');
  const rows = Array.from({ length: a.length + 1 }, (_, i) => [i, ...Array<number>(b.length).fill(0)]);
  for (let j = 0; j <= b.length; j++) rows[0][j] = j;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, replaced);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
      }
    }
  }
  return rows[a.length][b.length];
}

/** The candidates, nearest first; case does not count, ties keep their order. */
export function nearestFirst(wanted: string, candidates: readonly string[]): string[] {
  checkText(wanted, 'nearestFirst: wanted');
  if (!isList(candidates)) {
    throw new InvalidArgumentError(`nearestFirst: candidates must be a list of texts, got ${show(candidates)}`);
  }
  Array.from(candidates).forEach((candidate, i) => checkText(candidate, `nearestFirst: candidates[${i}]`));
  const text = wanted.toLowerCase();
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(text, candidate.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate);
}

function checkText(value: unknown, name: string): void {
  if (typeof value !== 'string') throw new InvalidArgumentError(`${name} must be a text, got ${show(value)}`);
}

/** `Array.isArray` that keeps the type of what is declared a list. */
function isList(value: readonly string[]): boolean {
  return Array.isArray(value);
}
