import { InvalidArgumentError } from '../errors.js';
import { Box, type Bound } from '../spaces/box.js';
import { flatNumbers } from '../spaces/numbers.js';
import { shapeText } from '../spaces/space.js';
import { show } from '../text.js';

/** The straight line that maps one box onto another, component by component, and its inverse; float32 throughout. */
export interface Rescaling {
  readonly space: Box;
  /** Old box to new box. */
  readonly forward: (values: ArrayLike<number>) => Float32Array;
  /** New box to old box. */
  readonly backward: (values: ArrayLike<number>) => Float32Array;
}

const f32 = Math.fround;

/**
 * Maps a float32 box onto the bounds `newLow`, `newHigh`. Where the old bound is infinite the new one must be too.
 * Rounded to float32 where Gymnasium's `rescale_box` is.
 * @throws InvalidArgumentError for bounds of the wrong length, out of order, infinite on one side only, or too far apart
 */
export function rescaleBox(box: Box, newLow: Bound, newHigh: Bound, name: string): Rescaling {
  const low = spread(newLow, box, `${name}: min`);
  const high = spread(newHigh, box, `${name}: max`);
  const gradient = new Float32Array(low.length).fill(1);
  const intercept = new Float32Array(low.length);
  for (let i = 0; i < low.length; i++) {
    checkInfinite(low[i], box.low[i], `${name}: min[${i}]`);
    checkInfinite(high[i], box.high[i], `${name}: max[${i}]`);
    if (!(low[i] <= high[i]))
      throw new InvalidArgumentError(`${name}: min[${i}] = ${low[i]} must not exceed max[${i}] = ${high[i]}`);
    const bounded = Number.isFinite(low[i]) && Number.isFinite(high[i]);
    if (bounded) gradient[i] = (high[i] - low[i]) / (box.high[i] - box.low[i]);
    if (Number.isFinite(low[i])) intercept[i] = f32(gradient[i] * -box.low[i]) + low[i];
    else if (Number.isFinite(high[i])) intercept[i] = high[i] - box.high[i];
    if (Number.isFinite(gradient[i]) && Number.isFinite(intercept[i]) && (gradient[i] > 0 || low[i] === high[i]))
      continue;
    throw new InvalidArgumentError(
      `${name}: float32 cannot stretch [${box.low[i]}, ${box.high[i]}] onto [${low[i]}, ${high[i]}] (component ${i}); ` +
        'give bounds of a similar size, and none of width 0',
    );
  }
  return {
    space: new Box(low, high, { shape: box.shape }),
    forward: (values) => new Float32Array(low.length).map((_, i) => f32(gradient[i] * f32(values[i])) + intercept[i]),
    backward: (values) => new Float32Array(low.length).map((_, i) => f32(f32(values[i]) - intercept[i]) / gradient[i]),
  };
}

function spread(bound: Bound, box: Box, name: string): ArrayLike<number> {
  if (typeof bound === 'number') return Array<number>(box.low.length).fill(bound);
  const values = flatNumbers(bound, box.shape);
  if (values === null) {
    throw new InvalidArgumentError(
      `${name} must be a number or numbers of shape ${shapeText(box.shape)}, got ${show(bound)}`,
    );
  }
  return values;
}

function checkInfinite(wanted: number, old: number, name: string): void {
  if (Number.isNaN(wanted)) throw new InvalidArgumentError(`${name} must not be NaN`);
  if ((Number.isFinite(wanted) && Number.isFinite(old)) || wanted === old) return;
  throw new InvalidArgumentError(
    `${name} = ${wanted}: an unbounded component stays unbounded, its old bound is ${old}`,
  );
}

/** The space as a float32 Box, or an error that names the wrapper. */
export function requireBox(space: unknown, wrapper: string, kind: 'action' | 'observation'): Box {
  if (space instanceof Box && space.dtype === 'float32') return space as Box;
  throw new InvalidArgumentError(`${wrapper} needs a float32 Box ${kind} space, got ${show(space)}`);
}
