// npm run bench -- widths: one gradient step by width and rows, ours against PyTorch, and where PyTorch overtakes.
import { compared, race } from './contenders.mjs';
import { describeMachine } from './machine.mjs';
import { runNode, runPython } from './programs.mjs';
import { few, record, row } from './table.mjs';

/** @typedef {{ width: number, rows: number, ours: number, pyTorch: number, timesPyTorch: number }} Step  microseconds */
/** @typedef {{ note: string, machine: Record<string, string | number>, steps: Step[] }} WidthsFile  data/bench-widths.json */

const WIDTHS = [64, 128, 256];
const ROWS = [64, 256, 1024];

/**
 * @param {import('./learners.mjs').Options} options
 * @returns {WidthsFile}
 */
export function measureWidths({ python, quick }) {
  console.log('\nOne gradient step, both networks, loss, clip and Adam, by width and rows; one thread each');
  const steps = WIDTHS.flatMap((width) =>
    ROWS.map((rows) => {
      const size = (rows * width * width) / (64 * 64 * 64); // times the work of 64 rows through 64-64
      const repeats = Math.max(quick ? 20 : 60, Math.round((quick ? 1_500 : 6_000) / size));
      const contenders = {
        ours: () => runNode('step', rows, repeats, width),
        PyTorch: () => runPython(python, 'peers.py', 'step', rows, Math.min(repeats, quick ? 100 : 500), width),
      };
      const { ours, PyTorch } = compared(race(contenders, quick ? 1 : 3), 'PyTorch');
      const microseconds = (/** @type {typeof ours} */ { perSecond }) =>
        Number((1e6 / perSecond.median).toPrecision(4));
      const step = { width, rows, ours: microseconds(ours), pyTorch: microseconds(PyTorch) };
      console.log(`  ${width}-${width}, ${rows} rows: ${step.ours} us, PyTorch ${step.pyTorch} us`);
      return { ...step, timesPyTorch: ours.timesPyTorch };
    }),
  );
  const machine = { ...describeMachine(), ...runPython(python, 'peers.py', 'versions') };
  return { note: 'written by npm run bench -- widths; medians of microseconds, measured in turns', machine, steps };
}

/** @param {WidthsFile} results */
export const writeWidths = (results) => record('bench-widths.json', 'widths', results, widthsTable(results));

/**
 * Lines of Markdown, and one sentence about who is ahead where.
 * @param {WidthsFile} results
 */
export function widthsTable({ steps }) {
  const cell = (/** @type {number} */ width, /** @type {number} */ rows) => {
    const step = steps.find((one) => one.width === width && one.rows === rows);
    return step === undefined ? '' : `${few(step.ours)} µs; ${few(step.pyTorch)} µs (${few(step.timesPyTorch)})`;
  };
  const behind = steps.filter(({ timesPyTorch }) => timesPyTorch < 1);
  const where = behind.map(({ width, rows }) => `${width}-${width} with ${rows} rows`);
  return [
    row('networks', ...ROWS.map((rows) => `${rows} rows`)),
    row(...['networks', ...ROWS].map(() => '---')),
    ...WIDTHS.map((width) => row(`4-${width}-${width}`, ...ROWS.map((rows) => cell(width, rows)))),
    '',
    behind.length === 0
      ? 'One thread of PyTorch is nowhere ahead here.'
      : `One thread of PyTorch is ahead at ${where.join(', ')}: wide networks and large minibatches are what a general library is made for.`,
  ];
}
