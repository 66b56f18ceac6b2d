import { ASCENT, DESCENT, textWidth } from './fontMetrics';
import { extremes } from '../values/numbers';

/** A rectangle in pixels, y downwards. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What this file needs of an SVG element; jsdom's elements have it. */
export interface SvgNode {
  readonly nodeName: string;
  readonly nodeType: number;
  readonly textContent: string | null;
  readonly childNodes: ArrayLike<SvgNode>;
  getAttribute?(name: string): string | null;
  readonly style?: { getPropertyValue(name: string): string };
}

const attribute = (node: SvgNode, name: string): number => Number.parseFloat(node.getAttribute?.(name) ?? '') || 0;
const styleOf = (node: SvgNode, name: string): string =>
  node.style?.getPropertyValue(name) || node.getAttribute?.(name) || '';

/** Font size of a node in pixels; relative sizes (`70%`, `0.7em`) refer to the parent's. */
function fontSize(node: SvgNode, inherited: number): number {
  const given = styleOf(node, 'font-size');
  const value = Number.parseFloat(given);
  if (!Number.isFinite(value)) return inherited;
  if (given.endsWith('%')) return (inherited * value) / 100;
  return given.endsWith('em') ? inherited * value : value;
}

/** Total advance of the text inside a node, nested tspans with their own size and weight included. */
function runWidth(node: SvgNode, size: number, bold: boolean): number {
  if (node.nodeType === 3) return textWidth(node.textContent ?? '', size, bold ? 'bold' : 'regular');
  const ownSize = fontSize(node, size);
  const weight = styleOf(node, 'font-weight');
  const ownBold = weight === '' ? bold : weight === 'bold' || Number(weight) >= 600;
  return Array.from(node.childNodes).reduce((width, child) => width + runWidth(child, ownSize, ownBold), 0);
}

/** Box of a text element: lines are tspans of class `line`, each shifted down by its `dy`. */
function textBox(node: SvgNode): Box {
  const size = fontSize(node, 12);
  const lines = Array.from(node.childNodes).filter((child) => child.getAttribute?.('class')?.includes('line'));
  const widths = lines.length > 0 ? lines.map((line) => runWidth(line, size, false)) : [];
  const width = lines.length > 0 ? Math.max(...widths) : runWidth(node, size, false);
  const shifts = lines.map((line) => size * (Number.parseFloat(line.getAttribute?.('dy') ?? '') || 0));
  const x = attribute(node, 'x');
  const y = attribute(node, 'y');
  const anchor = styleOf(node, 'text-anchor');
  const left = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x;
  const top = y - ASCENT * size + Math.min(0, ...shifts);
  return { left, top, right: left + width, bottom: y + DESCENT * size + Math.max(0, ...shifts) };
}

/** Corners of a path with absolute commands M, L, H, V and relative ones ignored: enough for the shapes plotly measures. */
function pathBox(node: SvgNode): Box | null {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, command, rest] of (node.getAttribute?.('d') ?? '').matchAll(/([MLHV])([^A-Za-z]*)/g)) {
    const numbers = rest.match(/-?\d*\.?\d+(?:e-?\d+)?/g)?.map(Number) ?? [];
    numbers.forEach((value, index) => {
      const across = command === 'H' || (command !== 'V' && index % 2 === 0);
      (across ? xs : ys).push(value);
    });
  }
  if (xs.length === 0 || ys.length === 0) return null;
  const [[left, right], [top, bottom]] = [extremes(xs), extremes(ys)];
  return { left, top, right, bottom };
}

/** End points of a path's straight and curved pieces: as close to the path as violins and contour labels need. */
function pathPoints(node: SvgNode): [number, number][] {
  let [x, y] = [0, 0];
  return [...(node.getAttribute?.('d') ?? '').matchAll(/([MLHVCQSA])([^A-Za-z]*)/g)].map(([, command, rest]) => {
    const numbers = rest.match(/-?\d*\.?\d+(?:e-?\d+)?/g)?.map(Number) ?? [];
    if (command === 'V') y = numbers.at(-1) ?? y;
    else x = (command === 'H' ? numbers.at(-1) : numbers.at(-2)) ?? x;
    if (command !== 'V' && command !== 'H') y = numbers.at(-1) ?? y;
    return [x, y];
  });
}

/** Length of a path, its curves taken as straight lines between their ends. */
export function pathLength(node: SvgNode): number {
  const points = pathPoints(node);
  return points
    .slice(1)
    .reduce((sum, [x, y], index) => sum + Math.hypot(x - points[index][0], y - points[index][1]), 0);
}

/** The point at a distance from the start of a path; its end if the path is shorter. */
export function pointAtLength(node: SvgNode, distance: number): { x: number; y: number } {
  const points = pathPoints(node);
  let left = Math.max(0, distance);
  for (let index = 1; index < points.length; index++) {
    const [[x0, y0], [x1, y1]] = [points[index - 1], points[index]];
    const step = Math.hypot(x1 - x0, y1 - y0);
    if (left <= step && step > 0) return { x: x0 + ((x1 - x0) * left) / step, y: y0 + ((y1 - y0) * left) / step };
    left -= step;
  }
  const [x, y] = points.at(-1) ?? [0, 0];
  return { x, y };
}

/** Applies `translate(a,b)` and `rotate(deg,cx,cy)`, the two transforms plotly writes, to a box. */
function transformed(box: Box, transform: string): Box {
  let corners = [box.left, box.right].flatMap((x) => [box.top, box.bottom].map((y) => [x, y] as const));
  const steps = [...transform.matchAll(/(translate|rotate)\(([^)]*)\)/g)].reverse();
  for (const [, kind, list] of steps) {
    const [a = 0, b = 0, c = 0] = list.split(/[ ,]+/).map(Number);
    const angle = (a * Math.PI) / 180;
    corners = corners.map(([x, y]) => {
      if (kind === 'translate') return [x + a, y + b] as const;
      const [dx, dy] = [x - b, y - c];
      return [
        b + dx * Math.cos(angle) - dy * Math.sin(angle),
        c + dx * Math.sin(angle) + dy * Math.cos(angle),
      ] as const;
    });
  }
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

function ownBox(node: SvgNode): Box | null {
  if (node.nodeName === 'text') return node.textContent ? textBox(node) : null;
  if (node.nodeName === 'path') return pathBox(node);
  if (node.nodeName === 'rect' || node.nodeName === 'image') {
    const [left, top] = [attribute(node, 'x'), attribute(node, 'y')];
    return { left, top, right: left + attribute(node, 'width'), bottom: top + attribute(node, 'height') };
  }
  if (!node.getAttribute) return null;
  const boxes = Array.from(node.childNodes).flatMap((child) => placedBox(child) ?? []);
  if (boxes.length === 0) return null;
  return boxes.reduce((all, box) => ({
    left: Math.min(all.left, box.left),
    top: Math.min(all.top, box.top),
    right: Math.max(all.right, box.right),
    bottom: Math.max(all.bottom, box.bottom),
  }));
}

function placedBox(node: SvgNode): Box | null {
  const box = ownBox(node);
  const transform = node.getAttribute?.('transform');
  return box && transform ? transformed(box, transform) : box;
}

const EMPTY: Box = { left: 0, top: 0, right: 0, bottom: 0 };
/** The box in the element's own coordinates, its `transform` not applied (SVG's getBBox). */
export const localBox = (node: SvgNode): Box => ownBox(node) ?? EMPTY;
/** The box with the element's own transform applied. */
export const outerBox = (node: SvgNode): Box => placedBox(node) ?? EMPTY;
