// What npm run fuzz prints.
import { placeOf } from './oneCall.mjs';

/** @typedef {import('./judge.mjs').Judged} Judged */
/** @typedef {import('./judge.mjs').Verdict} Verdict */
/** @typedef {import('./plan.mjs').Call} Call */
/** @typedef {{ call: Call, judged: Judged }} Result */

/** @type {readonly Verdict[]} */
export const verdicts = ['clear', 'accepted', 'vague', 'silent', 'hang', 'crash', 'unhandled'];
/** Of every hundred calls so many may get a vague error, at most. */
export const mostVague = 2;

/** @param {Result[]} results */
export function countsOf(results) {
  const counts = Object.fromEntries(verdicts.map((verdict) => [verdict, 0]));
  for (const { judged } of results) counts[judged.verdict] += 1;
  return counts;
}

/** @param {Result[]} results */
export function isGood(results) {
  const { vague, silent, hang, crash, unhandled } = countsOf(results);
  return silent + hang + crash + unhandled === 0 && vague <= (mostVague / 100) * results.length;
}

/**
 * A row for each package.
 * @param {Result[]} results
 */
export function tableOf(results) {
  const nameOf = (/** @type {Result} */ { call }) => call.target.id.split(':')[0];
  const groups = [...new Set(results.map(nameOf))];
  const row = (/** @type {string} */ name, /** @type {Result[]} */ some) => {
    const counts = countsOf(some);
    return [
      name.padEnd(16),
      ...[some.length, ...verdicts.map((verdict) => counts[verdict])].map((n) => String(n).padStart(9)),
    ];
  };
  const header = ['package'.padEnd(16), ...['calls', ...verdicts].map((title) => title.padStart(9))];
  const rows = groups.map((name) =>
    row(
      name,
      results.filter((result) => nameOf(result) === name),
    ),
  );
  return [header, ...rows, row('all', results)].map((cells) => cells.join(' ')).join('\n');
}

/**
 * @param {Result[]} results
 * @param {Verdict} verdict
 * @param {number} most
 */
export function examplesOf(results, verdict, most) {
  const some = results.filter(({ judged }) => judged.verdict === verdict);
  const lines = some
    .slice(0, most)
    .map(({ call, judged }) => `  ${call.target.id}  ${placeOf(call.target, call.path)} = ${call.kind}: ${judged.why}`);
  if (some.length > most) lines.push(`  ... and ${some.length - most} more (-- --examples ${some.length})`);
  return lines;
}
