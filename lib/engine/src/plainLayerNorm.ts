import { LAYER_NORM_EPSILON, type DenseLayer } from './spec';

/** What the plain engine keeps of a layer, row-major [maxRows, units]; the last two only where it has a layer normalisation. */
export interface NormMemory {
  readonly units: number;
  readonly output: Float64Array;
  readonly gradient: Float64Array;
  /** The rows with mean 0 and variance 1. */
  readonly standardized: Float64Array;
  /** [maxRows] 1 / sqrt(variance + epsilon) */
  readonly inverseStds: Float64Array;
}

/** output[row, unit] <- standardized[row, unit] * scale[unit] + shift[unit] */
export function normalizeRows(
  { units, output, standardized, inverseStds }: NormMemory,
  { scaleOffset, shiftOffset }: NonNullable<DenseLayer['norm']>,
  parameters: Float32Array,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const at = row * units;
    let mean = 0;
    for (let unit = 0; unit < units; unit++) mean += output[at + unit] / units;
    let variance = 0;
    for (let unit = 0; unit < units; unit++) variance += (output[at + unit] - mean) ** 2 / units;
    inverseStds[row] = 1 / Math.sqrt(variance + LAYER_NORM_EPSILON);
    for (let unit = 0; unit < units; unit++) {
      standardized[at + unit] = (output[at + unit] - mean) * inverseStds[row];
      output[at + unit] = standardized[at + unit] * parameters[scaleOffset + unit] + parameters[shiftOffset + unit];
    }
  }
}

/**
 * The gradient at the normalisation's output becomes the one at its input. With g = gradient * scale and x the standardised row,
 *   g -> (g - mean(g) - x mean(g x)) / std
 * because moving one unit of a row also moves the row's mean and its variance.
 * @param gradients of the parameters, to which those of scale and shift are added; null: not wanted
 */
export function backwardNorm(
  { units, gradient, standardized, inverseStds }: NormMemory,
  { scaleOffset, shiftOffset }: NonNullable<DenseLayer['norm']>,
  parameters: Float32Array,
  gradients: Float64Array | null,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const at = row * units;
    let mean = 0;
    let meanProduct = 0;
    for (let unit = 0; unit < units; unit++) {
      const [atOutput, x] = [gradient[at + unit], standardized[at + unit]];
      if (gradients !== null) {
        gradients[scaleOffset + unit] += atOutput * x;
        gradients[shiftOffset + unit] += atOutput;
      }
      const g = atOutput * parameters[scaleOffset + unit];
      gradient[at + unit] = g;
      mean += g / units;
      meanProduct += (g * x) / units;
    }
    for (let unit = 0; unit < units; unit++) {
      const x = standardized[at + unit];
      gradient[at + unit] = (gradient[at + unit] - mean - x * meanProduct) * inverseStds[row];
    }
  }
}
