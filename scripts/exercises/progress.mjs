// How it stands with every exercise of every lesson, from what notebook-kit keeps in .ppo-progress.
import { join } from 'node:path';
import { page, tableOf } from '../course/html.mjs';
import { readOr } from '../lib/files.mjs';

/** @typedef {import('../course/lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {{ lesson: string, id: string, title: string, minutes: number, earned: number, points: number, state: 'solved' | 'tried' | 'open' }} Standing */

/**
 * @param {Lesson[]} lessons
 * @param {string} folder  .ppo-progress; what cannot be read there counts as nothing
 * @returns {Standing[]}
 */
export function standings(lessons, folder) {
  return lessons.flatMap(({ name, exercises }) => {
    const kept = recordIn(join(folder, `${name}.json`));
    return exercises.map(({ id, title, minutes, points }) => {
      const { earned = 0, attempted = false } = kept[id] ?? {};
      const most = Math.min(Math.max(Number(earned) || 0, 0), points);
      const state = most === points ? 'solved' : attempted === true ? 'tried' : 'open';
      return { lesson: name, id, title, minutes, earned: most, points, state };
    });
  });
}

/** @param {string} path @returns {Record<string, { earned?: unknown, attempted?: unknown } | undefined>} */
function recordIn(path) {
  try {
    const { exercises } = JSON.parse(readOr(path, '{}'));
    return typeof exercises === 'object' && exercises !== null ? exercises : {};
  } catch {
    return {};
  }
}

/** @param {Standing[]} all @returns {string[]} a line for each lesson, and one for all of them */
export function progressLines(all) {
  const names = [...new Set(all.map(({ lesson }) => lesson))];
  const width = Math.max(...names.map((name) => name.length));
  const line = (/** @type {string} */ name, /** @type {Standing[]} */ own) => {
    const left = own
      .filter(({ state }) => state !== 'solved')
      .map(({ id, state }) => (state === 'tried' ? `${id} (tried)` : id));
    return `${name.padEnd(width)}  ${pointsOf(own).padStart(9)}  ${name === 'all' || left.length === 0 ? '' : `left: ${left.join(', ')}`}`.trimEnd();
  };
  return [
    ...names.map((name) =>
      line(
        name,
        all.filter(({ lesson }) => lesson === name),
      ),
    ),
    line('all', all),
  ];
}

/** @param {Standing[]} own */
function pointsOf(own) {
  const sum = (/** @type {'earned' | 'points'} */ field) => own.reduce((total, one) => total + one[field], 0);
  return `${Number(sum('earned').toFixed(1))} of ${sum('points')}`;
}

/** @param {Standing[]} all @returns {string} HTML: what is not attempted stands first */
export function progressPage(all) {
  const order = ['open', 'tried', 'solved'];
  const rows = [...all]
    .sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
    .map(({ lesson, id, title, minutes, earned, points, state }) => [
      state === 'open' ? 'not attempted' : state,
      lesson,
      id,
      title,
      minutes,
      `${earned} of ${points}`,
    ]);
  const head = ['', 'lesson', 'exercise', 'title', '#minutes', 'points'];
  return page(
    'Exercises',
    `<h1>Exercises</h1><p>${pointsOf(all)} points.</p>${tableOf(head, rows)}`,
    'body { max-width: none; }',
  );
}
