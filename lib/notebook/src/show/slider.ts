import type { Figure } from '../figures/figure';
import { type Bundle, display, kernelBridge, type KernelBridge, liveDisplay } from '../host/outputs';
import { shared } from '../host/shared';
import { requireFunction, requireId, requireNumber, requireOptions, requireText } from '../values/arguments';
import { escapeHtml } from '../values/html';
import { quoted } from '../values/kinds';
import { finalBundle, passingBundle } from './show';
import { decimalsOfStep, openSlider, type SliderRange } from './widgetModels';

export interface SliderOptions extends SliderRange {
  /** Id and alt sentence of the figure that `onChange` returns; not needed if it returns text or nothing. */
  readonly id?: string;
  readonly alt?: string;
}

/** What the function of a slider may return: a figure or text to show below it, or nothing. */
export type SliderResult = Figure | string | void;

/** Redraws are at least this far apart while the reader drags: the page needs time to draw, too. */
const REDRAW_INTERVAL_MS = 50;
const MIME = 'application/vnd.jupyter.widget-view+json';

/**
 * A slider that calls back into the kernel: `onChange` runs now, with the start value, and again for each value the reader sets, by
 * mouse or by keyboard. What it returns is shown below the slider and replaced in place. Without the lesson kernel in
 * JupyterLab (stock tslab, a saved page) the start value is shown, with one line that says so.
 *
 * @param onChange  pure function of the value; a figure it returns needs `id` and `alt` in the options
 * @throws TypeError if an option is missing or unknown; RangeError if the range is empty or the start value lies outside it
 * @example slider({ label: 'clip range', min: 0.05, max: 0.5, step: 0.05, value: 0.2, id: 'clip-by-range', alt: '...' },
 *   (clipRange) => clipSlopeFigure(clipRange))
 */
export function slider(options: SliderOptions, onChange: (value: number) => SliderResult): void {
  requireOptions(options, 'slider', ['label', 'min', 'max', 'step', 'value', 'id', 'alt']);
  assertRange(options);
  requireFunction(onChange, `slider('${options.label}'): onChange`, '(value) => lineFigure({ ... })');
  const output = resultOutput(options, onChange);
  const bridge = pageBridge();
  if (bridge === null) {
    display(staticSlider(options));
  } else {
    const key = options.id ?? options.label;
    opened().get(key)?.close();
    const control = openSlider(bridge, options, latestOnly(output.update));
    opened().set(key, control);
    display(widgetBundle(control.commId, options));
  }
  output.first();
}

/** A page with widgets listens only when a Jupyter server started this kernel for a notebook; it names the notebook then. */
function pageBridge(): KernelBridge | null {
  const bridge = kernelBridge();
  return bridge && process.env.JPY_SESSION_NAME ? bridge : null;
}

/** Open sliders by name: running a cell again replaces its slider. */
const opened = (): Map<string, { close(): void }> => shared('sliders', () => new Map<string, { close(): void }>());

function assertRange({ label, min, max, step, value }: SliderOptions): void {
  requireText(label, 'slider: label', 'Say what the slider sets.');
  for (const [name, number] of Object.entries({ min, max, step, value }))
    requireNumber(number, `slider('${label}'): ${name}`);
  if (!(min < max && step > 0))
    throw new RangeError(
      `slider('${label}'): expected min < max and step > 0, got min ${min}, max ${max}, step ${step}`,
    );
  if (!(value >= min && value <= max))
    throw new RangeError(`slider('${label}'): value must lie between ${min} and ${max}, got ${value}`);
}

/** The one output below the slider: complete at first (with a picture, for the saved notebook), light while it changes. */
function resultOutput(
  options: SliderOptions,
  onChange: (value: number) => SliderResult,
): { first: () => void; update: (value: number) => void } {
  const output = liveDisplay();
  const where = `slider('${options.label}')`;
  const complete = (figure: Figure): Bundle => {
    requireId(options.id, `${where}: id of its figure`);
    return finalBundle(options.id, figure, { alt: options.alt ?? '' });
  };
  const shown = (result: SliderResult, bundleOf: (figure: Figure) => Bundle): void => {
    if (typeof result === 'string') output.set({ data: { 'text/plain': result } });
    else if (typeof result === 'object' && result !== null) output.set(bundleOf(result));
    else if (result !== undefined && result !== null)
      throw new TypeError(`${where}: onChange must return a figure, text or nothing, got ${quoted(result)}`);
  };
  return {
    first: () => shown(onChange(options.value), complete),
    update: (value) => {
      try {
        shown(onChange(value), (figure) => passingBundle(figure, options.alt ?? '', where));
      } catch (error) {
        output.set({ data: { 'text/plain': `${where} stopped with an error. ${String(error)}` } });
      }
    },
  };
}

/** Calls `act` with the latest value only, at most once per interval. */
function latestOnly(act: (value: number) => void): (value: number) => void {
  let waiting: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  const turn = (): void => {
    timer = null;
    if (waiting === null) return;
    const value = waiting;
    waiting = null;
    timer = setTimeout(turn, REDRAW_INTERVAL_MS);
    act(value);
  };
  return (value) => {
    waiting = value;
    if (timer === null) turn();
  };
}

function widgetBundle(modelId: string, options: SliderOptions): Bundle {
  const view = { version_major: 2, version_minor: 0, model_id: modelId };
  return { data: { [MIME]: view, ...staticSlider(options).data } };
}

function staticSlider({ label, min, max, step, value }: SliderOptions): Bundle {
  const digits = decimalsOfStep(step);
  const reading = `${label} = ${value.toFixed(digits)}`;
  const range = `${min.toFixed(digits)} to ${max.toFixed(digits)}`;
  const note = 'It moves when this cell runs in JupyterLab with the lesson kernel.';
  const control = `<input type="range" min="${min}" max="${max}" step="${step}" value="${value}" disabled aria-label="${escapeHtml(label)}">`;
  return {
    data: {
      'text/html': `<div>${escapeHtml(reading)} ${control} (${range}). ${note}</div>`,
      'text/plain': `${reading} (slider, ${range}). ${note}`,
    },
  };
}
