import { forEachEntry, requireNumber, requireOneOf, requireOptionalText, requireOptions } from '../values/arguments';
import { isList, quoted } from '../values/kinds';
import type { AxesOptions, Mark } from './axes';
import { requireColumn } from './columns';

const NAMES: Readonly<Record<keyof AxesOptions, true>> = {
  title: true,
  xTitle: true,
  yTitle: true,
  xRange: true,
  yRange: true,
  xLog: true,
  yLog: true,
  xTicks: true,
  yTicks: true,
  xFromZero: true,
  yFromZero: true,
  height: true,
  legend: true,
};
const PLACES = ['above', 'topLeft', 'topRight', 'bottomLeft', 'bottomRight', 'none'];
const AXES = ['x', 'y'] as const;

/**
 * Checks the options that every builder takes.
 * @param where  the builder's name; starts messages
 * @param own    names of the options that only this builder takes
 * @throws TypeError or RangeError that names the option, its value and what it should be
 */
export function checkAxes(options: AxesOptions, where: string, own: readonly string[]): void {
  requireOptions(options, where, [...own, ...Object.keys(NAMES)]);
  requireOptionalText(options.title, `${where}: title`);
  for (const axis of AXES) {
    const log = options[`${axis}Log`] === true;
    for (const flag of [`${axis}Log`, `${axis}FromZero`] as const) requireFlag(options[flag], `${where}: ${flag}`);
    if (typeof options[`${axis}Title`] !== 'string')
      throw new TypeError(
        `${where}: ${axis}Title: expected text that says what is measured (unit), got ${quoted(options[`${axis}Title`])}`,
      );
    checkRange(options[`${axis}Range`], log, `${where}: ${axis}Range`);
    checkTicks(options[`${axis}Ticks`], log, `${where}: ${axis}Ticks`);
  }
  checkHeight(options.height, where);
  if (options.legend !== undefined) requireOneOf(options.legend, `${where}: legend`, PLACES);
}

/** CSS pixels: enough for axes and their titles, not more than a page can hold. */
export function checkHeight(height: unknown, where: string): void {
  if (height !== undefined) requireNumber(height, `${where}: height`, { from: 100, to: 5000 });
}

/** Throws unless `value` is true, false or missing. */
export function requireFlag(value: unknown, name: string): void {
  if (value === undefined || typeof value === 'boolean') return;
  throw new TypeError(`${name}: expected true or false, got ${quoted(value)}`);
}

function checkRange(range: AxesOptions['xRange'], log: boolean, name: string): void {
  if (range === undefined) return;
  requireColumn(range, name, { length: 2, as: 'ends' });
  if (range[0] === range[1]) throw new RangeError(`${name}: the ends are the same, ${range[0]}; give two numbers`);
  requirePositive(range, log, name);
}

function checkTicks(ticks: AxesOptions['xTicks'], log: boolean, name: string): void {
  if (ticks === undefined) return;
  if (ticks === 'decades') {
    if (!log) throw new TypeError(`${name}: 'decades' needs a logarithmic axis; set ${name.slice(-6, -5)}Log: true`);
  } else if (isList(ticks)) {
    requireColumn(ticks, name);
    requirePositive(ticks, log, name);
  } else requireNumber(ticks, name, { above: 0 });
}

function requirePositive(values: ArrayLike<number>, log: boolean, name: string): void {
  const bad = log ? Array.from(values).find((value) => !(value > 0)) : undefined;
  if (bad === undefined) return;
  throw new RangeError(`${name}: ${bad} has no place on a logarithmic axis; give numbers above 0`);
}

const MARK = ['x', 'y', 'label', 'labelAt', 'labelSide', 'dash', 'color'];

/** Throws unless each mark has one position, or the two ends of a region, on one of the axes. */
export function checkMarks(marks: readonly Mark[] | undefined, options: AxesOptions, where: string): void {
  if (marks === undefined) return;
  if (!Array.isArray(marks))
    throw new TypeError(`${where}: marks: expected a list such as [{ y: 475, label: 'solved' }], got ${quoted(marks)}`);
  forEachEntry(marks as readonly Mark[], (mark, index) => checkMark(mark, options, `${where}: marks[${index}]`));
}

function checkMark(mark: Mark, options: AxesOptions, name: string): void {
  requireOptions(mark, name, MARK);
  const axes = AXES.filter((axis) => (mark as { x?: unknown; y?: unknown })[axis] !== undefined);
  if (axes.length !== 1)
    throw new TypeError(
      `${name}: needs x or y, a number or the two ends of a region, and has ${axes.join(' and ') || 'neither'}`,
    );
  const at = (mark as unknown as Record<string, number | readonly [number, number]>)[axes[0]];
  const place = `${name}.${axes[0]}`;
  if (isList(at)) requireColumn(at, place, { length: 2, as: 'ends' });
  else requireColumn([at], place);
  requirePositive(typeof at === 'number' ? [at] : at, options[`${axes[0]}Log`] === true, place);
  requireOptionalText(mark.label, `${name}.label`);
  requireOptionalText(mark.color, `${name}.color`);
  if (mark.labelAt !== undefined) requireOneOf(mark.labelAt, `${name}.labelAt`, ['start', 'middle', 'end']);
  if (mark.labelSide !== undefined) requireOneOf(mark.labelSide, `${name}.labelSide`, ['left', 'right']);
  if (mark.dash !== undefined) requireOneOf(mark.dash, `${name}.dash`, ['solid', 'dash', 'dot']);
}
