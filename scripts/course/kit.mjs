// The lessons' own cards and checks, used outside of a notebook.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';

/** @typedef {typeof import('notebook-kit')} Kit */

/** @returns {Kit} loaded at the first use: the packages may not be built when this is read */
export const kit = () => createRequire(join(root, 'package.json'))('notebook-kit');

/** @type {Promise<unknown>} */
let previous = Promise.resolve();

/**
 * What `body` shows. Outputs are collected in one place, so it is one body after the other.
 * @param {() => unknown} body
 * @returns {ReturnType<Kit['collectOutputs']>}
 */
export function shownBy(body) {
  const outputs = previous.then(() => kit().collectOutputs(body));
  previous = outputs.catch(() => undefined);
  return outputs;
}
