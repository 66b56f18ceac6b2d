import { colors, display, escapeHtml, keepScore, showCard, table } from 'notebook-kit';
import { lessonFiles } from '../bank/ideas';
import { type Answers, type Mark, markPaper, type Marks } from './mark';
import { type Item, type Paper, requirePaper } from './paper';

/** Code in back quotes becomes `<code>`; everything else is escaped. */
export const inline = (text: string): string => escapeHtml(text).replace(/`([^`]+)`/g, '<code>$1</code>');

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/**
 * Shows items of a paper, without a word about what is right.
 * @param from  number of the first item   @param to  of the last
 * @throws RangeError if the paper has no such items
 * @example showItems(drawPaper({ kind: 'exam', seed: 15 }), 1, 8)
 */
export function showItems(paper: Paper, from = 1, to = paper.items.length): void {
  requirePaper(paper, 'showItems');
  const last = paper.items.length;
  for (const [name, value] of Object.entries({ from, to }))
    if (!Number.isInteger(value) || value < 1 || value > last)
      throw new RangeError(
        `showItems: ${name} must be the number of an item, 1 to ${last}, got ${typeof value === 'number' ? value : `a ${typeof value}`}`,
      );
  const items = paper.items.slice(from - 1, to);
  const html = `<div style="border-left: 4px solid ${colors.blue}; padding: 4px 12px">\n${items.map(itemHtml).join('\n')}\n</div>`;
  display({ data: { 'text/html': html, 'text/plain': items.map(itemText).join('\n\n') } });
}

const headOf = ({ number, points }: Item): string => `${number}. (${count(points, 'point')})`;

function itemHtml(item: Item): string {
  const lines = [`<div style="margin-top:10px"><strong>${headOf(item)}</strong> ${inline(item.question)}</div>`];
  if (item.kind === 'code')
    lines.push(`<pre style="margin:4px 0 4px 24px;text-align:left">${escapeHtml(item.broken)}</pre>`);
  if (item.kind === 'choice')
    for (const [letter, { text }] of Object.entries(item.options))
      lines.push(`<div style="margin-left:24px">(${letter}) ${inline(text)}</div>`);
  return lines.join('\n');
}

function itemText(item: Item): string {
  const lines = [`${headOf(item)} ${item.question}`];
  if (item.kind === 'code') lines.push(item.broken);
  if (item.kind === 'choice')
    lines.push(...Object.entries(item.options).map(([letter, { text }]) => `   (${letter}) ${text}`));
  return lines.join('\n');
}

/**
 * Marks the answers and shows the points, by lesson, and for each wrong answer the misconception that it shows and the lesson that has
 * it; never the right answer. In JupyterLab the score is kept for `showGain`.
 * @throws as `markPaper`
 */
export function showMarks(paper: Paper, answers: Answers): void {
  const marks = markPaper(paper, answers);
  const name = paper.kind === 'exam' ? 'The exam' : 'The pretest';
  if (marks.answered === 0) {
    const lines = [`${count(paper.items.length, 'item')}, ${count(paper.points, 'point')}.`];
    return showCard({ heading: `not attempted: ${name.toLowerCase()}`, lines, color: colors.grey });
  }
  keepScore(paper.kind, scoreOf(paper, marks));
  const share = Math.round((100 * marks.earned) / marks.points);
  const heading = `${name}: ${marks.earned} of ${count(marks.points, 'point')} (${share} %)`;
  const lines = [`${marks.answered} of ${count(paper.items.length, 'item')} answered.`];
  showCard({ heading, lines, color: colors.green });
  table(lessonRows(marks), { caption: 'By lesson' });
  const wrong = marks.marks.filter(({ verdict: one }) => one === 'wrong');
  if (wrong.length > 0)
    table(wrong.map(wrongRow), { caption: paper.kind === 'exam' ? 'To read again' : 'Where the lessons take it up' });
}

function scoreOf({ seed, points }: Paper, { earned, marks }: Marks): Parameters<typeof keepScore>[1] {
  const parts = Object.fromEntries(marks.map((mark) => [mark.slot, [mark.earned, mark.points] as const]));
  return { earned, points, parts, seed };
}

function lessonRows({ marks }: Marks): { lesson: string; points: string }[] {
  const lessons = [...new Set(marks.map(({ lesson }) => lesson))].sort();
  const sum = (list: readonly Mark[], pick: 'earned' | 'points'): number =>
    list.reduce((total, mark) => total + mark[pick], 0);
  return lessons.map((lesson) => {
    const own = marks.filter((mark) => mark.lesson === lesson);
    return { lesson, points: `${sum(own, 'earned')} of ${sum(own, 'points')}` };
  });
}

function wrongRow({ number, lesson, says }: Mark): { item: number; 'what it shows': string; lesson: string } {
  const file = lessonFiles[lesson as keyof typeof lessonFiles];
  return { item: number, 'what it shows': says || 'no misconception that a lesson has named', lesson: file };
}
