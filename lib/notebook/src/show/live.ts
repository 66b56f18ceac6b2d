import type { Figure } from '../figures/figure';
import { liveDisplay } from '../host/outputs';
import { requireFunction, requireId, requireOptions, requireText } from '../values/arguments';
import { finalBundle, passingBundle } from './show';

/** Plot updates are at least this far apart: a browser cannot draw many more than four figures a second beside a kernel. */
const PLOT_INTERVAL_MS = 250;

export interface LiveOptions<Rec> {
  /** Id of the final figure, as in `show`. */
  readonly id: string;
  /** Alt sentence of the final figure; a function gets all records, so that the sentence can say what happened. */
  readonly alt: string | ((records: readonly Rec[]) => string);
  /** The figure so far; called at most four times a second, and once at the end. */
  readonly figure: (records: readonly Rec[]) => Figure;
  /** One line beside the progress bar, e.g. the latest mean return. */
  readonly status?: (record: Rec) => string;
  /** How far the run is, from 0 to 1; without it no bar is drawn. */
  readonly fraction?: (record: Rec) => number;
}

/** An output that grows with a run and ends as one ordinary figure. */
export interface LiveView<Rec> {
  readonly records: readonly Rec[];
  /** Takes one record; redraws if the last redraw is long enough ago. */
  add(record: Rec): void;
  /**
   * Leaves the final figure: the last state of the notebook's one output. With `picture: false` it is shown at once, without the
   * static picture and without writing its numbers: what an interrupted run has time for.
   */
  finish(options?: { readonly picture?: boolean }): void;
}

/**
 * A figure and progress bar that update in place while records arrive. Most lessons use `run`, which drives a generator
 * with it; use `live` where the loop is the lesson's own.
 * @throws TypeError if id, alt or figure is missing: at once, not at the end of the run
 * @example const view = live({ id: 'bandit', alt: '...', figure: (records) => lineFigure({ ... }) }); view.add(record); view.finish();
 */
export function live<Rec>(options: LiveOptions<Rec>): LiveView<Rec> {
  requireOptions(options, 'live', ['id', 'alt', 'figure', 'status', 'fraction']);
  checkLive(options, 'live');
  return liveView(options);
}

/** The same, its options checked before. */
export function liveView<Rec>(options: LiveOptions<Rec>): LiveView<Rec> {
  const records: Rec[] = [];
  const output = liveDisplay();
  let lastPlot = -Infinity;
  return {
    records,
    add(record) {
      records.push(record);
      const now = performance.now();
      if (now - lastPlot < PLOT_INTERVAL_MS) return;
      lastPlot = now;
      const text = progressLine(options, record);
      output.set(passingBundle(withTitle(options.figure(records), text), text, `live('${options.id}')`));
    },
    finish({ picture = true } = {}) {
      const alt = typeof options.alt === 'function' ? options.alt(records) : options.alt;
      const figure = options.figure(records);
      output.set(
        picture ? finalBundle(options.id, figure, { alt }) : passingBundle(figure, alt, `live('${options.id}')`),
      );
    },
  };
}

/** What would only be found wrong when the run is over is checked before it starts. */
export function checkLive<Rec>(options: Partial<LiveOptions<Rec>>, where: string): void {
  const { id, alt, figure, status, fraction } = options;
  requireId(id, `${where}: id`);
  if (typeof alt !== 'function')
    requireText(
      alt,
      `${where}('${id}'): alt`,
      'Say in one sentence what a reader who cannot see the figure should know.',
      20,
    );
  for (const [name, given] of Object.entries({ figure, status, fraction }))
    if (given !== undefined || (name === 'figure' && where === 'live'))
      requireFunction(given, `${where}('${id}'): ${name}`, '(records) => lineFigure({ ... })');
}

const BAR_CELLS = 20;

/** `███████░░░ 35%  step 35,000, mean return 143`. */
function progressLine<Rec>(options: LiveOptions<Rec>, record: Rec): string {
  const status = options.status?.(record) ?? '';
  if (!options.fraction) return status || 'running';
  const fraction = Math.min(1, Math.max(0, options.fraction(record) || 0)); // nothing yet: NaN
  const full = Math.round(fraction * BAR_CELLS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)} ${Math.round(100 * fraction)}%  ${status}`.trimEnd();
}

/** While a run goes on, the progress line takes the place of the figure's title. */
function withTitle(figure: Figure, text: string): Figure {
  return { ...figure, layout: { ...figure.layout, title: { text } } };
}
