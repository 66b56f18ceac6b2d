import type { Figure } from '../figures/figure';
import { lineFigure } from '../figures/lines';
import { quoted } from '../values/kinds';
import { formatNumber, thousands } from '../values/numberTexts';
import type { LiveOptions } from './live';

/** What the default learning curve reads of a record. */
interface CurveRecord {
  readonly timesteps: number;
  readonly meanReturn100: number | null;
}

/** Options of the default learning curve. */
export interface CurveOptions {
  /** Steps the run will take: turns the default curve's x axis into a progress bar. */
  readonly totalTimesteps?: number;
  /** Title of the default learning curve. */
  readonly title?: string;
  /** A dotted line at the return that counts as solved, in the default learning curve. */
  readonly solvedAt?: number;
}

/** The learning curve of a training run, for records that carry timesteps and meanReturn100. */
export function curveDefaults<Rec>(options: CurveOptions): Pick<LiveOptions<Rec>, 'figure' | 'status' | 'fraction'> {
  const { totalTimesteps } = options;
  const read = (record: Rec): CurveRecord => {
    if (typeof record === 'object' && record !== null) return record as unknown as CurveRecord;
    throw new TypeError(`run: source: expected records such as { timesteps, meanReturn100 }, got ${quoted(record)}`);
  };
  const status = (record: Rec): string => {
    const { timesteps, meanReturn100 } = read(record);
    if (timesteps === undefined) return '';
    const mean =
      meanReturn100 === null || meanReturn100 === undefined ? '' : `, mean return ${formatNumber(meanReturn100)}`;
    return `step ${thousands(timesteps)}${mean}`;
  };
  return {
    figure: (records) => learningCurve(records.map(read), options),
    status,
    ...(totalTimesteps ? { fraction: (record: Rec) => read(record).timesteps / totalTimesteps } : {}),
  };
}

function learningCurve(records: readonly CurveRecord[], options: CurveOptions): Figure {
  if (records.some((record) => typeof record.timesteps !== 'number')) {
    throw new TypeError(
      'run: these records have no `timesteps`, so there is no default curve; pass `figure: (records) => lineFigure({ ... })`',
    );
  }
  const y = records.map((record) => record.meanReturn100 ?? null);
  return lineFigure({
    ...(options.title ? { title: options.title } : {}),
    xTitle: 'environment steps',
    yTitle: 'mean return of the last 100 episodes',
    ...(options.totalTimesteps ? { xRange: [0, options.totalTimesteps] as const } : {}),
    lines: [{ name: 'mean return', x: records.map((record) => record.timesteps), y }],
    ...(options.solvedAt === undefined ? {} : { marks: [{ y: options.solvedAt, label: 'solved' }] }),
  });
}
