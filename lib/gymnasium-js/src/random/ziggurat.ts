import { exp, log1p } from '../math/portable.js';
import type { Pcg64 } from './pcg64.js';
import {
  EXPONENTIAL_ACCEPT,
  EXPONENTIAL_DENSITY,
  EXPONENTIAL_WIDTH,
  NORMAL_ACCEPT,
  NORMAL_DENSITY,
  NORMAL_WIDTH,
} from './zigguratTables.js';

/** Where the tail of the normal begins, and its reciprocal. */
const NORMAL_EDGE = 3.6541528853610088;
const NORMAL_EDGE_INVERSE = 0.27366123732975828;
/** Where the tail of the exponential begins. */
const EXPONENTIAL_EDGE = 7.6971174701310501;

/**
 * A standard normal draw by NumPy's ziggurat: 256 layers, accepted at once in 99.3 % of the calls.
 * Source: Marsaglia and Tsang 2000; NumPy 2.4, numpy/random/src/distributions.
 */
export function standardNormal(bits: Pcg64): number {
  for (;;) {
    bits.next();
    const layer = bits.low & 0xff;
    const negative = (bits.low & 0x100) !== 0;
    const magnitude = (bits.high & 0x1fffffff) * 8388608 + (bits.low >>> 9); // 52 bits
    const x = magnitude * NORMAL_WIDTH[layer];
    if (magnitude < NORMAL_ACCEPT[layer]) return negative ? -x : x;
    if (layer === 0) return normalTail(bits, magnitude);
    const bottom = NORMAL_DENSITY[layer];
    const height = (NORMAL_DENSITY[layer - 1] - bottom) * bits.nextDouble() + bottom;
    if (height < exp(-0.5 * x * x)) return negative ? -x : x;
  }
}

/** Beyond the outermost layer; the sign is bit 8 of the magnitude, as in NumPy. */
function normalTail(bits: Pcg64, magnitude: number): number {
  const negative = (Math.floor(magnitude / 256) & 1) === 1;
  for (;;) {
    const x = -NORMAL_EDGE_INVERSE * log1p(-bits.nextDouble());
    const y = -log1p(-bits.nextDouble());
    if (y + y > x * x) return negative ? -(NORMAL_EDGE + x) : NORMAL_EDGE + x;
  }
}

/** A standard exponential draw by NumPy's ziggurat; `Box.sample` needs it for half-open intervals. */
export function standardExponential(bits: Pcg64): number {
  for (;;) {
    bits.next();
    const layer = (bits.low >>> 3) & 0xff;
    const magnitude = (bits.high >>> 0) * 2097152 + (bits.low >>> 11); // 53 bits
    const x = magnitude * EXPONENTIAL_WIDTH[layer];
    if (magnitude < EXPONENTIAL_ACCEPT[layer]) return x;
    if (layer === 0) return EXPONENTIAL_EDGE - log1p(-bits.nextDouble());
    const bottom = EXPONENTIAL_DENSITY[layer];
    const height = (EXPONENTIAL_DENSITY[layer - 1] - bottom) * bits.nextDouble() + bottom;
    if (height < exp(-x)) return x;
  }
}
