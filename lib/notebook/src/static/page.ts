import { readFileSync } from 'node:fs';
import type { DOMWindow } from 'jsdom';
import { loadLater } from '../host/lazy';
import { type Box, localBox, outerBox, pathLength, pointAtLength, type SvgNode } from './boxes';
import { StaticCanvas } from './canvas';

/** The parts of plotly.js used here. */
export interface Plotly {
  newPlot(element: unknown, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  purge(element: unknown): void;
  readonly Snapshot: { toSVG(element: unknown, format: 'svg', scale: number): string };
  readonly PlotSchema: { get(): PlotSchema };
}

type Attributes = Readonly<Record<string, unknown>>;
/** Every attribute that plotly.js knows, by the type of the trace and for the layout. */
interface PlotSchema {
  readonly traces: Readonly<
    Record<string, { readonly attributes: Attributes; readonly layoutAttributes?: Attributes }>
  >;
  readonly layout: { readonly layoutAttributes: Attributes };
}

/** A page without a browser, with plotly.js loaded in it. */
export interface PlotPage {
  readonly window: DOMWindow;
  readonly plotly: Plotly;
}

let page: PlotPage | null = null;

/** The one page of this process; the first call takes a second, because it loads jsdom and plotly.js. */
export function plotPage(): PlotPage {
  page ??= openPage();
  return page;
}

function openPage(): PlotPage {
  const { JSDOM } = loadLater('jsdom') as typeof import('jsdom');
  const { window } = new JSDOM('<!doctype html><body></body>', { runScripts: 'outside-only', pretendToBeVisual: true });
  standInForLayout(window);
  standInForCanvas(window);
  window.eval(readFileSync(require.resolve('plotly.js-dist/plotly.js'), 'utf8'));
  return { window, plotly: (window as unknown as { Plotly: Plotly }).Plotly };
}

const rectangle = ({ left, top, right, bottom }: Box): object => ({
  x: left,
  y: top,
  left,
  top,
  right,
  bottom,
  width: right - left,
  height: bottom - top,
});

/** jsdom lays nothing out: text is measured with the metrics of the font that the picture is drawn with. */
function standInForLayout(window: DOMWindow): void {
  Object.assign(window.SVGElement.prototype, {
    getBBox(this: SvgNode) {
      return rectangle(localBox(this));
    },
    getComputedTextLength(this: SvgNode) {
      const { left, right } = localBox(this);
      return right - left;
    },
    getTotalLength(this: SvgNode) {
      return pathLength(this);
    },
    getPointAtLength(this: SvgNode, distance: number) {
      return pointAtLength(this, distance);
    },
  });
  Object.assign(window.Element.prototype, {
    getBoundingClientRect(this: SvgNode) {
      return rectangle(outerBox(this));
    },
  });
  // The real getComputedStyle walks the whole cascade; plotly writes every style it asks for on the element itself.
  Object.assign(window, { getComputedStyle: (element: HTMLElement) => element.style });
}

function standInForCanvas(window: DOMWindow): void {
  const contexts = new WeakMap<object, StaticCanvas>();
  Object.assign(window.HTMLCanvasElement.prototype, {
    getContext(this: HTMLCanvasElement, kind: string) {
      if (kind !== '2d') return null;
      const known = contexts.get(this);
      if (known?.width === this.width && known.height === this.height) return known;
      const context = new StaticCanvas(this.width, this.height);
      contexts.set(this, context);
      return context;
    },
    toDataURL(this: HTMLCanvasElement) {
      return contexts.get(this)?.toDataUrl() ?? '';
    },
  });
  Object.assign(window.URL, { createObjectURL: () => '' });
}
