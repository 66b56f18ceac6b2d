import { inspect } from 'node:util';

/** Content of `execute_result` and `display_data`: one output in several formats. */
export interface MimeBundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

const DISPLAY = Symbol.for('Jupyter.display');

/**
 * How the last expression of a cell is shown. A value with a method `[Symbol.for('Jupyter.display')]()` says so itself
 * by returning an object of MIME types; a string is shown as it is; anything else as Node's console would print it.
 * @returns undefined for null and undefined: then there is nothing to show
 */
export async function mimeBundleOf(value: unknown): Promise<MimeBundle | undefined> {
  if (value === null || value === undefined) return undefined;
  const display = (value as { [DISPLAY]?: unknown })[DISPLAY];
  if (typeof display === 'function') {
    const data: unknown = await (display as () => unknown).call(value);
    if (data === null || typeof data !== 'object') {
      throw new TypeError(
        `[Symbol.for('Jupyter.display')]() must return an object of MIME types, got ${inspect(data)}`,
      );
    }
    return { data: data as Record<string, unknown>, metadata: {} };
  }
  return { data: { 'text/plain': typeof value === 'string' ? value : inspect(value) }, metadata: {} };
}
