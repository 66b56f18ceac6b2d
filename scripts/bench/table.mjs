// The README's section on speed, made from data/bench.json, so that its numbers are the measured ones.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../lib/files.mjs';
import { root } from '../lib/paths.mjs';

/** @typedef {import('./numbers.mjs').Spread} Spread */
/** @typedef {import('./contenders.mjs').Compared} Compared */
/** @typedef {ReturnType<typeof import('./learners.mjs').solving>} Solving */
/** @typedef {ReturnType<typeof import('./lecture25.mjs').lecture25>} Lecture25 */
/**
 * @typedef {object} Results  data/bench.json, as scripts/bench/command.mjs writes it
 * @property {Record<string, string | number>} machine
 * @property {Record<string, Compared>} throughput
 * @property {Record<string, Record<string, Compared>>} gradientStep  by the number of rows
 * @property {Solving} solve
 * @property {{ seeds: number, finalMean: number, deviation: number }} learning
 * @property {Lecture25} lecture25
 * @property {Record<string, number>} workers
 * @property {{ steps: number, heapMegabytes: number[] }} memory
 */

const whole = (/** @type {number} */ x) => Number(x.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 0 });
export const few = (/** @type {number} */ x) => String(Number(x.toPrecision(3)));
const range = (/** @type {Spread} */ { median, low, high }, format = few) =>
  `${format(median)} (${format(low)} to ${format(high)})`;
export const row = (/** @type {string[]} */ ...cells) => `| ${cells.join(' | ')} |`;

/**
 * Environment steps per second, each learner against PyTorch in the same run.
 * @param {Results['throughput']} throughput
 */
function throughputRows(throughput) {
  return Object.entries(throughput).map(([name, { perSecond, timesPyTorch, timesPyTorchByProcessorTime }]) =>
    row(
      `training, CleanRL's configuration: ${name}`,
      `${range(perSecond, whole)} steps/s`,
      `${few(timesPyTorch)} (${few(timesPyTorchByProcessorTime)})`,
    ),
  );
}

/** @param {Results['gradientStep']} gradientStep */
function gradientRows(gradientStep) {
  return Object.entries(gradientStep).map(([rows, results]) => {
    const ours = results['compiled learner'];
    return row(
      `one gradient step, ${rows} rows, two 4-64-64 networks`,
      `${few(1e6 / ours.perSecond.median)} µs; PyTorch ${few(1e6 / results.PyTorch.perSecond.median)} µs`,
      `${few(ours.timesPyTorch)} (${few(ours.timesPyTorchByProcessorTime)})`,
    );
  });
}

/** @param {Solving} solve */
function solveRows(solve) {
  return Object.entries(solve).map(([preset, result]) => {
    const cold = `in a cold script ${range(result.coldMilliseconds)} ms`;
    const processor = result.processorMilliseconds;
    const share = processor === undefined ? '' : `, processor time of all threads ${few(processor.median)} ms`;
    const warm = `${range(result.milliseconds)} ms warm${share}`;
    return row(
      `CartPole-v1 solved from scratch, preset \`${preset}\`, ${result.solved} of ${result.of} seeds`,
      `${warm}; ${cold}`,
      '',
    );
  });
}

/** @param {Lecture25} lecture25 */
function lectureRows(lecture25) {
  return Object.entries(lecture25).map(([name, { compiled, pyTorch, timesPyTorch, timesPyTorchByProcessorTime }]) =>
    row(
      `Lecture 25's program, 3,000 episodes: ${name === 'ppo' ? 'PPO' : 'its A2C twin'}`,
      `${range(compiled.byTheClock)} s; PyTorch ${few(pyTorch.byTheClock.median)} s`,
      `${few(timesPyTorch)} (${few(timesPyTorchByProcessorTime)})`,
    ),
  );
}

/**
 * Lines of Markdown.
 * @param {Results} results
 */
export function benchTable(results) {
  const { machine, throughput, gradientStep, solve, learning, lecture25, workers, memory } = results;
  const software = ['node', 'torch', 'gymnasium', 'stable-baselines3'].map((name) => `${name} ${machine[name]}`);
  return [
    row('what', 'median (range)', 'times PyTorch (by processor time)'),
    row('---', '---', '---'),
    ...throughputRows(throughput),
    ...gradientRows(gradientStep),
    ...solveRows(solve),
    row(
      `mean return after CleanRL's full 500,000 steps, ${learning.seeds} seeds`,
      `${few(learning.finalMean)} ± ${few(learning.deviation)}`,
      '',
    ),
    ...lectureRows(lecture25),
    row('20 seeds of `fast` on one worker thread and on two', `${few(workers[1])} s and ${few(workers[2])} s`, ''),
    row(
      `heap after each tenth of ${(memory.steps / 1e6).toLocaleString('en')} million steps`,
      `${few(Math.min(...memory.heapMegabytes))} to ${few(Math.max(...memory.heapMegabytes))} MB`,
      '',
    ),
    '',
    `${machine.processor}, ${machine.processors} processors, ${machine.memoryGigabytes} GB; ${software.join(', ')}.`,
  ];
}

/**
 * The README with the table between its marks replaced.
 * @param {string} readme
 * @param {string} name   of the marks, such as <!-- bench --> and <!-- /bench -->
 * @param {string[]} lines
 */
export function shownTable(readme, name, lines) {
  const marks = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = marks.map((mark) => readme.indexOf(mark));
  if (start < 0 || end < start) throw new Error(`README.md: the marks ${marks.join(' and ')} are missing`);
  return `${readme.slice(0, start)}${marks[0]}\n\n${lines.join('\n')}\n\n${readme.slice(end)}`;
}

/**
 * Writes what was measured into data/, and its table into the README.
 * @param {string} file
 * @param {string} name   of the table's marks
 * @param {object} results
 * @param {string[]} lines of the table
 */
export function record(file, name, results, lines) {
  writeWhole(join(root, 'data', file), `${JSON.stringify(results, null, 1)}\n`);
  const readme = join(root, 'README.md');
  writeWhole(readme, shownTable(readFileSync(readme, 'utf8'), name, lines));
}
