import { escapeHtml } from './html';
import { display, type Bundle } from './outputs';

/** The parts of a card: a coloured edge, a bold heading, paragraphs, and lines folded away until asked for. */
export interface Card {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly color: string;
  /** Folded text, e.g. a hint. */
  readonly folded?: { readonly label: string; readonly text: string };
  /** What plain text shows; by default heading and lines. */
  readonly text?: string;
}

/** Code in back quotes becomes `<code>`; everything else is escaped. */
export const inline = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

/** The frame of every card: a coloured edge around HTML. `attributes` go on the frame, e.g. a role. */
export const framed = (color: string, body: string, attributes = ''): string =>
  `<div${attributes} style="border-left: 4px solid ${color}; padding: 4px 12px">\n${body}\n</div>`;

/** A card as HTML that stays readable where styles are stripped, and as plain text. */
export function cardBundle(card: Card): Bundle {
  const lines = card.lines.map((line) => `<div>${inline(line)}</div>`).join('\n');
  const folded = card.folded
    ? `\n<details><summary>${inline(card.folded.label)}</summary>${inline(card.folded.text)}</details>`
    : '';
  const html = framed(card.color, `<strong>${inline(card.heading)}</strong>\n${lines}${folded}`);
  return { data: { 'text/html': html, 'text/plain': card.text ?? [card.heading, ...card.lines].join('\n') } };
}

/** Shows a card under the running cell. */
export function showCard(card: Card): void {
  display(cardBundle(card));
}
