// The teacher's page: how the class did, exercise by exercise, and what to talk about next time.
import { escape, page, tableOf } from '../html.mjs';
import { outOf, pointsOf, round, studentLabel } from './results.mjs';

/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('./gradeNotebook.mjs').Mark} Mark */

/**
 * @param {Result[]} results
 * @param {{ guarantee: string, byHand: string[] }} about `byHand`: exercises that no value decides
 * @returns {string} HTML
 */
export function overviewPage(results, { guarantee, byHand }) {
  const marked = results.filter(({ refused }) => refused === null);
  const lessons = [...new Set(marked.map(({ lesson }) => lesson))].sort();
  const hand = byHand.length > 0 ? `<p>To be marked by hand: ${escape(byHand.join(', '))}.</p>` : '';
  const sections = lessons.map((lesson) =>
    lessonSection(
      lesson,
      marked.filter((result) => result.lesson === lesson),
    ),
  );
  return page(
    'The class',
    `<h1>The class</h1>\n${hand}\n${sections.join('\n')}\n${troubles(results)}\n<h2>How the answers were run</h2>\n<p>${escape(guarantee)}</p>`,
  );
}

/** @param {string} lesson @param {Result[]} results */
function lessonSection(lesson, results) {
  const totals = results.map(({ marks }) => pointsOf(marks));
  const most = outOf(results[0].marks);
  const mean = round(totals.reduce((sum, points) => sum + points, 0) / totals.length);
  const exercises = results[0].marks.map(({ exercise, title }) =>
    exerciseRow(
      exercise,
      title,
      results.flatMap(({ marks }) => marks.filter((mark) => mark.exercise === exercise)),
    ),
  );
  const head = ['exercise', '#solved', '#not yet', '#not attempted', '#not markable', '#mean points', '#seconds'];
  return `<h2>${escape(lesson)}</h2>
<p>${results.length} handed in, ${mean} of ${most} points on average.</p>
${histogram(totals, most)}
${tableOf(
  head,
  exercises.map(({ row }) => row),
)}
${exercises.map(({ ideas }) => ideas).join('\n')}`;
}

/** @param {string} exercise @param {string} title @param {Mark[]} marks */
function exerciseRow(exercise, title, marks) {
  const count = (/** @type {string} */ status) => marks.filter((mark) => mark.status === status).length;
  const average = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = `${round(average(marks.map(({ points }) => points)))} of ${marks[0].outOf}`;
  const seconds = average(marks.map((mark) => mark.seconds)).toFixed(2);
  const row = [
    `${exercise}: ${title}`,
    count('pass'),
    count('not yet'),
    count('not attempted'),
    count('refused'),
    mean,
    seconds,
  ];
  return { row, ideas: misconceptions(exercise, marks) };
}

/** @param {string} exercise @param {Mark[]} marks @returns {string} HTML: which wrong ideas, the most frequent first */
function misconceptions(exercise, marks) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { status, misconception } of marks)
    if (status === 'not yet')
      counts.set(misconception ?? 'something else', (counts.get(misconception ?? 'something else') ?? 0) + 1);
  if (counts.size === 0) return '';
  const rows = [...counts].sort(([, a], [, b]) => b - a).map(([idea, count]) => [count, idea]);
  return `<h3>${escape(exercise)}: what went wrong</h3>\n${tableOf(['#students', 'what the check said'], rows)}`;
}

/** @param {number[]} totals @param {number} most @returns {string} an SVG: how many students had how many points */
export function histogram(totals, most) {
  const bins = Array.from(
    { length: Math.floor(most) + 1 },
    (_, low) => totals.filter((points) => Math.floor(points) === low).length,
  );
  const tallest = Math.max(...bins, 1);
  const [width, height] = [40, 120];
  const bars = bins.map((count, points) => {
    const tall = (count / tallest) * height;
    const x = points * width;
    const label =
      count > 0 ? `<text x="${x + width / 2}" y="${height - tall + 14}" text-anchor="middle">${count}</text>` : '';
    return `<rect x="${x + 3}" y="${height - tall + 18}" width="${width - 6}" height="${tall}" fill="#3b6ea8"/>${label}<text x="${x + width / 2}" y="${height + 34}" text-anchor="middle">${points}</text>`;
  });
  const size = [bins.length * width, height + 56];
  return `<svg role="img" aria-label="how many students have how many points" viewBox="0 0 ${size[0]} ${size[1]}" width="${size[0]}" height="${size[1]}" font-size="12" style="max-width:100%">${bars.join('')}<text x="${size[0] / 2}" y="${height + 52}" text-anchor="middle">points</text></svg>`;
}

/** @param {Result[]} results */
function troubles(results) {
  const rows = results.flatMap(({ student, file, refused, notes, marks }) => [
    ...(refused === null ? [] : [[studentLabel(student), file, refused]]),
    ...notes.map((note) => [studentLabel(student), file, note]),
    ...marks.flatMap(({ exercise, status, message, notes: own }) =>
      [...(status === 'refused' ? [message] : []), ...own].map((text) => [
        studentLabel(student),
        `${file}, ${exercise}`,
        text,
      ]),
    ),
  ]);
  return rows.length === 0
    ? ''
    : `<h2>Files and cells with a remark</h2>\n${tableOf(['student', 'where', 'remark'], rows)}`;
}
