import { join } from 'node:path';
import { isEmptyFigure } from '../figures/emptiness';
import { type Figure, type FinishedFigure, finishFigure, type Trace } from '../figures/figure';
import { FIGURE_WIDTH } from '../figures/template';
import { writeIfChanged } from '../host/files';
import { type Bundle, display } from '../host/outputs';
import { figuresFolder } from '../host/project';
import { assertDrawable } from '../static/draw';
import { pictureOf } from '../static/picture';
import { requireKnownNames } from './vocabulary';
import { requireId, requireOptions, requireText } from '../values/arguments';
import { stableJson } from '../values/numbers';

export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

/** What every figure must say in words. */
export interface ShowOptions {
  /** One sentence that tells a reader who cannot see the figure what it shows; at least 20 characters. */
  readonly alt: string;
}

/**
 * Shows a figure: interactive in JupyterLab and in the HTML export, a picture on GitHub, the alt sentence as text.
 * `npm run notebooks` keeps its numbers in `data/figures/<id>.json`. Traces keep at most 500 points, numbers six digits, or as many as keep x and y
 * apart; dates are written in UTC.
 *
 * @param id      name of the figure, e.g. 'clip-slopes': lower case, digits and hyphens
 * @param figure  plotly `{ data, layout }`; each axis in use needs a title, which may be a plain string
 * @throws TypeError if id, alt or an axis title is missing, or if a trace needs WebGL; RangeError if a trace is too long, x and y differ in
 *   length, or there is no point to draw
 * @example show('squares', { data: [{ x: [1, 2, 3], y: [1, 4, 9] }], layout: { xaxis: { title: 'n' }, yaxis: { title: 'n squared' } } },
 *   { alt: 'A line that climbs ever faster, from 1 at n = 1 to 9 at n = 3.' })
 */
export function show(id: string, figure: Figure, options: ShowOptions): void {
  if (options !== undefined) requireOptions(options, `show('${String(id)}')`, ['alt']);
  const bundle = finalBundle(id, figure, options);
  const { data } = bundle.data[PLOTLY_MIME] as FinishedFigure;
  if (isEmptyFigure(data))
    throw new RangeError(
      `show('${id}'): nothing would be seen: no trace has a point that can be drawn (NaN and null are gaps)`,
    );
  display(bundle);
}

/** Validates, draws and saves a figure, and returns the bundle that shows it. */
export function finalBundle(id: string, figure: Figure, options: ShowOptions): Bundle {
  requireId(id, 'show');
  const where = `show('${id}')`;
  const alt = checkedAlt(options, where);
  assertDrawable(Array.isArray(figure?.data) ? figure.data.map(typeOf) : [], id);
  const finished = finishFigure(figure, where);
  requireKnownNames(finished, where);
  saveNumbers(id, alt, finished);
  const size = { width: finished.layout.width ?? FIGURE_WIDTH, height: finished.layout.height };
  const png = pictureOf(finished.data, finished.layout, size, where);
  const content = plotlyContent(finished, alt);
  if (png === null) return { data: { [PLOTLY_MIME]: content, 'text/plain': alt } };
  return {
    data: { [PLOTLY_MIME]: content, 'image/png': png, 'text/plain': alt },
    metadata: { 'image/png': { ...size, alt } },
  };
}

const typeOf = (trace: Trace | null): string => (typeof trace?.type === 'string' ? trace.type : 'scatter');

/** A figure for the middle of a run: no picture, nothing saved, cheap enough to be sent four times a second. */
export function passingBundle(figure: Figure, text: string, where: string): Bundle {
  return { data: { [PLOTLY_MIME]: plotlyContent(finishFigure(figure, where), text), 'text/plain': text } };
}

/** The alt sentence travels in `layout.meta`, where the renderers find it for screen readers. */
function plotlyContent(figure: FinishedFigure, alt: string): object {
  return {
    data: figure.data,
    layout: { ...figure.layout, meta: { alt } },
    config: { displaylogo: false, responsive: true },
  };
}

function checkedAlt(options: ShowOptions | undefined, where: string): string {
  const why = 'Say in one sentence what a reader who cannot see the figure should know.';
  requireText(options?.alt, `${where}: alt`, why, 20);
  return options.alt.trim();
}

/** A read-only or full disk must not take the figure from the reader: the picture is shown, the file is not written. */
function saveNumbers(id: string, alt: string, figure: FinishedFigure): void {
  const folder = figuresFolder();
  if (folder === null) return;
  const { data, layout } = figure;
  try {
    writeIfChanged(join(folder, `${id}.json`), `${stableJson({ id, alt, data, layout })}\n`);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(code)) throw error;
  }
}
