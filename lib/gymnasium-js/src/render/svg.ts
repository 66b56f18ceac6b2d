import { cos, sin } from '../math/trig.js';

/*
 * Just enough SVG. Coordinates are in the pixels of Gymnasium's own pictures, y upwards as its drawings have it, flipped
 * at the end; numbers are rounded to a hundredth of a pixel, so that equal states give equal text.
 */

export type Point = readonly [number, number];

/** A number with at most two decimals and no negative zero. */
export function num(x: number): string {
  const rounded = Math.round(x * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

export function polygon(points: readonly Point[], fill: string): string {
  return `<polygon points="${points.map(([x, y]) => `${num(x)},${num(y)}`).join(' ')}" fill="${fill}"/>`;
}

export function polyline(points: readonly Point[], stroke: string): string {
  const path = points.map(([x, y]) => `${num(x)},${num(y)}`).join(' ');
  return `<polyline points="${path}" fill="none" stroke="${stroke}"/>`;
}

export function line(from: Point, to: Point, stroke: string, width = 1): string {
  return `<line x1="${num(from[0])}" y1="${num(from[1])}" x2="${num(to[0])}" y2="${num(to[1])}" stroke="${stroke}" stroke-width="${num(width)}"/>`;
}

export function circle(centre: Point, radius: number, fill: string): string {
  return `<circle cx="${num(centre[0])}" cy="${num(centre[1])}" r="${num(radius)}" fill="${fill}"/>`;
}

/** Upright words, centred on a point. @param size of the letters, in pixels */
export function text([x, y]: Point, words: string, size: number, fill: string): string {
  const place = `matrix(1 0 0 -1 ${num(x)} ${num(y)})`;
  return `<text transform="${place}" font-family="sans-serif" font-size="${num(size)}" text-anchor="middle" dominant-baseline="central" fill="${fill}">${words}</text>`;
}

/** Corners of a rectangle turned by `angle` (radians, counter-clockwise) about its own origin and moved to `at`. */
export function rectangle(left: number, right: number, top: number, bottom: number, angle: number, at: Point): Point[] {
  const corners: Point[] = [
    [left, bottom],
    [left, top],
    [right, top],
    [right, bottom],
  ];
  return corners.map((corner) => turn(corner, angle, at));
}

/** A point turned by `angle` about the origin and moved to `at`. */
export function turn([x, y]: Point, angle: number, at: Point): Point {
  const c = cos(angle);
  const s = sin(angle);
  return [at[0] + x * c - y * s, at[1] + x * s + y * c];
}

/**
 * The whole document, white background, y pointing up.
 * @param label what a screen reader says
 */
export function svgDocument(width: number, height: number, label: string, shapes: readonly string[]): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">` +
    `<rect width="${width}" height="${height}" fill="#fff"/>` +
    `<g transform="matrix(1 0 0 -1 0 ${height})">${shapes.join('')}</g></svg>`
  );
}
