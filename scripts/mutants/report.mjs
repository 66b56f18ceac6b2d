// What npm run mutants prints.

/** @typedef {import('./bench.mjs').Trial} Trial */

/** @param {Trial} trial */
export function lineOf({ mutant, noticed, by, seconds }) {
  const place = `${mutant.file}:${mutant.line}`;
  const what = `${mutant.kind}: ${mutant.change}  [${mutant.id}]`;
  if (noticed === 'survived') return `SURVIVED  ${place}  ${what}  (${mutant.because})`;
  const how = { test: 'noticed', hang: 'hangs  ', types: 'types  ' }[noticed];
  return `${how}   ${place}  ${what}  by ${by} (${seconds.toFixed(1)} s)`;
}

/**
 * A table of how many were planted and noticed, and by what.
 * @param {Trial[]} trials
 * @param {string} title of the first column
 * @param {(trial: Trial) => string} groupOf
 */
export function tableBy(trials, title, groupOf) {
  const groups = [...new Set(trials.map(groupOf))].sort();
  const rows = groups.map((group) =>
    rowOf(
      group,
      trials.filter((trial) => groupOf(trial) === group),
    ),
  );
  const header = [title, 'planted', 'noticed', 'by a test', 'by a hang', 'by types', 'share'];
  return layOut([header, ...rows, rowOf('all', trials)]);
}

/**
 * @param {string} name
 * @param {Trial[]} trials
 */
function rowOf(name, trials) {
  const count = (/** @type {Trial['noticed']} */ noticed) => trials.filter((trial) => trial.noticed === noticed).length;
  const noticed = trials.length - count('survived');
  const numbers = [trials.length, noticed, count('test'), count('hang'), count('types')].map(String);
  return [name, ...numbers, share(noticed, trials.length)];
}

/** @param {string[][]} rows */
function layOut(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  const line = (/** @type {string[]} */ row) =>
    row.map((text, i) => (i === 0 ? text.padEnd(widths[i]) : text.padStart(widths[i]))).join('  ');
  return rows.map(line).join('\n');
}

/**
 * @param {number} part
 * @param {number} whole
 */
const share = (part, whole) => (whole === 0 ? '-' : `${Math.floor((1000 * part) / whole) / 10} %`);

/** @param {Trial[]} trials */
export function summaryOf(trials) {
  const noticed = trials.filter((trial) => trial.noticed !== 'survived').length;
  return `${trials.length} planted, ${noticed} noticed (${share(noticed, trials.length)})`;
}

/**
 * The package or the scripts that a fault lies in.
 * @param {Trial} trial
 */
export const packageOf = ({ mutant }) => groupOf(mutant.file);

/** @param {string} file */
export const groupOf = (file) => /^lib\/[^/]+/.exec(file)?.[0] ?? 'scripts';
