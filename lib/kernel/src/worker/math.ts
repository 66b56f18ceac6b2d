/**
 * Engines round the elementary functions each in its own way: Chromium's `Math.exp` differs from Node 20's in one value of ten, in
 * the last bit, and a training run ends elsewhere. These are the functions of fdlibm, as Node 20 computes them.
 */
type RealFunction = (x: number) => number;

/** What the build takes from @stdlib. */
export interface Fdlibm {
  readonly exp: RealFunction;
  readonly expm1: RealFunction;
  readonly log: RealFunction;
  readonly log1p: RealFunction;
}

/** From here on, tanh is ±1. */
const SATURATED = 22;
/** Below, tanh(x) is x(1 + x). */
const TINY = 2 ** -55;

/** tanh by fdlibm's steps. */
export function tanh(x: number, expm1: RealFunction): number {
  const size = Math.abs(x);
  if (Number.isNaN(x) || x === 0) return x;
  if (size >= SATURATED) return Math.sign(x);
  if (size < TINY) return x * (1 + x);
  if (size >= 1) return Math.sign(x) * (1 - 2 / (expm1(2 * size) + 2));
  const t = expm1(-2 * size);
  return (Math.sign(x) * -t) / (t + 2);
}

/** Replaces the functions in `target`. */
export function computeAsNode(target: Math, { exp, expm1, log, log1p }: Fdlibm): void {
  const replacements: Record<string, RealFunction> = { exp, expm1, log, log1p, tanh: (x) => tanh(x, expm1) };
  for (const [name, compute] of Object.entries(replacements)) {
    Object.defineProperty(target, name, {
      value: (x: unknown) => compute(Number(x)),
      writable: true,
      configurable: true,
    });
  }
}
