// What the search of the book looks through: the sections of the lessons, as a reader reads them.
import { textOf } from '../../lib/notebooks/files.mjs';

/** @typedef {{ id: number, page: string, title: string, heading: string, text: string }} Section  page: address with the place */

/**
 * @param {import('./pages.mjs').Lesson} lesson
 * @param {import('../../lib/notebooks/files.mjs').Notebook} notebook
 * @returns {Omit<Section, 'id'>[]}
 */
export function sectionsOf({ name, title }, notebook) {
  /** @type {Omit<Section, 'id'>[]} */
  const sections = [];
  for (const cell of notebook.cells) {
    if (cell.cell_type !== 'markdown') continue;
    const source = textOf(cell.source);
    const heading = /^#{1,4} (.*)$/m.exec(source)?.[1];
    if (heading !== undefined || sections.length === 0)
      sections.push({ page: `${name}.html#cell-id=${cell.id}`, title, heading: plain(heading ?? title), text: '' });
    const last = sections[sections.length - 1];
    last.text = `${last.text} ${plain(source.replace(/^#+ .*$/gm, ''))}`.trim();
  }
  return sections;
}

/**
 * Markdown without its marks.
 * @param {string} markdown
 */
function plain(markdown) {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[*_`|#>$\\{}]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
