// Slides of a lesson: its question, its predictions without their answers, its figures, and what to keep. A page each when printed.
import { escape, page } from '../html.mjs';
import { figuresOf, openingOf, sectionsOf, toKeep } from './lessonText.mjs';
import { formulas, inline, markdownHtml } from './markdownHtml.mjs';

const style = `
body { max-width: none; margin: 0; } section { min-height: 88vh; padding: 4vh 6vw; border-bottom: 1px solid #d5d8e0; font-size: 1.25rem; }
section img { max-width: 100%; max-height: 70vh; display: block; margin: 0 auto; background: #fff; } h1 { font-size: 2.4rem; } h2 { font-size: 1.9rem; }
table { font-size: 1rem; } svg { vertical-align: middle; } figcaption { font-size: 1rem; color: #5b6170; }
@page { size: landscape; margin: 12mm; } @media print { section { break-after: page; min-height: 0; border: 0; padding: 0; } }`;

/** @param {import('../lesson/exercises.mjs').Lesson} lesson @returns {Promise<string>} HTML */
export async function slides({ title, cells }) {
  const formula = await formulas();
  const { question, goal } = openingOf(cells);
  const text = (/** @type {string} */ words) => inline(words, formula);
  const predictions = sectionsOf(cells).flatMap((section) => section.predictions);
  const all = [
    `<h1>${text(title)}</h1><p><em>${text(question)}</em></p><p>${text(goal)}</p>`,
    ...predictions.map(
      (one) => `<h2>What do you think?</h2><p>${text(one.question)}</p><ul>${choices(one.options, text)}</ul>`,
    ),
    ...figuresOf(cells).map(
      ({ png, alt }) =>
        `<figure><img src="data:image/png;base64,${png}" alt="${escape(alt)}"><figcaption>${escape(alt.length > 300 ? '' : alt)}</figcaption></figure>`,
    ),
    `<h2>What to keep</h2>${markdownHtml(toKeep(cells), formula)}`,
  ];
  return page(title, all.map((slide) => `<section>${slide}</section>`).join('\n'), style);
}

/** @param {Record<string, string>} options @param {(words: string) => string} text */
const choices = (options, text) =>
  Object.entries(options)
    .map(([letter, option]) => `<li>(${letter}) ${text(option)}</li>`)
    .join('');
