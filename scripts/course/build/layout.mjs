// The formatter that lays out the lessons, for cells that are put together here.
import { format } from 'prettier';

/** @param {string} source of a cell @returns {Promise<string>} */
export async function laidOut(source) {
  const text = await format(source, { parser: 'typescript', printWidth: 96, singleQuote: true });
  return text.trimEnd();
}
