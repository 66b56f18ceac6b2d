// What npm run bench -- --quick compares with the committed measurements: ratios of one run, never milliseconds.
/** @typedef {import('./table.mjs').Results} Results */
/** @typedef {{ name: string, before: number, now: number }} Fallen  times PyTorch */

/** A ratio has fallen if it lost more than this share. */
const MOST_LOST = 0.1;

/**
 * Every ratio of ours to PyTorch, by name.
 * @param {Pick<Results, 'throughput' | 'gradientStep' | 'lecture25'>} results
 * @returns {Record<string, number>}
 */
export function ratiosOf({ throughput, gradientStep, lecture25 }) {
  const ours = (/** @type {string} */ name) => /compiled learner/.test(name);
  return Object.fromEntries([
    ...Object.entries(throughput).flatMap(([name, { timesPyTorch }]) =>
      ours(name) ? [[`training, ${name}`, timesPyTorch]] : [],
    ),
    ...Object.entries(gradientStep).map(([rows, results]) => [
      `gradient step, ${rows} rows`,
      results['compiled learner'].timesPyTorch,
    ]),
    ...Object.entries(lecture25).map(([name, { timesPyTorch }]) => [`Lecture 25, ${name}`, timesPyTorch]),
  ]);
}

/**
 * The ratios that fell by more than a tenth; what only one side has measured is not compared.
 * @param {Record<string, number>} now
 * @param {Record<string, number>} before
 * @returns {Fallen[]}
 */
export function fallen(now, before) {
  return Object.entries(before)
    .filter(([name, ratio]) => name in now && !(now[name] >= (1 - MOST_LOST) * ratio))
    .map(([name, ratio]) => ({ name, before: ratio, now: now[name] }));
}

/**
 * Lines to print.
 * @param {Fallen[]} found
 * @param {number} compared  how many ratios there were
 */
export function regressionLines(found, compared) {
  if (found.length === 0) return [`None of ${compared} ratios fell by more than a tenth against data/bench.json.`];
  return [
    `${found.length} of ${compared} ratios fell by more than a tenth against data/bench.json:`,
    ...found.map(({ name, before, now }) => `  ${name}: ${before} then, ${now} now`),
    'A short run on a busy machine can do that too: close other programs and run it again before you look for a reason.',
  ];
}
