// What a cell tells the kit: the arguments of its `exercise(...)` or `predict(...)`, which are literals.
import { javascriptOf, statementsOf } from '../source/statements.mjs';

/**
 * @param {string} source of a cell
 * @param {string} name of the function
 * @returns {any[][]} the arguments of each call of it; a call that needs other cells is left out
 */
export function callsOf(source, name) {
  if (!new RegExp(`^${name}\\(`, 'm').test(source)) return [];
  const calls = statementsOf(source).statements.filter((statement) => statement.calls === name);
  return calls.flatMap(({ text }) => {
    /** @type {any[][]} */
    const found = [];
    try {
      new Function(name, 'exports', javascriptOf(text))((/** @type {any[]} */ ...args) => found.push(args), {});
    } catch {
      return [];
    }
    return found;
  });
}
