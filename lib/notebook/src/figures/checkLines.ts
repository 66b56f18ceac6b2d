import {
  forEachEntry,
  requireEntries,
  requireNumber,
  requireOneOf,
  requireOptionalText,
  requireOptions,
  requireText,
} from '../values/arguments';
import { isList, quoted } from '../values/kinds';
import { checkAxes, checkMarks } from './checkAxes';
import { requireColumn } from './columns';
import type { Bounds, Line, LineFigureOptions } from './line';

const NAMES: Readonly<Record<keyof Line, true>> = {
  name: true,
  x: true,
  y: true,
  band: true,
  errors: true,
  dash: true,
  shape: true,
  mode: true,
  color: true,
  width: true,
  opacity: true,
  symbol: true,
  size: true,
};
const CHOICES = {
  dash: ['solid', 'dash', 'dot', 'dashdot'],
  shape: ['linear', 'hv'],
  mode: ['lines', 'markers', 'lines+markers'],
} as const;
const NUMBERS = { width: { from: 0 }, size: { from: 0 }, opacity: { from: 0, to: 1 } } as const;

/**
 * Checks what `lineFigure` is given.
 * @throws TypeError or RangeError that names the line, the option, its value and what it should be
 */
export function checkLines(options: LineFigureOptions): void {
  checkAxes(options, 'lineFigure', ['lines', 'marks', 'digits']);
  checkMarks(options.marks, options, 'lineFigure');
  requireEntries(options.lines, 'lineFigure: lines', "{ name: 'PPO', x: [1, 2], y: [3, 4] }");
  if (options.digits !== undefined) requireNumber(options.digits, 'lineFigure: digits', { from: 1, to: 6 });
  forEachEntry(options.lines, checkLine);
}

function checkLine(line: Line, index: number): void {
  requireOptions(line, `lineFigure: lines[${index}]`, Object.keys(NAMES));
  requireText(line.name, `lineFigure: lines[${index}].name`, 'The legend needs it.');
  const of = `of '${line.name}'`;
  for (const name of ['color', 'symbol'] as const) requireOptionalText(line[name], `lineFigure: ${name} ${of}`);
  requireColumn(line.y, `lineFigure: y ${of}`, { gaps: true, texts: true });
  const points = { length: line.y.length, as: 'values of y' };
  if (isList(line.x)) requireColumn(line.x, `lineFigure: x ${of}`, { ...points, positions: true });
  else checkSteps(line.x, `lineFigure: x ${of}`);
  if (line.band !== undefined) {
    requireOptions(line.band, `lineFigure: band ${of}`, ['lower', 'upper', 'says']);
    requireOptionalText(line.band.says, `lineFigure: band.says ${of}`);
    checkBounds(line.band, 'band', of, points);
    if (line.color !== undefined && !/^#[0-9a-f]{6}$/i.test(line.color))
      throw new TypeError(`lineFigure: color ${of}: a band needs one such as '#0072B2', got ${quoted(line.color)}`);
  }
  if (line.errors !== undefined) {
    requireOptions(line.errors, `lineFigure: errors ${of}`, ['lower', 'upper', 'along']);
    if (line.errors.along !== undefined) requireOneOf(line.errors.along, `lineFigure: errors.along ${of}`, ['x', 'y']);
    checkBounds(line.errors, 'errors', of, points);
    if (line.errors.along === 'x' && isList(line.x)) requireColumn(line.x, `lineFigure: x ${of}, which has errors,`);
  }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = line[name as keyof typeof CHOICES];
    if (value !== undefined) requireOneOf(value, `lineFigure: ${name} ${of}`, choices);
  }
  for (const [name, rule] of Object.entries(NUMBERS)) {
    const value = line[name as keyof typeof NUMBERS];
    if (value !== undefined) requireNumber(value, `lineFigure: ${name} ${of}`, rule);
  }
}

function checkSteps(x: Line['x'], where: string): void {
  if (typeof x !== 'object' || x === null)
    throw new TypeError(`${where}: expected a list of numbers, or { from, step }, got ${quoted(x)}`);
  requireOptions(x, where, ['from', 'step']);
  const { from, step } = x as { from: unknown; step: unknown };
  requireNumber(from, `${where}.from`);
  requireNumber(step, `${where}.step`);
  if (step === 0) throw new RangeError(`${where}.step: expected a distance between points, got 0`);
}

function checkBounds(bounds: Bounds, what: string, of: string, points: { length: number; as: string }): void {
  for (const side of ['lower', 'upper'] as const)
    requireColumn(bounds[side], `lineFigure: ${what}.${side} ${of}`, { ...points, gaps: true });
}
