import { colors, display, escapeHtml } from 'notebook-kit';
import { lessonFiles } from '../bank/ideas';
import { requireObject } from '../bank/require';
import type { ChoiceItem } from './paper';
import { drawReview } from './review';
import { inline } from './show';

/**
 * Shows the five-minute review that opens a lesson: questions about the lessons before, each with its closed answer, on one card. It needs
 * no kernel, and is small enough for a lesson that is full: its text alone, without scripts.
 * @param lesson  number of the lesson that it opens, e.g. '05'
 * @throws RangeError if there is no such lesson, or none before it
 */
export function review(lesson: string, options: { readonly seed?: number } = {}): void {
  requireObject(options, 'review: options', ['seed']);
  const items = drawReview(lesson, options.seed);
  const heading = 'What came before: answer each question, then open its answer.';
  const html = [
    `<div data-lm-suppress-shortcuts="true" style="border-left: 4px solid ${colors.grey}; padding: 4px 12px">`,
    `<details><summary><strong>${heading}</strong></summary>`,
    ...items.map((item) => itemHtml(item)),
    '</details></div>',
  ];
  display({
    data: { 'text/html': html.join('\n'), 'text/plain': `${heading}\n${items.length} questions in the page.` },
  });
}

function itemHtml({ number, question, options, lesson }: ChoiceItem): string {
  const file = lessonFiles[lesson];
  const right = Object.keys(options).find((letter) => options[letter].idea === null) ?? '';
  const choices = Object.entries(options).map(([letter, { text }]) => `<br>(${letter}) ${inline(text)}`);
  const source = `<a href="${escapeHtml(file)}.ipynb">${escapeHtml(file)}</a>`;
  return `<p>${number}. ${inline(question)}${choices.join('')}</p><details><summary>Answer</summary>(${right}), from ${source}</details>`;
}
