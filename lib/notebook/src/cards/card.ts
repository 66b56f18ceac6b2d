import { type Bundle, display } from '../host/outputs';
import { forEachEntry, requireOptionalText, requireOptions, requireText } from '../values/arguments';
import { escapeHtml } from '../values/html';
import { quoted } from '../values/kinds';

/** The parts of a card: a coloured edge, a bold heading, paragraphs, and lines folded away until asked for. */
export interface Card {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly color: string;
  /** Folded text, e.g. a hint; then code, and what is folded away inside it. */
  readonly folded?: Folded;
  /** What plain text shows; by default heading and lines. */
  readonly text?: string;
}

/** What is folded away until asked for. */
export interface Folded {
  readonly label: string;
  readonly text: string;
  /** Shown as it is, below the text. */
  readonly code?: string;
  /** Folded away inside: whoever opens the one sees that there is another. */
  readonly inside?: Folded;
}

/** Code in back quotes becomes `<code>`; everything else is escaped. */
export const inline = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** The frame of every card: a coloured edge around HTML. `attributes` go on the frame, e.g. a role. */
export const framed = (color: string, body: string, attributes = ''): string =>
  `<div${attributes} style="border-left: 4px solid ${color}; padding: 4px 12px">\n${body}\n</div>`;

/** A card as HTML that stays readable where styles are stripped, and as plain text. */
export function cardBundle(card: Card): Bundle {
  const lines = card.lines.map((line) => `<div>${inline(line)}</div>`).join('\n');
  const folded = card.folded ? `\n${foldedHtml(card.folded)}` : '';
  const html = framed(card.color, `<strong>${inline(card.heading)}</strong>\n${lines}${folded}`);
  return { data: { 'text/html': html, 'text/plain': card.text ?? [card.heading, ...card.lines].join('\n') } };
}

function foldedHtml({ label, text, code, inside }: Folded): string {
  const below = code === undefined ? '' : `<pre><code>${escapeHtml(code)}</code></pre>`;
  const within = inside === undefined ? '' : `\n${foldedHtml(inside)}`;
  return `<details><summary>${inline(label)}</summary>${inline(text)}${below}${within}</details>`;
}

/**
 * Shows a card under the running cell.
 * @throws TypeError if heading, a line, the colour or the folded text is no text
 */
export function showCard(card: Card): void {
  requireOptions(card, 'showCard', ['heading', 'lines', 'color', 'folded', 'text']);
  const { heading, lines, color, folded, text } = card;
  requireText(heading, 'showCard: heading', 'It stands above the lines.');
  requireText(color, 'showCard: color', 'Give the colour of its edge, e.g. colors.blue.');
  if (!Array.isArray(lines)) throw new TypeError(`showCard: lines must be a list of texts, got ${quoted(lines)}`);
  forEachEntry(lines as unknown[], (line, index) => {
    if (typeof line !== 'string') throw new TypeError(`showCard: lines[${index}]: expected text, got ${quoted(line)}`);
  });
  requireOptionalText(text, 'showCard: text');
  if (folded !== undefined) checkFolded(folded, 'showCard: folded');
  display(cardBundle(card));
}

function checkFolded(folded: Folded, where: string): void {
  requireOptions(folded, where, ['label', 'text', 'code', 'inside']);
  requireText(folded.label, `${where}.label`, 'It is what the reader opens.');
  requireText(folded.text, `${where}.text`, 'It is what is folded away.');
  requireOptionalText(folded.code, `${where}.code`);
  if (folded.inside !== undefined) checkFolded(folded.inside, `${where}.inside`);
}
