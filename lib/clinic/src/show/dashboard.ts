import type { TrainRecord } from 'ppo-lib';
import type { PatientChart } from '../runs/chart';
import { colors, type Figure, formatNumber, type Trace } from 'notebook-kit';

/** One panel of the dashboard: one or two numbers of every record. */
interface Panel {
  readonly title: string;
  readonly lines: readonly ((record: TrainRecord) => number | null)[];
  readonly log?: boolean;
  readonly range?: readonly [number, number];
}

const panels: readonly Panel[] = [
  { title: 'mean return', lines: [(record) => record.meanReturn100] },
  { title: 'KL (nats)', lines: [(record) => record.approxKl] },
  { title: 'clip fraction', lines: [(record) => record.clipFraction] },
  { title: 'entropy (nats)', lines: [(record) => record.entropy] },
  { title: 'explained variance', lines: [(record) => record.explainedVariance], range: [-1.1, 1.1] },
  { title: 'value loss', lines: [(record) => record.valueLoss], log: true },
  { title: 'first ratio', lines: [(record) => record.firstRatioMin, (record) => record.firstRatioMax] },
  { title: 'gradient norm', lines: [(record) => record.gradNorm] },
];

const COLUMNS = 2;
const ROWS = panels.length / COLUMNS;

/**
 * The dashboard of one patient: eight panels over the environment steps, the patient's line in front of the range of five healthy
 * runs with other seeds. Of the first ratios the smallest is drawn solid, the largest dashed. Values outside a panel's range are drawn
 * at its edge.
 */
export function dashboard(chart: PatientChart): { figure: Figure; alt: string } {
  const data = panels.flatMap((panel, index) => tracesOf(panel, index, chart));
  const layout: Record<string, unknown> = {
    title: `Patient ${chart.patient}: ${chart.task}, seed ${chart.seed}`,
    height: 620,
    margin: { t: 70 },
    legend: { y: 1.02 },
  };
  panels.forEach((panel, index) => Object.assign(layout, axesOf(panel, index)));
  return { figure: { data, layout }, alt: altOf(chart) };
}

const suffix = (index: number): string => (index === 0 ? '' : String(index + 1));

function axesOf(panel: Panel, index: number): Record<string, unknown> {
  const [row, column] = [Math.floor(index / COLUMNS), index % COLUMNS];
  const height = 1 / ROWS;
  const isBottom = row === ROWS - 1;
  return {
    [`xaxis${suffix(index)}`]: {
      domain: column === 0 ? [0, 0.42] : [0.58, 1],
      anchor: `y${suffix(index)}`,
      ...(isBottom ? { title: 'environment steps' } : { showticklabels: false }),
    },
    [`yaxis${suffix(index)}`]: {
      domain: [1 - (row + 1) * height + 0.03, 1 - row * height - 0.01],
      anchor: `x${suffix(index)}`,
      title: panel.title,
      ...(panel.log ? { type: 'log', exponentformat: 'power', dtick: 1 } : {}),
      ...(panel.range ? { range: panel.range } : {}),
    },
  };
}

function tracesOf(panel: Panel, index: number, { records, healthy, patient }: PatientChart): Trace[] {
  const axes = { type: 'scatter', xaxis: `x${suffix(index)}`, yaxis: `y${suffix(index)}`, mode: 'lines' };
  const steps = healthy[0].map((record) => record.timesteps);
  const x = { x0: steps[0], dx: steps[0] }; // a record every so many steps
  const at = (iteration: number): number[] =>
    healthy.flatMap((run) => panel.lines.map((read) => inRange(panel, read(run[iteration])))).filter(isNumber);
  const edge = { ...axes, ...x, line: { width: 0 }, hoverinfo: 'skip', showlegend: false };
  const show = { showlegend: index === 0 };
  return [
    { ...edge, name: 'healthy, lowest', y: steps.map((_, i) => orNull(Math.min(...at(i)))) },
    {
      ...edge,
      name: 'range of five healthy runs',
      y: steps.map((_, i) => orNull(Math.max(...at(i)))),
      fill: 'tonexty',
      fillcolor: 'rgba(0, 158, 115, 0.35)',
      line: { width: 0, color: colors.green },
      ...show,
    },
    ...panel.lines.map((read, line) => ({
      ...axes,
      name: `patient ${patient}`,
      ...x,
      y: records.map((record) => inRange(panel, read(record))),
      line: { color: colors.vermillion, width: 2, ...(line === 0 ? {} : { dash: 'dash' }) },
      showlegend: index === 0 && line === 0,
    })),
  ];
}

const isNumber = (value: number | null): value is number => value !== null;
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const rounded = (value: number): number => Number(value.toPrecision(4));

/** Clipped to the panel; null for what cannot be drawn. */
function inRange({ range, log }: Panel, value: number | null): number | null {
  if (value === null || !Number.isFinite(value) || (log && value <= 0)) return null;
  return rounded(range ? Math.min(Math.max(value, range[0]), range[1]) : value);
}

const numbers: readonly (readonly [string, (record: TrainRecord) => number])[] = [
  ['KL', (record) => record.approxKl],
  ['clip fraction', (record) => record.clipFraction],
  ['entropy', (record) => record.entropy],
  ['explained variance', (record) => record.explainedVariance],
];

/** The dashboard in words: what a reader needs who cannot see it. */
function altOf({ patient, task, records, healthy, stoppedBy }: PatientChart): string {
  const final = (run: readonly TrainRecord[]): number => run[run.length - 1]?.meanReturn100 ?? NaN;
  const middle = (run: readonly TrainRecord[], read: (record: TrainRecord) => number): number => {
    const sorted = run.map(read).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  };
  const say = (value: number): string => formatNumber(Math.abs(value) < 1e-4 ? 0 : value, 3);
  const compared = (value: number, others: readonly number[]): string =>
    `${say(value)} (healthy ${say(Math.min(...others))} to ${say(Math.max(...others))})`;
  const medians = numbers.map(
    ([name, read]) =>
      `${name} ${compared(
        middle(records, read),
        healthy.map((run) => middle(run, read)),
      )}`,
  );
  const ratios = `first ratios from ${formatNumber(Math.min(...records.map((r) => r.firstRatioMin)), 3)} to ${formatNumber(Math.max(...records.map((r) => r.firstRatioMax)), 3)}`;
  const end = stoppedBy === null ? '' : ` The run stopped after ${records.length} of ${healthy[0].length} iterations.`;
  return (
    `Eight panels of patient ${patient} on ${task} over the range of five healthy runs. Mean return at the end ` +
    `${compared(final(records), healthy.map(final))}; medians over the run: ${medians.join(', ')}; ${ratios}.${end}`
  );
}
