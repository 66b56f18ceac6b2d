// The certificate: one page of HTML without scripts or anything from the network, made for printing.

/** @typedef {import('./earned.mjs').Earned} Earned */

const style = `:root{color-scheme:light}body{font:16px/1.5 Georgia,serif;color:#1f2328;background:#fff;max-width:44rem;margin:3rem auto;padding:2rem;border:3px double #0072B2}
h1{font-size:1.7rem;margin:0}h2{font-size:1.1rem;margin:1.5rem 0 .3rem}table{border-collapse:collapse;width:100%}th,td{padding:.2rem .6rem;border-bottom:1px solid #d1d9e0;text-align:left}
td.number,th.number{text-align:right}.name{font-size:1.5rem;margin:1rem 0 0}.small{color:#59636e;font-size:.85rem}
tr{break-inside:avoid}h2{break-after:avoid}@media print{body{margin:0 auto}@page{size:A4;margin:15mm}}`;

/** @param {unknown} value */
const escaped = (value) => String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param {string[]} head @param {(string | number)[][]} rows numbers are set to the right */
function table(head, rows) {
  const cell = (/** @type {string} */ tag, /** @type {string | number} */ value, /** @type {boolean} */ right) =>
    `<${tag}${right ? ' class="number"' : ''}>${escaped(value)}</${tag}>`;
  const line = (/** @type {string} */ tag, /** @type {(string | number)[]} */ values) =>
    `<tr>${values.map((value, index) => cell(tag, value, index > 0)).join('')}</tr>`;
  return `<table>\n${[line('th', head), ...rows.map((row) => line('td', row))].join('\n')}\n</table>`;
}

/**
 * @param {Earned} earned
 * @param {{ name: string, date: string }} who and on which day, as text
 * @returns {string} the whole page
 */
export function certificatePage({ lessons, tests }, { name, date }) {
  const sum = (/** @type {'earned' | 'points' | 'passed' | 'exercises'} */ field) =>
    lessons.reduce((total, lesson) => total + lesson[field], 0);
  const rows = lessons.map(({ lesson, passed, exercises, earned, points }) => [
    lesson,
    `${passed} of ${exercises}`,
    `${earned} of ${points}`,
  ]);
  const all = ['all of these', `${sum('passed')} of ${sum('exercises')}`, `${sum('earned')} of ${sum('points')}`];
  const taken = tests.map(({ test, earned, points, seed, at }) => [
    test,
    `${earned} of ${points}`,
    seed,
    at.slice(0, 10),
  ]);
  const parts = [
    '<h1>PPO, cell by cell</h1>',
    `<p class="name">${escaped(name)}</p>`,
    `<p>has earned, up to ${escaped(date)}:</p>`,
    ...(rows.length > 0 ? ['<h2>Lessons</h2>', table(['lesson', 'exercises passed', 'points'], [...rows, all])] : []),
    ...(taken.length > 0
      ? ['<h2>Tests, the best attempt at each</h2>', table(['test', 'points', 'seed', 'day'], taken)]
      : []),
    '<p class="small">Written by the reader\'s own computer from what its checks have counted, with nobody watching. The same seed draws the same paper again.</p>',
  ];
  return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Certificate: ${escaped(name)}</title>\n<style>${style}</style>\n</head>\n<body>\n${parts.join('\n')}\n</body>\n</html>\n`;
}
