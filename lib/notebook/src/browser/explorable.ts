/**
 * Building blocks for explorables: they run in the reader's browser, bundled by `inBrowser`.
 * In an explorable: `import { addSlider, addPlot } from 'notebook-kit/explorable'`.
 */

export interface ControlRange {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly value: number;
}

/** Any values in rising order, e.g. powers of ten; `value` is one of them. */
export interface ControlStops {
  readonly label: string;
  readonly stops: readonly number[];
  readonly value: number;
}

const SVG = 'http://www.w3.org/2000/svg';
/** The first colours of the figures' palette. */
const COLORS = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'];

/** Adds a labelled slider with its reading; a native control, so arrow keys, Home and End work. Calls back at once and on each change. */
export function addSlider(
  root: HTMLElement,
  control: ControlRange | ControlStops,
  onValue: (value: number) => void,
): HTMLInputElement {
  const range = 'stops' in control ? positionsOf(control) : control;
  const page = root.ownerDocument;
  const label = root.appendChild(page.createElement('label'));
  label.style.cssText = 'display:flex;gap:12px;align-items:center;max-width:640px;margin:4px 0';
  const name = label.appendChild(page.createElement('span'));
  name.textContent = range.label;
  name.style.minWidth = '9em';
  const input = label.appendChild(page.createElement('input'));
  input.type = 'range';
  input.style.flex = '1';
  for (const key of ['min', 'max', 'step', 'value'] as const) input[key] = String(range[key]);
  const reading = label.appendChild(page.createElement('output'));
  reading.style.cssText = 'min-width:4em;font-variant-numeric:tabular-nums';
  const digits = (String(range.step).split('.')[1] ?? '').length;
  const read = (): void => {
    const value = 'stops' in control ? control.stops[Number(input.value)] : Number(input.value);
    reading.textContent = 'stops' in control ? String(value) : value.toFixed(digits);
    if ('stops' in control) input.setAttribute('aria-valuetext', String(value));
    onValue(value);
  };
  input.addEventListener('input', read);
  read();
  return input;
}

function positionsOf({ label, stops, value }: ControlStops): ControlRange {
  const at = stops.indexOf(value);
  if (at < 0) throw new RangeError(`addSlider('${label}'): value ${value} is none of the stops ${stops.join(', ')}`);
  return { label, min: 0, max: stops.length - 1, step: 1, value: at };
}

/** Adds a button. */
export function addButton(root: HTMLElement, text: string, onClick: () => void): HTMLButtonElement {
  const button = root.appendChild(root.ownerDocument.createElement('button'));
  button.type = 'button';
  button.textContent = text;
  button.style.cssText = 'margin:4px 0;padding:4px 8px';
  button.addEventListener('click', onClick);
  return button;
}

/** Adds a line of text that a screen reader reads out when it changes, and returns a function that changes it. */
export function addStatus(root: HTMLElement): (text: string) => void {
  const line = root.appendChild(root.ownerDocument.createElement('div'));
  line.setAttribute('role', 'status');
  line.style.cssText = 'margin:6px 0;min-height:1.4em;font-variant-numeric:tabular-nums';
  return (text) => (line.textContent = text);
}

/** Adds boxes side by side, below one another where the page is narrow, to put plots and replays into. */
export function addColumns(root: HTMLElement, count: number): HTMLElement[] {
  const page = root.ownerDocument;
  const row = root.appendChild(page.createElement('div'));
  row.style.cssText = 'display:flex;flex-wrap:wrap;gap:16px;align-items:flex-start';
  return Array.from({ length: count }, () => {
    const column = row.appendChild(page.createElement('div'));
    column.style.cssText = 'flex:1 1 320px;min-width:0;max-width:640px';
    return column;
  });
}

/** One line of a plot. */
export interface PlotLine {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Default: the next colour of the palette. */
  readonly color?: string;
  readonly dashed?: boolean;
}

export interface PlotOptions {
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xRange: readonly [number, number];
  readonly yRange: readonly [number, number];
  /** What the plot shows, for who cannot see it; a function sees the lines just drawn. */
  readonly alt: string | ((lines: readonly PlotLine[]) => string);
}

const FRAME = { width: 640, height: 340, left: 60, right: 28, top: 28, bottom: 44 };

/** Adds a small line plot and returns a function that redraws its lines. Text takes the page's colour: light and dark themes. */
export function addPlot(root: HTMLElement, options: PlotOptions): (lines: readonly PlotLine[]) => void {
  const page = root.ownerDocument;
  const make = (tag: string, attributes: Record<string, string | number>, parent: Element, text?: string): Element => {
    const element = parent.appendChild(page.createElementNS(SVG, tag));
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
    if (text !== undefined) element.textContent = text;
    return element;
  };
  const { width, height, left, right, top, bottom } = FRAME;
  const svg = make(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': 'a plot without lines yet',
      style: `max-width:${width}px;width:100%`,
      'font-size': 14,
      fill: 'currentColor',
    },
    root,
  );
  const scale =
    (range: readonly [number, number], from: number, to: number) =>
    (value: number): number =>
      from + ((value - range[0]) / (range[1] - range[0])) * (to - from);
  const [atX, atY] = [scale(options.xRange, left, width - right), scale(options.yRange, height - bottom, top)];

  for (const x of ticks(options.xRange)) {
    make(
      'line',
      { x1: atX(x), x2: atX(x), y1: top, y2: height - bottom, stroke: 'currentColor', 'stroke-opacity': 0.15 },
      svg,
    );
    make('text', { x: atX(x), y: height - bottom + 16, 'text-anchor': 'middle' }, svg, x.toLocaleString('en-US'));
  }
  for (const y of ticks(options.yRange)) {
    make(
      'line',
      { x1: left, x2: width - right, y1: atY(y), y2: atY(y), stroke: 'currentColor', 'stroke-opacity': 0.15 },
      svg,
    );
    make('text', { x: left - 6, y: atY(y) + 4, 'text-anchor': 'end' }, svg, y.toLocaleString('en-US'));
  }
  make('text', { x: (left + width - right) / 2, y: height - 8, 'text-anchor': 'middle' }, svg, options.xTitle);
  const middle = (top + height - bottom) / 2;
  make(
    'text',
    { x: 14, y: middle, 'text-anchor': 'middle', transform: `rotate(-90 14 ${middle})` },
    svg,
    options.yTitle,
  );
  const layer = make('g', { fill: 'none', 'stroke-width': 2.5 }, svg);

  return (lines) => {
    layer.textContent = '';
    lines.forEach((line, index) => {
      const color = line.color ?? COLORS[index % COLORS.length];
      const dash: Record<string, string> = line.dashed ? { 'stroke-dasharray': '3 4' } : {};
      const points = Array.from(line.x, (x, at) => `${atX(x).toFixed(1)},${atY(line.y[at]).toFixed(1)}`).join(' ');
      make('polyline', { points, stroke: color, ...dash }, layer);
      const x = left + index * ((width - left - right) / Math.max(3, lines.length));
      make('line', { x1: x, x2: x + 20, y1: 12, y2: 12, stroke: color, ...dash }, layer);
      make('text', { x: x + 26, y: 16, fill: 'currentColor' }, layer, line.name);
    });
    svg.setAttribute('aria-label', typeof options.alt === 'function' ? options.alt(lines) : options.alt);
  };
}

/** About five round numbers inside a range. */
export function ticks([low, high]: readonly [number, number]): number[] {
  const rough = (high - low) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}
