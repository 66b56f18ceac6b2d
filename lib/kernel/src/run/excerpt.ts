const RED = '\u001b[31m';
const PLAIN = '\u001b[0m';

/**
 * The lines of a source around a place, with a mark under it.
 * @param source the whole text
 * @param line,column the place, counted from 1
 * @param width characters to underline, at least 1
 * @returns up to four lines; none when the place is outside of the text
 * @example excerpt('let a = 1;\nfail();', 2, 1, 4) // ['      1 | let a = 1;', '    > 2 | fail();', '        | ^^^^' in red]
 */
export function excerpt(source: string, line: number, column: number, width: number): string[] {
  const lines = source.split('\n');
  if (line < 1 || line > lines.length) return [];
  const digits = String(Math.min(line + 1, lines.length)).length;
  const result: string[] = [];
  for (let n = Math.max(1, line - 1); n <= Math.min(lines.length, line + 1); n++) {
    const text = lines[n - 1] ?? '';
    if (n !== line && text.trim() === '') continue;
    result.push(`  ${n === line ? '>' : ' '} ${String(n).padStart(digits)} | ${text}`.trimEnd());
    if (n !== line) continue;
    const room = Math.max(1, Math.min(width, text.length - column + 1));
    result.push(`    ${' '.repeat(digits)} | ${' '.repeat(column - 1)}${RED}${'^'.repeat(room)}${PLAIN}`);
  }
  return result;
}
