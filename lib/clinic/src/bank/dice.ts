import type { Random } from 'ppo-lib';

/** One of a list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.integer(list.length)];
}

/** A number from `low` to `high` in steps of `step`, as exact as a decimal number can be. */
export function drawn(random: Random, low: number, high: number, step: number): number {
  const steps = Math.round((high - low) / step);
  return tidy(low + step * random.integer(steps + 1));
}

/** The same list in another order. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return Array.from(random.permutation(list.length), (index) => list[index]);
}

/** Rounded to eight digits after the point: without the dust of binary arithmetic. */
export function tidy(value: number): number {
  return Math.round(value * 1e8) / 1e8;
}

/** A number as the questions print it: four digits, or the text itself. */
export function shown(value: number | string): string {
  return typeof value === 'string' ? value : String(Number(value.toPrecision(4)));
}
