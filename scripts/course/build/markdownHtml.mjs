// The little of Markdown that the lessons' summaries use, with formulas as pictures, for pages that stand alone.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../lib/paths.mjs';
import { escape } from '../html.mjs';

/** @type {Promise<any> | undefined} */
let loading;

/** @returns {Promise<(tex: string) => string>} formulas as SVG */
export async function formulas() {
  const require = createRequire(join(root, 'package.json'));
  loading ??= require('mathjax').init({ loader: { load: ['input/tex', 'output/svg'] }, svg: { fontCache: 'none' } });
  const mathjax = await loading;
  return (tex) => mathjax.startup.adaptor.innerHTML(mathjax.tex2svg(tex, { display: false }));
}

/**
 * @param {string} text Markdown: paragraphs, lists, tables, and what `inline` knows
 * @param {(tex: string) => string} formula
 */
export function markdownHtml(text, formula) {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '');
  return blocks.map((block) => blockHtml(block.trim().split('\n'), formula)).join('\n');
}

/** @param {string[]} lines @param {(tex: string) => string} formula */
function blockHtml(lines, formula) {
  const html = (/** @type {string} */ text) => inline(text, formula);
  if (lines[0].startsWith('|')) return tableHtml(lines, html);
  const heading = /^(#+)\s+(.*)$/.exec(lines[0]);
  if (heading) return `<h${heading[1].length}>${html(heading[2])}</h${heading[1].length}>`;
  if (!/^([-*]|\d+\.)\s/.test(lines[0])) return `<p>${html(lines.join(' '))}</p>`;
  const items = lines.join('\n').split(/\n(?=(?:[-*]|\d+\.)\s)/);
  return `<ul>${items.map((item) => `<li>${html(item.replace(/^([-*]|\d+\.)\s+/, '').replace(/\n\s*/g, ' '))}</li>`).join('')}</ul>`;
}

/** @param {string[]} lines @param {(text: string) => string} html */
function tableHtml([head, , ...rows], html) {
  const cells = (/** @type {string} */ line) =>
    line
      .trim()
      .replace(/^\||\|$/g, '')
      .split(/(?<!\\)\|(?![^$]*\$(?:[^$]*\$[^$]*\$)*[^$]*$)/)
      .map((cell) => cell.trim().replaceAll('\\|', '|'));
  const row = (/** @type {string} */ line, /** @type {string} */ tag) =>
    `<tr>${cells(line)
      .map((cell) => `<${tag}>${html(cell)}</${tag}>`)
      .join('')}</tr>`;
  return `<table><thead>${row(head, 'th')}</thead><tbody>${rows.map((line) => row(line, 'td')).join('')}</tbody></table>`;
}

/**
 * @param {string} text with code, formulas, bold, italics and links, whose addresses are dropped
 * @param {(tex: string) => string} formula
 */
export function inline(text, formula) {
  return text
    .split(/(`[^`]+`|\$[^$]+\$)/)
    .map((part) => {
      if (part.startsWith('`')) return `<code>${escape(part.slice(1, -1))}</code>`;
      if (part.startsWith('$') && part.length > 1) return formula(part.slice(1, -1));
      return escape(part)
        .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
        .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
        .replace(/\*([^*]+)\*/g, '<em>$1</em>');
    })
    .join('');
}
