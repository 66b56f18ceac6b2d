/** Node's `util.inspect.custom`, without Node: recording an episode works in a page, too. */
const inspectCustom = Symbol.for('nodejs.util.inspect.custom');

/**
 * Lets `value` show as one line where a cell ends in it: a kernel prints the last expression, and hundreds of frames or records
 * would bury the page. The value itself is unchanged for code that reads it.
 */
export function shownAs<T extends object>(value: T, line: (value: T) => string): T {
  return Object.defineProperty(value, inspectCustom, { value: () => line(value), enumerable: false });
}
