import { basename } from 'node:path';
import { progressFolder, writeKept, writeKeptText } from '../host/kept';
import { requireId, requireOptions } from '../values/arguments';
import { valueText } from '../values/valueText';
import { type KeptScore, keptScores } from './scores';

/**
 * Writes all kept scores as `export.json` and `export.csv` into the folder of the progress, e.g. for a teacher. The table has a line for each
 * part of each test, one with the part `all` for its sum, and one for each number of the summary.
 * @param summary  numbers by name that stand beside the scores; null where there is none
 * @returns the files, relative to the project; none where no progress is kept, or no score yet
 * @throws TypeError if the summary holds something else
 */
export function exportScores(summary: Readonly<Record<string, number | null>> = {}): string[] {
  requireOptions(summary, 'exportScores: summary', Object.keys(summary ?? {}));
  for (const [name, value] of Object.entries(summary)) {
    requireId(name, 'exportScores: the name of a number in summary');
    if (value !== null && !Number.isFinite(value))
      throw new TypeError(
        `exportScores: summary.${name}: expected a finite number or null, got ${valueText(value, 6)}`,
      );
  }
  const folder = progressFolder();
  const scores = keptScores();
  if (folder === null || scores.length === 0) return [];
  const written =
    writeKept('export', { summary, scores }) && writeKeptText('export.csv', csvOf(scores, summary).join('\n') + '\n');
  return written ? ['export.json', 'export.csv'].map((file) => `${basename(folder)}/${file}`) : [];
}

function csvOf(scores: readonly KeptScore[], summary: Readonly<Record<string, number | null>>): string[] {
  const rows = scores.flatMap(({ test, at, seed, earned, points, parts }) =>
    [['all', [earned, points]] as const, ...Object.entries(parts)].map(([part, [got, of]]) => [
      test,
      at,
      seed,
      part,
      got,
      of,
    ]),
  );
  const sums = Object.entries(summary).map(([name, value]) => ['summary', '', '', name, value ?? '', '']);
  return [['test', 'at', 'seed', 'part', 'earned', 'points'], ...rows, ...sums].map((row) => row.map(field).join(','));
}

/** A field as RFC 4180 has it. */
function field(value: string | number): string {
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
