import { display } from '../host/outputs';
import { requireNumber, requireOptionalText, requireOptions } from '../values/arguments';
import { escapeHtml } from '../values/html';
import { isList, quoted } from '../values/kinds';
import { extremes } from '../values/numbers';
import { formatNumber } from '../values/numberTexts';
import { valueText } from '../values/valueText';

/** One row: column name to value. */
export type Row = Readonly<Record<string, unknown>>;

export interface TableOptions {
  /** One line above the table. */
  readonly caption?: string;
  /** Significant digits of numbers (default 4). */
  readonly digits?: number;
  /** Which columns, in which order; or a heading for each column: `{ ratio: 'ratio r', slope: 'dL/dr' }`. */
  readonly columns?: readonly string[] | Readonly<Record<string, string>>;
}

interface Column {
  readonly heading: string;
  readonly cells: readonly string[];
  readonly numeric: boolean;
}

/**
 * Shows rows as a table: HTML in JupyterLab and on GitHub, aligned columns as text. Numbers of a column share their
 * number of decimals; null and undefined show as a dash, dates as day and time in UTC.
 * @throws TypeError or RangeError if there is no row, a row is no object, or an option or a column does not exist
 * @example table([{ ratio: 0.7, good: 0.7 }, { ratio: 1.3, good: 1.2 }], { caption: 'Clipped objective, A = +1' })
 */
export function table(rows: readonly Row[], options: TableOptions = {}): void {
  checkTable(rows, options);
  const columns = toColumns(rows, options);
  display({
    data: {
      'text/html': toHtml(columns, rows.length, options.caption),
      'text/plain': toText(columns, rows.length, options.caption),
    },
  });
}

function checkTable(rows: readonly Row[], options: TableOptions): void {
  if (!Array.isArray(rows) || rows.length === 0)
    throw new TypeError(
      `table: rows must be a list with at least one row, e.g. [{ ratio: 0.7 }], got ${Array.isArray(rows) ? 'an empty list' : quoted(rows)}`,
    );
  const bad = rows.findIndex((row) => typeof row !== 'object' || row === null || isList(row));
  if (bad >= 0)
    throw new TypeError(`table: rows[${bad}] must be an object such as { ratio: 0.7 }, got ${quoted(rows[bad])}`);
  requireOptions(options, 'table', ['caption', 'digits', 'columns']);
  const { caption, digits, columns } = options;
  requireOptionalText(caption, 'table: caption');
  if (digits !== undefined) requireNumber(digits, 'table: digits', { from: 1, to: 15, whole: true });
  if (columns === undefined) return;
  const headings: unknown[] = typeof columns === 'object' && columns !== null ? Object.values(columns) : [];
  if (headings.length === 0 || !headings.every((heading) => typeof heading === 'string'))
    throw new TypeError(
      `table: columns must be names, ['ratio'], or a heading for each, { ratio: 'ratio r' }, got ${quoted(columns)}`,
    );
}

function toColumns(rows: readonly Row[], options: TableOptions): Column[] {
  const headings = options.columns ?? [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const pairs: readonly (readonly [string, string])[] = Array.isArray(headings)
    ? (headings as readonly string[]).map((key) => [key, key] as const)
    : Object.entries(headings as Readonly<Record<string, string>>);
  return pairs.map(([key, heading]) => {
    if (!rows.some((row) => key in row)) {
      throw new RangeError(
        `table: no row has a column '${key}'; the first row has ${Object.keys(rows[0]).join(', ') || 'none'}`,
      );
    }
    const values = rows.map((row) => row[key]);
    const numeric =
      values.some((value) => typeof value === 'number') &&
      values.every((value) => value == null || typeof value === 'number');
    return {
      heading,
      numeric,
      cells: numeric
        ? formatColumn(values as (number | null)[], options.digits)
        : values.map((value) => valueText(value, options.digits)),
    };
  });
}

/** Numbers of one column with as many decimals as the one that needs most; far apart in size, each for itself. */
export function formatColumn(values: readonly (number | null | undefined)[], digits = 4): string[] {
  const sizes = values.filter((value): value is number => Number.isFinite(value) && value !== 0).map(Math.abs);
  const [smallest, largest] = extremes(sizes);
  const wide = sizes.length > 0 && largest / smallest > 1e5;
  if (wide) return values.map((value) => valueText(value, digits));
  const decimals = Math.max(0, extremes(sizes.map((size) => decimalsOf(formatNumber(size, digits))))[1]);
  if (decimals > 8) return values.map((value) => valueText(value, digits));
  return values.map((value) =>
    Number.isFinite(value) ? positiveZero(value as number, decimals) : valueText(value, digits),
  );
}

const decimalsOf = (text: string): number => (/e/.test(text) ? 99 : (text.split('.')[1] ?? '').length);
const positiveZero = (value: number, decimals: number): string =>
  value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, '$1');

function toHtml(columns: readonly Column[], count: number, caption?: string): string {
  const align = (column: Column): string => ` style="text-align: ${column.numeric ? 'right' : 'left'}"`;
  const head = columns.map((column) => `<th scope="col"${align(column)}>${escapeHtml(column.heading)}</th>`).join('');
  const body = Array.from({ length: count }, (_, row) => {
    return `<tr>${columns.map((column) => `<td${align(column)}>${escapeHtml(column.cells[row])}</td>`).join('')}</tr>`;
  });
  const title = caption ? `<caption style="text-align: left">${escapeHtml(caption)}</caption>\n` : '';
  return `<table>\n${title}<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join('\n')}\n</tbody>\n</table>`;
}

function toText(columns: readonly Column[], count: number, caption?: string): string {
  const widths = columns.map(({ heading, cells }) =>
    Math.max(heading.length, extremes(cells.map((cell) => cell.length))[1]),
  );
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => (columns[index].numeric ? text.padStart(widths[index]) : text.padEnd(widths[index])))
      .join('  ')
      .trimEnd();
  const lines = [line(columns.map((column) => column.heading)), widths.map((width) => '-'.repeat(width)).join('  ')];
  for (let row = 0; row < count; row++) lines.push(line(columns.map((column) => column.cells[row])));
  return [...(caption ? [caption] : []), ...lines].join('\n');
}
