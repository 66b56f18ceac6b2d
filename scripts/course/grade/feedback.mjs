// One page for each student: what was marked, with which words, and the code that was read.
import { createHash } from 'node:crypto';
import { escape, page } from '../html.mjs';
import { outOf, pointsOf, studentLabel } from './results.mjs';

/** @typedef {import('./results.mjs').Result} Result */

/** @param {import('./collect.mjs').Student} student @returns {string} a name that is safe on every disk, and this student's alone */
export function feedbackFile(student) {
  const label = studentLabel(student);
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  return `${plain || 'student'}-${createHash('sha256').update(label).digest('hex').slice(0, 8)}.html`;
}

/** @param {Result[]} own of one student @returns {string} HTML */
export function feedbackPage(own) {
  const label = studentLabel(own[0].student);
  return page(`Feedback for ${label}`, `<h1>${escape(label)}</h1>\n${own.map(section).join('\n')}`);
}

/** @param {Result} result */
function section({ lesson, file, marks, notes, refused }) {
  const remarks = notes.map((note) => `<p><small>${escape(note)}</small></p>`).join('\n');
  if (refused !== null) return `<h2>${escape(file)}</h2>\n<p>${escape(refused)}</p>\n${remarks}`;
  const points = `<p><strong>${pointsOf(marks)} of ${outOf(marks)} points</strong> <small>(${escape(file)})</small></p>`;
  // What was not tried stands first: it is the cheapest to mend.
  const order = [...marks].sort((a, b) => Number(b.status === 'not attempted') - Number(a.status === 'not attempted'));
  return `<h2>${escape(lesson)}</h2>\n${points}\n${remarks}\n${order.map(card).join('\n')}`;
}

const words = {
  pass: 'solved',
  'not yet': 'not yet',
  'not attempted': 'not attempted',
  refused: 'could not be marked',
};

/** @param {import('./gradeNotebook.mjs').Mark} mark */
function card({ exercise, title, status, points, outOf: most, message, notes, source }) {
  const lines = [message, ...notes].filter((line) => line !== '').map((line) => `<p>${escape(line)}</p>`);
  const code =
    source === ''
      ? ''
      : `<details><summary>What was marked</summary><pre>${escape(source.slice(0, 20_000))}</pre></details>`;
  return `<div class="card ${status.replace(' ', '-')}"><h3>${escape(exercise)}: ${escape(title)}</h3>
<p>${words[status]}, ${points} of ${most}</p>
${lines.join('\n')}${code}</div>`;
}
