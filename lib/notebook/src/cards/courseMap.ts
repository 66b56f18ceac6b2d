import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { colors } from '../figures/template';
import { progressFolder } from '../host/kept';
import { display } from '../host/outputs';
import { projectRoot } from '../host/project';
import { escapeHtml } from '../values/html';
import { formatNumber } from '../values/numberTexts';
import { framed, showCard } from './card';
import { type LessonRecord, lessonRecord } from './record';

/** How far a reader has come with a lesson. */
interface Place {
  readonly lesson: string;
  readonly state: 'not begun' | 'begun' | 'done';
  readonly says: string;
  readonly predictions: readonly string[];
}

const edges = { 'not begun': colors.grey, begun: colors.blue, done: colors.green } as const;

/**
 * Shows the lessons as tiles, each with what this reader has done of it in any kernel so far, and where to go on. A lesson is begun when one of
 * its cards has been shown in JupyterLab, and done when every exercise that it has shown was passed. Guesses are counted in the page: they
 * stay in the reader's browser. Where no progress is kept it only says so.
 */
export function courseMap(): void {
  const heading = 'Your way through the lessons';
  if (progressFolder() === null) {
    // What a command executes must not depend on what lessons there are, or on who ran them.
    const lines = ['In JupyterLab this is a map of all lessons, with what you have done of each so far.'];
    return showCard({ heading, lines, color: colors.blue });
  }
  const places = lessons().map(placeOf);
  const next = places.find(({ state }) => state !== 'done');
  const goOn = next === undefined ? 'All lessons are done.' : `Go on with ${next.lesson}.`;
  const text = [heading, goOn, ...places.map(({ lesson, state, says }) => `${lesson}: ${says || state}`)];
  const body = [
    `<strong>${heading}</strong>`,
    `<div>${escapeHtml(goOn)}</div>`,
    `<div style="display:flex;flex-wrap:wrap;gap:8px;padding:8px 0">\n${places.map(tile).join('\n')}\n</div>`,
    `<script>(${String(countGuesses)})(document.currentScript.parentElement)</script>`,
  ];
  display({ data: { 'text/html': framed(colors.blue, body.join('\n')), 'text/plain': text.join('\n') } });
}

/** The lessons by the names of their notebooks: those that begin with a number. */
function lessons(): string[] {
  const root = projectRoot();
  if (root === null) return [];
  return readdirSync(join(root, 'notebooks'))
    .flatMap((name) => /^(\d\d.*)\.ipynb$/.exec(name)?.[1] ?? [])
    .sort();
}

function placeOf(lesson: string): Place {
  const record = lessonRecord(lesson);
  if (record === null) return { lesson, state: 'not begun', says: '', predictions: [] };
  const all = Object.values(record.exercises);
  const isDone = all.length > 0 && all.every(({ earned, points }) => earned >= points);
  return { lesson, state: isDone ? 'done' : 'begun', says: pointsOf(record), predictions: record.predictions };
}

function pointsOf({ exercises }: LessonRecord): string {
  const all = Object.values(exercises);
  if (all.length === 0) return 'begun';
  const sum = (pick: (one: (typeof all)[number]) => number): string =>
    formatNumber(all.reduce((total, one) => total + pick(one), 0));
  const passed = all.filter(({ earned, points }) => earned >= points).length;
  return `${passed} of ${all.length} exercises, ${sum(({ earned }) => earned)} of ${sum(({ points }) => points)} points`;
}

function tile({ lesson, state, says, predictions }: Place): string {
  const [number, ...words] = lesson.split('-');
  const asked = `data-lesson="${escapeHtml(lesson)}" data-asked="${escapeHtml(predictions.join(' '))}"`;
  return [
    `<div style="width:11em;border:1px solid ${edges[state]};border-top:5px solid ${edges[state]};border-radius:4px;padding:4px 8px">`,
    `<a href="${encodeURIComponent(lesson)}.ipynb"><strong>${escapeHtml(number)}</strong> ${escapeHtml(words.join(' '))}</a>`,
    `<div>${escapeHtml(says || state)}</div><div ${asked}></div>`,
    '</div>',
  ].join('\n');
}

/** Sent to the page as text: counts the guesses whose answers the reader has opened, lesson by lesson. */
function countGuesses(box: HTMLElement): void {
  for (const place of Array.from(box.querySelectorAll<HTMLElement>('[data-asked]'))) {
    const asked = (place.dataset.asked ?? '').split(' ').filter(Boolean);
    const made = asked.filter((id) => {
      try {
        const kept = localStorage.getItem(`notebook-kit:guess:${place.dataset.lesson ?? ''}:${id}`) ?? '{}';
        const { guess, opened } = JSON.parse(kept) as { guess?: string | null; opened?: boolean };
        return opened === true && typeof guess === 'string';
      } catch {
        return false; // a page that may not keep anything
      }
    });
    if (asked.length > 0) place.textContent = `${made.length} of ${asked.length} predictions made`;
  }
}
