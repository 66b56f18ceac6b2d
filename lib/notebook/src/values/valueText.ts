import { isList } from './kinds';
import { formatNumber } from './numberTexts';

/** A value as text, as in a table: numbers to `digits` significant digits, dates in UTC, missing ones as a dash, objects as JSON. */
export function valueText(value: unknown, digits = 4): string {
  return written(value, digits, []);
}

function written(value: unknown, digits: number, around: readonly unknown[]): string {
  if (value === null || value === undefined) return '–';
  if (typeof value === 'number') return formatNumber(value, digits);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (typeof value === 'string') return value;
  if (typeof value === 'function') return `function ${value.name}`.trim();
  if (typeof value !== 'object') return (value as boolean | bigint | symbol).toString();
  if (around.includes(value)) return '(itself)';
  const inside = (entry: unknown): string => written(entry, digits, [...around, value]);
  if (isList(value)) return `[${Array.from(value, inside).join(', ')}]`;
  if (value instanceof Set) return `{${Array.from(value, inside).join(', ')}}`;
  if (value instanceof Map)
    return `{${Array.from(value, ([key, entry]) => `${inside(key)}: ${inside(entry)}`).join(', ')}}`;
  try {
    return JSON.stringify(value, listed) ?? '–';
  } catch {
    return `{${Object.entries(value)
      .map(([key, entry]) => `${JSON.stringify(key)}:${inside(entry)}`)
      .join(',')}}`; // big integers, or an object that holds itself
  }
}

/** JSON would make `{}` of these. */
const listed = (_: string, value: unknown): unknown =>
  value instanceof Map || value instanceof Set ? Array.from(value as Iterable<unknown>) : value;

/** A day alone if the time is midnight in UTC, else day and time; the same on every machine. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'invalid date';
  const [day, time] = date.toISOString().split('T');
  if (time === '00:00:00.000Z') return day;
  return `${day} ${time.replace(/(\.000)?Z$/, '')} UTC`;
}
