import { circle, line, type Point, polygon, rectangle, svgDocument, text } from './svg.js';

/** A grid of square cells, row 0 at the top. */
export class Grid {
  /** @param size of a cell, in pixels */
  constructor(
    readonly nrow: number,
    readonly ncol: number,
    readonly size: number,
  ) {}

  /** The centre of a cell. */
  centre(row: number, col: number): Point {
    return [(col + 0.5) * this.size, (this.nrow - row - 0.5) * this.size];
  }

  /** A cell in one colour with a thin border. */
  tile(row: number, col: number, fill: string, border: string): string {
    const half = this.size / 2;
    const corners = rectangle(-half, half, half, -half, 0, this.centre(row, col));
    const edges = corners.map((corner, i) => line(corner, corners[(i + 1) % corners.length], border));
    return polygon(corners, fill) + edges.join('');
  }

  /** A letter in a corner of a cell. */
  letter(row: number, col: number, letter: string): string {
    const [x, y] = this.centre(row, col);
    return text([x - this.size * 0.34, y + this.size * 0.3], letter, this.size * 0.28, '#333');
  }

  /** A flag planted in a cell. */
  flag(row: number, col: number): string {
    const [x, y] = this.centre(row, col);
    const [foot, top] = [y - this.size * 0.35, y + this.size * 0.3];
    const cloth: Point[] = [
      [x, top],
      [x, top - this.size * 0.25],
      [x + this.size * 0.3, top - this.size * 0.125],
    ];
    return line([x, foot], [x, top], '#333', 2) + polygon(cloth, '#c33');
  }

  /** Somebody in a cell: a head above a body. */
  walker(row: number, col: number): string {
    const [x, y] = this.centre(row, col);
    const body: Point[] = [
      [x - this.size * 0.18, y - this.size * 0.3],
      [x + this.size * 0.18, y - this.size * 0.3],
      [x, y + this.size * 0.12],
    ];
    return polygon(body, '#2b6e3f') + circle([x, y + this.size * 0.15], this.size * 0.12, '#2b6e3f');
  }

  /** The whole picture. @param label what a screen reader says */
  document(label: string, shapes: readonly string[]): string {
    return svgDocument(this.ncol * this.size, this.nrow * this.size, label, shapes);
  }
}
