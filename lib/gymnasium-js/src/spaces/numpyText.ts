import { extremes, isFloat, type NumberType } from './numbers.js';

/*
 * Arrays as NumPy prints them with its default options (8 digits, 75 columns, "..." above 1000 elements), so that
 * `String(space)` reads as in Python.
 */

const PRECISION = 8;
const LINE_WIDTH = 75;
const THRESHOLD = 1000;
const EDGE_ITEMS = 3;

type Format = (x: number) => string;

/**
 * The text of an array.
 * @param values flat, row-major
 * @param short print a single number if all values are equal, as Gymnasium does for the bounds of a Box
 * @example arrayText(Float32Array.of(-1, 2.5), [2], 'float32') // '[-1.   2.5]'
 */
export function arrayText(
  values: ArrayLike<number>,
  shape: readonly number[],
  dtype: NumberType,
  short = false,
): string {
  const list = Array.from(values);
  if (short && list.length > 0 && list.every((x) => x === list[0])) return numberText(list[0], dtype);
  if (shape.length === 0) return numberText(list[0], dtype);
  if (list.length === 0) return '[]';
  const summary = list.length > THRESHOLD;
  const format = isFloat(dtype) ? floatFormat(visible(list, shape, summary), dtype) : integerFormat(list);
  return nest(list, shape, 0, ' ', LINE_WIDTH, summary, format);
}

/** One number, as Python's `str` of a NumPy scalar. */
export function numberText(x: number, dtype: NumberType): string {
  if (!Number.isFinite(x)) return nonFinite(x);
  if (!isFloat(dtype)) return String(x);
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) return exponential(x, shortest(x, dtype).digits.length - 1);
  const text = positional(x, dtype);
  return text.endsWith('.') ? `${text}0` : text;
}

function nonFinite(x: number): string {
  return Number.isNaN(x) ? 'nan' : x < 0 ? '-inf' : 'inf';
}

/** The fewest digits that give the same number back in its own type, and the exponent of the first. */
function shortest(x: number, dtype: NumberType): { digits: string; exponent: number } {
  let text = x.toExponential();
  if (dtype === 'float32') {
    for (let digits = 0; digits < 9; digits++) {
      text = x.toExponential(digits);
      if (Math.fround(Number(text)) === x) break;
    }
  }
  const [mantissa, exponent] = text.replace('-', '').split('e');
  const sign = text.includes('e-') ? -1 : 1;
  return { digits: mantissa.replace('.', ''), exponent: sign * Number(exponent.replace(/[+-]/, '')) };
}

/** Fixed notation with at most 8 decimals, trailing zeros cut, the point kept: `4.8`, `1.`. */
function positional(x: number, dtype: NumberType): string {
  const { digits, exponent } = shortest(x, dtype);
  const decimals = Math.max(0, digits.length - 1 - exponent);
  let text: string;
  if (decimals > PRECISION) text = Math.abs(x).toFixed(PRECISION);
  else if (exponent >= 0) text = digits.padEnd(exponent + 1, '0').replace(new RegExp(`^(\\d{${exponent + 1}})`), '$1.');
  else text = `0.${'0'.repeat(-exponent - 1)}${digits}`;
  const trimmed = text.replace(/0+$/, '');
  return (x < 0 || Object.is(x, -0) ? '-' : '') + trimmed;
}

/** Scientific notation with two or more digits of exponent: `4.80000019e+00`. */
function exponential(x: number, decimals: number): string {
  const [mantissa, exponent] = x.toExponential(decimals).split('e');
  const point = mantissa.includes('.') ? mantissa : `${mantissa}.`;
  return `${decimals === 0 ? point.slice(0, -1) : point}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

function floatFormat(values: readonly number[], dtype: NumberType): Format {
  const finite = values.filter(Number.isFinite);
  const sizes = finite.map(Math.abs).filter((x) => x !== 0);
  const [smallest, largest] = extremes(sizes);
  const limit = dtype === 'float32' ? 1e6 : 1e8;
  const scientific = sizes.length > 0 && (largest >= limit || smallest < 1e-4 || largest / smallest > 1000);
  const texts = scientific ? scientificTexts(finite, dtype) : finite.map((x) => positional(x, dtype));
  let left = Math.max(0, extremes(texts.map((text) => text.indexOf('.')))[1]);
  const right = Math.max(0, extremes(texts.map((text) => text.length - 1 - text.indexOf('.')))[1]);
  if (finite.length < values.length) {
    left = Math.max(left, 3 - (right + 1), 3 + (values.includes(-Infinity) ? 1 : 0) - (right + 1));
  }
  const width = left + right + 1;
  return (x) => {
    if (!Number.isFinite(x)) return nonFinite(x).padStart(width);
    const text = scientific ? texts[finite.indexOf(x)] : positional(x, dtype);
    return text.padStart(text.length + left - text.indexOf('.')).padEnd(width);
  };
}

/** All numbers with as many decimals as the longest of their shortest forms needs, at most 8. */
function scientificTexts(values: readonly number[], dtype: NumberType): string[] {
  const [, longest] = extremes(values.map((x) => shortest(x, dtype).digits.length - 1));
  const decimals = Math.min(PRECISION, longest);
  return values.map((x) => {
    const text = exponential(x, decimals);
    return decimals === 0 ? text.replace('e', '.e') : text;
  });
}

function integerFormat(values: readonly number[]): Format {
  const [, width] = extremes(values.map((x) => String(x).length));
  return (x) => String(x).padStart(width);
}

/** The elements that survive the "..." of a long array; only they decide the columns. */
function visible(values: readonly number[], shape: readonly number[], summary: boolean): readonly number[] {
  if (!summary) return values;
  return values.filter((_, flat) => {
    let rest = flat;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const at = rest % shape[axis];
      rest = Math.floor(rest / shape[axis]);
      if (shape[axis] > 2 * EDGE_ITEMS && at >= EDGE_ITEMS && at < shape[axis] - EDGE_ITEMS) return false;
    }
    return true;
  });
}

/** `values` below one index, wrapped in brackets; rows break at `width`, outer axes always. */
function nest(
  values: readonly number[],
  shape: readonly number[],
  axis: number,
  indent: string,
  width: number,
  summary: boolean,
  format: Format,
): string {
  const length = shape[axis];
  const stride = values.length / length;
  const items: (string | null)[] = [];
  for (let i = 0; i < length; i++) {
    if (summary && length > 2 * EDGE_ITEMS && i === EDGE_ITEMS) {
      items.push(null);
      i = length - EDGE_ITEMS;
    }
    const part = values.slice(i * stride, (i + 1) * stride);
    items.push(
      axis === shape.length - 1
        ? format(part[0])
        : nest(part, shape, axis + 1, `${indent} `, width - 1, summary, format),
    );
  }
  if (axis < shape.length - 1) {
    return `[${items.map((item) => item ?? '...').join('\n'.repeat(shape.length - 1 - axis) + indent)}]`;
  }
  return row(
    items.map((item) => item ?? '...'),
    indent,
    width - 1,
  );
}

function row(words: readonly string[], indent: string, width: number): string {
  let text = '';
  let line = indent;
  words.forEach((word, i) => {
    if (line.length + word.length > width && line.length > indent.length) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += word + (i < words.length - 1 ? ' ' : '');
  });
  return `[${(text + line).slice(indent.length)}]`;
}
