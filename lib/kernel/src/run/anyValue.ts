import { inspect, types } from 'node:util';

/**
 * Looks at values that anybody made, of which any access may throw: getters, Proxies, revoked Proxies, methods of their
 * own for printing. None of these functions throws.
 */

/** A property, or undefined when it cannot be read. */
export function propertyOf(value: unknown, name: PropertyKey): unknown {
  try {
    return Reflect.get(Object(value) as object, name);
  } catch {
    return undefined;
  }
}

/** Whether a value is an Error, also one of another realm. */
export function isError(value: unknown): boolean {
  try {
    return types.isNativeError(value) || value instanceof Error;
  } catch {
    return false;
  }
}

/** A value as the console would print it; without its own method for that when the method throws. */
export function textOf(value: unknown): string {
  try {
    return inspect(value);
  } catch {
    try {
      return inspect(value, { customInspect: false, getters: false });
    } catch {
      return `a value of type ${typeof value} that cannot be shown`;
    }
  }
}

/**
 * The stack of an error as text, empty when there is none. After `Error.prepareStackTrace = (_, frames) => frames`, a
 * common way to find one's caller, it is an array of frames; anybody may also assign something else.
 */
export function stackOf(error: unknown): string {
  const stack = propertyOf(error, 'stack');
  if (typeof stack === 'string') return stack;
  if (!Array.isArray(stack)) return '';
  try {
    return stack.map((frame) => `    at ${String(frame)}`).join('\n');
  } catch {
    return '';
  }
}
