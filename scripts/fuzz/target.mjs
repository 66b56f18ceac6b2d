// A target: one export, or one method of an exported class, with valid arguments for it.

/**
 * @typedef {object} Description  how a list of targets writes one down; a function alone is its `args`
 * @property {() => unknown[]} [args]        valid arguments, made anew for every call
 * @property {() => any} [on]                the object whose method is called
 * @property {(args: any[]) => unknown} [via]   called with the arguments instead of the export
 * @property {string[]} [names]              of the parameters, where the source does not tell
 * @property {string[]} [accepts]            "slot: kind", "slot" or "*: kind": values that are right here
 * @property {string[]} [closed]             fields into which no wrong value is put
 * @property {boolean} [costly]              takes seconds: few calls
 * @property {string} [why]                  for what is not called at all: the reason
 */

/** @typedef {Record<string, Description | (() => unknown[])>} Descriptions */

/**
 * @typedef {object} Target
 * @property {string} id        ppo-lib: gae, ppo-lib: new Random, ppo-lib: Random#uniform
 * @property {string} name      of the function, the class or the method
 * @property {() => unknown[]} args
 * @property {(args: unknown[]) => unknown} call
 * @property {string[]} names   of its parameters
 * @property {string[]} accepts
 * @property {string[]} closed
 * @property {boolean} costly
 */

/**
 * @param {string} packageName
 * @param {Record<string, any>} lib what the package exports
 * @param {Descriptions} descriptions
 * @returns {Target[]}
 */
export function targetsOf(packageName, lib, descriptions) {
  return Object.entries(descriptions).flatMap(([key, given]) => {
    const description = typeof given === 'function' ? { args: given } : given;
    if (description.args === undefined) return [];
    const { args, on, names, accepts = [], closed = [], costly = false } = description;
    const method = methodOf(key);
    const called = method === undefined ? lib[key.replace(/^new /, '')] : on?.()[method];
    const call = description.via ?? callOf(lib, key, on);
    const target = { args, call, names: names ?? parametersOf(called), accepts, closed, costly };
    return [{ id: `${packageName}: ${key}`, name: method ?? key.replace(/^new /, ''), ...target }];
  });
}

/**
 * What stands in brackets tells two targets of one method apart.
 * @param {string} key
 */
const methodOf = (key) => key.split('#')[1]?.replace(/ \(.*\)$/, '');

/**
 * @param {Record<string, any>} lib
 * @param {string} key
 * @param {(() => any) | undefined} on
 * @returns {(args: unknown[]) => unknown}
 */
function callOf(lib, key, on) {
  const owner = key.split('#')[0];
  const method = methodOf(key);
  if (method !== undefined && on !== undefined) {
    return (args) => {
      const object = on();
      const result = object[method](...args);
      // What the call has made of its object counts as well: a method may return nothing.
      return result instanceof Promise ? result : { result, object };
    };
  }
  if (owner.startsWith('new ')) return (args) => new lib[owner.slice(4)](...args);
  return (args) => lib[owner](...args);
}

/**
 * The names of a function's parameters, as its source has them; a parameter that is taken apart is called options.
 * @param {unknown} called
 * @returns {string[]}
 */
export function parametersOf(called) {
  if (typeof called !== 'function') return [];
  const source = Function.prototype.toString.call(called).replaceAll(/\/\*.*?\*\//gs, '');
  const from = source.startsWith('class') ? source.indexOf('constructor(') : 0;
  const open = source.indexOf('(', from);
  if (open < 0 || from < 0) return [];
  return topLevelParts(source.slice(open + 1)).map(
    (part) => /^(?:\.\.\.)?([A-Za-z_$][\w$]*)/.exec(part)?.[1] ?? 'options',
  );
}

/**
 * Splits at commas outside brackets, up to the bracket that closes the list.
 * @param {string} text
 */
function topLevelParts(text) {
  /** @type {string[]} */
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if ('([{'.includes(text[i])) depth += 1;
    if (')]}'.includes(text[i])) depth -= 1;
    const ends = depth < 0;
    if (ends || (depth === 0 && text[i] === ',')) {
      parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
    if (ends) break;
  }
  return parts.filter((part) => part !== '');
}

/**
 * Exports that have no target. Which methods of a class are called is for the list to say: the language does not tell public ones.
 * @param {Record<string, any>} lib
 * @param {Descriptions} descriptions
 */
export function missingTargets(lib, descriptions) {
  const described = new Set(Object.keys(descriptions).map((key) => key.replace(/^new /, '')));
  return Object.keys(lib).filter((name) => ![...described].some((key) => key === name || key.startsWith(`${name}#`)));
}

/**
 * The first two records of a run, or its error.
 * @param {any} run
 */
export async function begun(run) {
  const first = await run.next();
  const second = await run.next();
  await run.return();
  return [first, second];
}
