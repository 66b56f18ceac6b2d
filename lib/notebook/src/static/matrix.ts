/** An SVG transform [a b c d e f]: x' = a x + c y + e, y' = b x + d y + f. */
export type Matrix = readonly [number, number, number, number, number, number];
export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export function multiply(outer: Matrix, inner: Matrix): Matrix {
  const [a, b, c, d, e, f] = outer;
  const [p, q, r, s, t, u] = inner;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

export function apply([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f];
}

/** The point that `matrix` sends to (x, y); null where the matrix flattens everything. */
export function invert([a, b, c, d, e, f]: Matrix, x: number, y: number): [number, number] | null {
  const determinant = a * d - b * c;
  if (!Number.isFinite(determinant) || Math.abs(determinant) < 1e-12) return null;
  return [(d * (x - e) - c * (y - f)) / determinant, (a * (y - f) - b * (x - e)) / determinant];
}

/** Reads a `transform` attribute: translate, scale, rotate and matrix in any sequence. */
export function parseTransform(text: string): Matrix {
  let total = IDENTITY;
  for (const [, kind, list] of text.matchAll(/(translate|scale|rotate|matrix)\s*\(([^)]*)\)/g)) {
    total = multiply(
      total,
      single(
        kind,
        list
          .trim()
          .split(/[\s,]+/)
          .map(Number),
      ),
    );
  }
  return total;
}

function single(kind: string, values: readonly number[]): Matrix {
  const [a = 0, b, c = 0] = values;
  if (kind === 'translate') return [1, 0, 0, 1, a, b ?? 0];
  if (kind === 'scale') return [a, 0, 0, b ?? a, 0, 0];
  if (kind === 'matrix') return [a, b ?? 0, c, values[3] ?? 1, values[4] ?? 0, values[5] ?? 0];
  const angle = (a * Math.PI) / 180;
  const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
  return multiply(multiply([1, 0, 0, 1, b ?? 0, c], turn), [1, 0, 0, 1, -(b ?? 0), -c]);
}
