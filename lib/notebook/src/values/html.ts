import { quoted } from './kinds';

/**
 * Escapes text for use inside HTML and SVG, attributes included.
 * @throws TypeError if it is no text
 */
export function escapeHtml(text: string): string {
  if (typeof text !== 'string') throw new TypeError(`escapeHtml: expected text, got ${quoted(text)}`);
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}
