// The marking scheme: what each exercise is worth, how long it takes and what it is for.
import { csv } from '../csv.mjs';
import { page, tableOf } from '../html.mjs';
import { openingOf } from './lessonText.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */

const head = ['lesson', 'exercise', 'title', 'kind', '#points', '#minutes', 'task', 'learning goal of the lesson'];

/** @param {Lesson[]} lessons @returns {{ csv: string, html: string }} */
export function marking(lessons) {
  const rows = lessons.flatMap(({ name, cells, exercises }) => {
    const { goal } = openingOf(cells);
    return exercises.map(({ id, title, kind, points, minutes, task }) => [
      name,
      id,
      title,
      kind,
      points,
      minutes,
      task,
      goal,
    ]);
  });
  const points = lessons.flatMap(({ exercises }) => exercises).reduce((sum, exercise) => sum + exercise.points, 0);
  const table = csv([head.map((name) => name.replace('#', '')), ...rows]);
  return {
    csv: table,
    html: page(
      'Marking scheme',
      `<h1>Marking scheme</h1><p>${points} points in all.</p>${tableOf(head, rows)}`,
      'body { max-width: none; }',
    ),
  };
}
