import type { AnswerProbe } from './answerProbe';

/** Restores what a probe changed for the whole process. */
const RESTORE = '(Error as any).prepareStackTrace = undefined;';

/** A probe of one cell that throws. */
function thrown(title: string, cell: string, error: RegExp): AnswerProbe {
  return { title: `thrown: ${title}`, cells: [cell], error };
}

/** What is hard to report: errors and other values of which some access throws. */
export const reportProbes: readonly AnswerProbe[] = [
  thrown(
    'an error whose stack is an array of frames',
    `Error.prepareStackTrace = (_, frames) => frames; try { const e = new Error('x'); e.stack; throw e; } finally { ${RESTORE} }`,
    /^Error: x$/,
  ),
  {
    title: 'Error.prepareStackTrace stays replaced while cells fail',
    cells: [
      'Error.prepareStackTrace = (_, frames) => frames;',
      "throw new Error('one')",
      `try { throw new Error('two'); } finally { setImmediate(() => { ${RESTORE} }); }`,
    ],
    error: /^Error: two$/,
  },
  {
    title: 'Error.prepareStackTrace throws',
    cells: [
      "Error.prepareStackTrace = () => { throw new Error('no stack'); };",
      "setTimeout(() => { (Error as any).prepareStackTrace = undefined; }, 0); throw new Error('x')",
    ],
    error: /^Error: x$/,
  },
  thrown('an error whose stack is a number', "const e: any = new Error('x'); e.stack = 123; throw e;", /^Error: x$/),
  thrown(
    'an error whose stack throws',
    "throw Object.defineProperty(new Error('x'), 'stack', { get() { throw new Error('y'); } });",
    /^Error: x$/,
  ),
  thrown(
    'an error whose message throws',
    "throw Object.defineProperty(new Error(), 'message', { get() { throw new Error('y'); } });",
    /^Error: \(no message\)$/,
  ),
  thrown(
    'an error whose name throws',
    "throw Object.defineProperty(new Error('x'), 'name', { get() { throw new Error('y'); } });",
    /^Error: x$/,
  ),
  thrown('an error whose name is a number', "throw Object.assign(new Error('x'), { name: 5 });", /^Error: x$/),
  thrown(
    'an error whose message is an object',
    'throw Object.assign(new Error(), { message: { a: 1 } });',
    /^Error: \{ a: 1 \}$/,
  ),
  thrown(
    'a Proxy of an error that throws at every access',
    "throw new Proxy(new Error('p'), { get() { throw new Error('q'); } });",
    /^Error: \(no message\)$/,
  ),
  thrown(
    'a Proxy that does not say what it is',
    "throw new Proxy({}, { getPrototypeOf() { throw new Error('q'); } });",
    /^Thrown value: /,
  ),
  thrown(
    'a revoked Proxy',
    'const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); throw proxy;',
    /^Thrown value: <Revoked Proxy>$/,
  ),
  thrown(
    'a value whose own printing throws',
    "throw { a: 1, [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('i'); } };",
    /^Thrown value: \{\s+a: 1/,
  ),
  thrown('a value whose toString throws', "throw { toString() { throw new Error('t'); } };", /^Thrown value: /),
  thrown(
    'an object without a prototype',
    'throw Object.create(null);',
    /^Thrown value: \[Object: null prototype\] \{\}$/,
  ),
  thrown('undefined', 'throw undefined;', /^Thrown value: undefined$/),
  thrown('null', 'throw null;', /^Thrown value: null$/),
  thrown('a symbol', "throw Symbol('s');", /^Thrown value: Symbol\(s\)$/),
  thrown('a bigint', 'throw 10n;', /^Thrown value: 10n$/),
  thrown('a function', 'throw () => 1;', /^Thrown value: \[Function/),
  thrown('a frozen error', "throw Object.freeze(new RangeError('cold'));", /^RangeError: cold$/),
  thrown(
    'an error of another realm',
    "require('node:vm').runInNewContext(\"throw new TypeError('far')\");",
    /^TypeError: far$/,
  ),
  thrown('a stack overflow', 'const deep = (): number => 1 + deep(); deep();', /^RangeError: Maximum call stack/),
  thrown('a long message', "throw new Error('m'.repeat(200_000));", /^Error: m{1000}/),
  thrown(
    'causes that form a circle',
    "const a: any = new Error('a'), b: any = new Error('b', { cause: a }); a.cause = b; throw a;",
    /^Error: a$/,
  ),
  thrown(
    'an AggregateError whose parts are no list',
    "throw Object.assign(new AggregateError([], 'all'), { errors: 5 });",
    /^AggregateError: all$/,
  ),
  thrown('an abort', 'AbortSignal.abort().throwIfAborted();', /^AbortError: This operation was aborted$/),
  thrown('half a surrogate pair', "throw new Error('\\ud83d');", /^Error: \ufffd$/),
];
