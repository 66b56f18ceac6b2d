// Argument checks of environments, vectors and workers. Each throws an error that names the argument, the value and what is allowed.
import type { Info, ResetOptions } from './env.js';
import { InvalidArgumentError } from './errors.js';
import { checkKnownOptions } from './knownOptions.js';
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
  if (inner !== undefined && (typeof inner !== 'object' || inner === null || Array.isArray(inner))) {
    throw new InvalidArgumentError(`${name}: reset's options must be an object, got ${show(inner)}`);
  }
}

/** Throws if `reset` was told settings of a first state that cannot be told anything. */
export function refuseResetOptions(options: Info, name: string): void {
  const [first] = Object.keys(options);
  if (first === undefined) return;
  throw new InvalidArgumentError(
    `${name}: reset does not know the option ${show(first)}; the first state is only drawn, set state afterwards`,
  );
}

/** The largest number of a state: far beyond it sine and cosine mean nothing, and squares overflow. */
const LARGEST_STATE = 1e15;

/** Bounds of the first state from `reset({ options: { low, high } })`, as Gymnasium's classic control reads them. */
export function resetBounds(options: Info, low: number, high: number, name: string): readonly [number, number] {
  checkKnownOptions(options, ['low', 'high', 'resetMask'], `${name}: options of reset`);
  const from = 'low' in options ? options.low : low;
  const to = 'high' in options ? options.high : high;
  checkSize(from, `${name}: options.low`);
  checkSize(to, `${name}: options.high`);
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
  for (let i = 0; i < length; i++) checkSize(values[i], `${name}: state[${i}]`);
}

/** Throws unless the value is true or false. */
export function checkSwitch(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new InvalidArgumentError(`${name} must be true or false, got ${show(value)}`);
}

/** Throws unless the value is a finite number that a state may hold. */
export function checkSize(value: unknown, name: string): void {
  if (Math.abs(checkFinite(value, name)) <= LARGEST_STATE) return;
  throw new InvalidArgumentError(`${name} must be within 1e15 of 0, got ${show(value)}`);
}
