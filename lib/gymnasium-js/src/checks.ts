// Argument checks of environments, vectors and workers. Each throws an error that names the argument, the value and what is allowed.
import type { Info, ResetOptions } from './env.js';
import { InvalidArgumentError } from './errors.js';
import { show } from './text.js';

/** Throws unless the argument of `reset` is an object with (at most) `seed` and `options`. */
export function checkResetOptions(options: unknown, name: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new InvalidArgumentError(`${name}: reset takes an object such as { seed: 42 }, got ${show(options)}`);
  }
  const unknown = Object.keys(options).find((key) => key !== 'seed' && key !== 'options');
  if (unknown !== undefined) {
    throw new InvalidArgumentError(
      `${name}: reset does not know ${show(unknown)}; it takes { seed, options }, settings of the first state go into options`,
    );
  }
  const inner = (options as ResetOptions).options;
  if (inner !== undefined && (typeof inner !== 'object' || inner === null)) {
    throw new InvalidArgumentError(`${name}: reset's options must be an object, got ${show(inner)}`);
  }
}

/** Throws if a constructor was given an option it does not know; the message lists the known ones. */
export function checkKnownOptions(options: object, known: readonly string[], title: string): void {
  if (typeof options !== 'object' || options === null) {
    throw new InvalidArgumentError(`${title}: options must be an object, got ${show(options)}`);
  }
  for (const key of Object.keys(options)) {
    if (!known.includes(key)) {
      throw new InvalidArgumentError(`${title}: unknown option ${show(key)}; known: ${known.join(', ')}`);
    }
  }
}

/** Bounds of the first state from `reset({ options: { low, high } })`, as Gymnasium's classic control reads them. */
export function resetBounds(options: Info, low: number, high: number, name: string): readonly [number, number] {
  const from = 'low' in options ? options.low : low;
  const to = 'high' in options ? options.high : high;
  checkFinite(from, `${name}: options.low`);
  checkFinite(to, `${name}: options.high`);
  if ((from as number) > (to as number)) {
    throw new InvalidArgumentError(`${name}: options.low = ${show(from)} must not exceed options.high = ${show(to)}`);
  }
  return [from as number, to as number];
}

/** Throws unless the value is a finite number. */
export function checkFinite(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new InvalidArgumentError(`${name} must be a finite number, got ${show(value)}`);
  }
  return value;
}

/** A state as set from outside: the right number of finite numbers. */
export function checkState(values: ArrayLike<number>, length: number, name: string): void {
  if (typeof values !== 'object' || values === null || values.length !== length) {
    throw new InvalidArgumentError(`${name}: state must be ${length} numbers, got ${show(values)}`);
  }
  for (let i = 0; i < length; i++) checkFinite(values[i], `${name}: state[${i}]`);
}
