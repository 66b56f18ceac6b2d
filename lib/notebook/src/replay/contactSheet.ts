import { rasterize } from '../static/draw';
import { escapeHtml } from '../values/html';

const CELL_WIDTH = 230;
const GAP = 10;
const LABEL_HEIGHT = 20;

/** Several pictures with a line of text under each, as one PNG on white: what is seen where no script may run. */
export function contactSheet(
  pictures: readonly { readonly svg: string; readonly label: string }[],
  columns = 3,
): Buffer {
  const [width, height] = viewBoxSize(pictures[0].svg);
  const cellHeight = (CELL_WIDTH * height) / width;
  const rows = Math.ceil(pictures.length / columns);
  const across = Math.min(columns, pictures.length);
  const total = { width: across * (CELL_WIDTH + GAP) + GAP, height: rows * (cellHeight + LABEL_HEIGHT + GAP) + GAP };
  const cells = pictures.map(({ svg, label }, index) => {
    const x = GAP + (index % columns) * (CELL_WIDTH + GAP);
    const y = GAP + Math.floor(index / columns) * (cellHeight + LABEL_HEIGHT + GAP);
    const frame = `<rect x="${x}" y="${y}" width="${CELL_WIDTH}" height="${cellHeight}" fill="none" stroke="#9a9a9a"/>`;
    const text = `<text x="${x}" y="${y + cellHeight + 15}" font-family="DejaVu Sans" font-size="12" fill="#2a2a2a">${escapeHtml(label)}</text>`;
    return placed(svg, x, y, CELL_WIDTH, cellHeight, width, height) + frame + text;
  });
  return rasterize(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${total.width}" height="${total.height}">${cells.join('')}</svg>`,
    1,
  );
}

/** Width and height of an SVG document in its own units, from its viewBox or else its width and height. */
export function viewBoxSize(svg: string): [number, number] {
  const opening = svg.match(/<svg[^>]*>/)?.[0] ?? '';
  const box = opening
    .match(/viewBox="([^"]*)"/)?.[1]
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  if (box?.length === 4) return [box[2], box[3]];
  const read = (name: string): number =>
    Number.parseFloat(opening.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1] ?? '');
  const [width, height] = [read('width'), read('height')];
  if (width > 0 && height > 0) return [width, height];
  throw new TypeError('replay: a picture needs a viewBox, or a width and a height');
}

/** The document as an inner svg element at the given place. */
function placed(
  svg: string,
  x: number,
  y: number,
  width: number,
  height: number,
  boxWidth: number,
  boxHeight: number,
): string {
  const start = svg.indexOf('<svg');
  const opening = svg.slice(start, svg.indexOf('>', start) + 1);
  const viewBox = opening.match(/viewBox="[^"]*"/)?.[0] ?? `viewBox="0 0 ${boxWidth} ${boxHeight}"`;
  const namespaces = (opening.match(/\sxmlns:[\w-]+="[^"]*"/g) ?? []).join('');
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}" ${viewBox}${namespaces}>${svg.slice(start + opening.length)}`;
}
