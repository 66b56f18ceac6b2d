import { loadLater } from '../host/lazy';
import { FONT_FILES, unknownCharacters } from './fontMetrics';
import { hardened } from './hardened';
import { plotPage } from './page';
import { encodePalette } from './png';

/** Size of the picture on the page, in CSS pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The picture holds this many pixels per CSS pixel: sharp on dense screens, still small as a file. */
const PIXEL_RATIO = 1.5;

/** Traces of these kinds need a graphics card (WebGL) or map tiles; drawing them here would hang. */
const BROWSER_ONLY = /gl$|3d$|^(surface|volume|isosurface|cone|streamtube|splom|parcoords)$|map|geo/;

/** Throws when a trace cannot be drawn without a browser. */
export function assertDrawable(types: readonly string[], id: string): void {
  const bad = types.find((type) => BROWSER_ONLY.test(type) && type !== 'heatmap' && type !== 'treemap');
  if (bad === undefined) return;
  throw new TypeError(
    `show('${id}'): a trace of type '${bad}' needs WebGL or map tiles, so it has no static picture. ` +
      `Use 'scatter', 'bar', 'heatmap' or 'contour' instead.`,
  );
}

/** The same pseudo-random numbers for every figure, because plotly puts them into ids inside the SVG. */
function reseed(window: { Math: { random: () => number } }): void {
  let seed = 1;
  window.Math.random = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** Draws a plotly figure as an SVG document, without a browser. Same input, same text. */
export function drawSvg(data: unknown, layout: object, size: PictureSize): string {
  const { window, plotly } = plotPage();
  reseed(window);
  const element = window.document.createElement('div');
  window.document.body.appendChild(element);
  // Plotly checks for plain objects of its own page, so the figure enters as text.
  const parse = (value: unknown): unknown => window.JSON.parse(JSON.stringify(value)) as unknown;
  const drawn = plotly.newPlot(element, parse(data), parse({ ...layout, ...size }), { staticPlot: true });
  const svg = plotly.Snapshot.toSVG(element, 'svg', 1);
  // The drawing itself is done by now; plotly still reports to the element on its next turn.
  const release = (): void => {
    plotly.purge(element);
    element.remove();
  };
  drawn.then(release, release);
  return svg;
}

/** Turns an SVG document into PNG bytes with the fonts shipped in node_modules: no system font is read. */
export function rasterize(svg: string, pixelRatio: number = PIXEL_RATIO): Buffer {
  const { Resvg } = loadLater('@resvg/resvg-js') as typeof import('@resvg/resvg-js');
  const plain = hardened(svg).replace(/url\((?:'|&quot;|")(#[^'"&)]*)(?:'|&quot;|")\)/g, 'url($1)');
  const picture = new Resvg(plain, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: pixelRatio },
    font: { loadSystemFonts: false, fontFiles: Object.values(FONT_FILES), defaultFontFamily: 'DejaVu Sans' },
  }).render();
  return encodePalette(picture.pixels, picture.width, picture.height);
}

/**
 * Draws a plotly figure as PNG bytes, on white, without a browser. Same input, same bytes.
 * @param where  starts the warning that letters which the font lacks are drawn as boxes
 */
export function drawPng(data: unknown, layout: object, size: PictureSize, where = 'figure'): Buffer {
  const svg = drawSvg(data, { ...layout, paper_bgcolor: '#ffffff' }, size);
  warnOfBoxes(svg, where);
  return rasterize(svg);
}

function warnOfBoxes(svg: string, where: string): void {
  const texts = (svg.match(/<text[ >][\s\S]*?<\/text>/g) ?? []).map((text) => text.replace(/<[^>]*>/g, ''));
  const boxes = unknownCharacters(texts.join(''));
  if (boxes === '') return;
  console.warn(
    `${where}: in the picture for GitHub and PDF these are boxes: ${boxes} (its font lacks them). JupyterLab and the HTML export show them; ` +
      'for the picture, write titles and labels in Latin, Greek or Cyrillic letters.',
  );
}
