/**
 * The arithmetic of the engine, compiled to WebAssembly SIMD. Nothing here knows what a policy is: each function does one thing to
 * arrays in linear memory. TypeScript decides where the arrays lie (src/wasmLayout.ts) and writes that down in a table, one entry per
 * layer; `forward` and `backward`, at the end of this file, walk along the table and call the others.
 *
 * How the arrays lie (drawn in the README):
 * - Activations are stored by unit, in blocks of 64 samples: block, unit, sample. One v128 is four samples of one unit.
 *   A unit's row in a block takes 256 bytes, whatever the layer, so the distance from unit to unit is a constant.
 * - Weights are stored in panels of 4 output units: panel, input, output-in-panel. One panel row is 16 bytes.
 * - Units and samples are padded to multiples of 4. Padding is zero and all arithmetic keeps it zero.
 */

/** Bytes from one unit to the next inside a block: 64 samples of 4 bytes. */
// @ts-ignore: decorator
@inline const UNIT: usize = 256;
/** Samples in a block. */
// @ts-ignore: decorator
@inline const BLOCK: i32 = 64;

/** a * b + c. One rounding in the relaxed build (where the processor has FMA), two in the default build. */
// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/**
 * THE hot loop: out[4 units][8 samples] += sum over k of weight[k][4 units] * a[k][8 samples].
 * Eight accumulators stay in registers. One turn loads 2 vectors of samples and 4 single weights, each copied to all lanes, and does
 * 8 multiply-adds: two pointers, two additions, one branch. More accumulators would spill (x64 has 16 vector registers).
 */
// @ts-ignore: decorator
@inline
function tile(a: usize, w: usize, init: usize, out: usize, k: i32, accumulate: bool): void {
  let c00: v128, c01: v128, c10: v128, c11: v128, c20: v128, c21: v128, c30: v128, c31: v128;
  if (accumulate) {
    c00 = v128.load(out, 0);
    c01 = v128.load(out, 16);
    c10 = v128.load(out, 256);
    c11 = v128.load(out, 272);
    c20 = v128.load(out, 512);
    c21 = v128.load(out, 528);
    c30 = v128.load(out, 768);
    c31 = v128.load(out, 784);
  } else {
    c00 = c01 = v128.load32_splat(init, 0);
    c10 = c11 = v128.load32_splat(init, 4);
    c20 = c21 = v128.load32_splat(init, 8);
    c30 = c31 = v128.load32_splat(init, 12);
  }
  const end = w + ((<usize>k) << 4);
  while (w < end) {
    const a0 = v128.load(a, 0);
    const a1 = v128.load(a, 16);
    let s = v128.load32_splat(w, 0);
    c00 = madd(a0, s, c00);
    c01 = madd(a1, s, c01);
    s = v128.load32_splat(w, 4);
    c10 = madd(a0, s, c10);
    c11 = madd(a1, s, c11);
    s = v128.load32_splat(w, 8);
    c20 = madd(a0, s, c20);
    c21 = madd(a1, s, c21);
    s = v128.load32_splat(w, 12);
    c30 = madd(a0, s, c30);
    c31 = madd(a1, s, c31);
    a += UNIT;
    w += 16;
  }
  v128.store(out, c00, 0);
  v128.store(out, c01, 16);
  v128.store(out, c10, 256);
  v128.store(out, c11, 272);
  v128.store(out, c20, 512);
  v128.store(out, c21, 528);
  v128.store(out, c30, 768);
  v128.store(out, c31, 784);
}

/** The same for the 4 samples that are left over where a batch does not fill 8: half the work, for a step of a few environments. */
// @ts-ignore: decorator
@inline
function halfTile(a: usize, w: usize, init: usize, out: usize, k: i32, accumulate: bool): void {
  let c0: v128, c1: v128, c2: v128, c3: v128;
  if (accumulate) {
    c0 = v128.load(out, 0);
    c1 = v128.load(out, 256);
    c2 = v128.load(out, 512);
    c3 = v128.load(out, 768);
  } else {
    c0 = v128.load32_splat(init, 0);
    c1 = v128.load32_splat(init, 4);
    c2 = v128.load32_splat(init, 8);
    c3 = v128.load32_splat(init, 12);
  }
  const end = w + ((<usize>k) << 4);
  while (w < end) {
    const a0 = v128.load(a);
    c0 = madd(a0, v128.load32_splat(w, 0), c0);
    c1 = madd(a0, v128.load32_splat(w, 4), c1);
    c2 = madd(a0, v128.load32_splat(w, 8), c2);
    c3 = madd(a0, v128.load32_splat(w, 12), c3);
    a += UNIT;
    w += 16;
  }
  v128.store(out, c0, 0);
  v128.store(out, c1, 256);
  v128.store(out, c2, 512);
  v128.store(out, c3, 768);
}

/** All tiles of one product. A weight panel (1 KB at 64 inputs) is used for the 8 sample groups of a block while it is hot. */
// @ts-ignore: decorator
@inline
function product(
  a: usize, w: usize, init: usize, out: usize, k: i32, panels: i32, panelStride: usize, rows: i32,
  aBlock: usize, outBlock: usize, accumulate: bool,
): void {
  for (; rows > 0; rows -= BLOCK) {
    const width = (<usize>min(rows, BLOCK)) << 2;
    const whole = width & ~31;
    let panel = w;
    let first = init;
    let row = out;
    for (let p = 0; p < panels; p++) {
      for (let s: usize = 0; s < whole; s += 32) tile(a + s, panel, first, row + s, k, accumulate);
      if (whole < width) halfTile(a + whole, panel, first, row + whole, k, accumulate);
      panel += panelStride;
      first += 16;
      row += UNIT << 2;
    }
    a += aBlock;
    out += outBlock;
  }
}

/**
 * out = init + weights * a. Forward: a layer's input times its weights, init its bias. Backward: the gradient at a layer's output
 * times its transposed weights, init zeros.
 * @param k real (unpadded) inputs     @param panels groups of 4 output units     @param rows samples, a multiple of 4
 * @param panelStride bytes from panel to panel     @param aBlock, outBlock bytes from block to block
 */
export function multiply(
  a: usize, w: usize, init: usize, out: usize, k: i32, panels: i32, panelStride: usize, rows: i32, aBlock: usize, outBlock: usize,
): void {
  product(a, w, init, out, k, panels, panelStride, rows, aBlock, outBlock, false);
}

/** out += weights * a: the second and later users of a shared layer add their gradients. */
export function multiplyAdd(
  a: usize, w: usize, out: usize, k: i32, panels: i32, panelStride: usize, rows: i32, aBlock: usize, outBlock: usize,
): void {
  product(a, w, 0, out, k, panels, panelStride, rows, aBlock, outBlock, true);
}

/** Stores 4 units of a lone sample: its 3 neighbours in the group of 4 become zero, as padding has to be. */
// @ts-ignore: decorator
@inline
function storeSample(out: usize, c: v128): void {
  const zero = f32x4.splat(0);
  v128.store(out, v128.shuffle<f32>(c, zero, 0, 4, 4, 4), 0);
  v128.store(out, v128.shuffle<f32>(c, zero, 1, 4, 4, 4), 256);
  v128.store(out, v128.shuffle<f32>(c, zero, 2, 4, 4, 4), 512);
  v128.store(out, v128.shuffle<f32>(c, zero, 3, 4, 4, 4), 768);
}

/**
 * `multiply` for a lone sample, such as a step of one environment: here a vector is 4 units of that sample, not 4 samples of a unit, so
 * that nothing is computed for padding. The terms are added in the same order: the same bits. Four panels at a time, because one
 * addition has to wait for the one before.
 */
// @ts-ignore: decorator
@inline
function multiplySample(a: usize, w: usize, init: usize, out: usize, k: i32, panels: i32, panelStride: usize): void {
  const length = (<usize>k) << 4;
  for (; panels >= 4; panels -= 4) {
    let c0 = v128.load(init, 0);
    let c1 = v128.load(init, 16);
    let c2 = v128.load(init, 32);
    let c3 = v128.load(init, 48);
    let w1 = w + panelStride;
    let w2 = w1 + panelStride;
    let w3 = w2 + panelStride;
    let sample = a;
    for (const end = w + length; w < end; w += 16) {
      const s = v128.load32_splat(sample);
      c0 = madd(s, v128.load(w), c0);
      c1 = madd(s, v128.load(w1), c1);
      c2 = madd(s, v128.load(w2), c2);
      c3 = madd(s, v128.load(w3), c3);
      w1 += 16;
      w2 += 16;
      w3 += 16;
      sample += UNIT;
    }
    storeSample(out, c0);
    storeSample(out + (UNIT << 2), c1);
    storeSample(out + (UNIT << 3), c2);
    storeSample(out + UNIT * 12, c3);
    w = w3 - length + panelStride;
    init += 64;
    out += UNIT << 4;
  }
  for (; panels > 0; panels--) {
    let c = v128.load(init);
    let sample = a;
    for (let at = w, end = w + length; at < end; at += 16) {
      c = madd(v128.load32_splat(sample), v128.load(at), c);
      sample += UNIT;
    }
    storeSample(out, c);
    w += panelStride;
    init += 16;
    out += UNIT << 2;
  }
}

/** [sum a, sum b, sum c, sum d] */
// @ts-ignore: decorator
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

/**
 * Gradient of a layer's weights: dw[input][unit] = sum over samples of x[input] * dz[unit], in panels like the weights themselves.
 * Here the samples are what is summed, and they are what lies next to each other: eight accumulators (2 inputs x 4 units), each
 * with four partial sums, 6 loads for 8 multiply-adds as above, and the four partial sums are added once at the end.
 */
export function weightGradient(
  x: usize, dz: usize, dw: usize, inputs: i32, panels: i32, rows: i32, xBlock: usize, dzBlock: usize,
): void {
  for (let p = 0; p < panels; p++) {
    for (let i = 0; i < inputs; i += 2) {
      let c00 = f32x4.splat(0);
      let c01 = c00, c02 = c00, c03 = c00, c10 = c00, c11 = c00, c12 = c00, c13 = c00;
      let xs = x + (<usize>i) * UNIT;
      let ds = dz + (<usize>p) * UNIT * 4;
      for (let left = rows; left > 0; left -= BLOCK) {
        const end = xs + ((<usize>min(left, BLOCK)) << 2);
        let xp = xs;
        let dp = ds;
        while (xp < end) {
          const d0 = v128.load(dp, 0);
          const d1 = v128.load(dp, 256);
          const d2 = v128.load(dp, 512);
          const d3 = v128.load(dp, 768);
          let v = v128.load(xp, 0);
          c00 = madd(v, d0, c00);
          c01 = madd(v, d1, c01);
          c02 = madd(v, d2, c02);
          c03 = madd(v, d3, c03);
          v = v128.load(xp, 256);
          c10 = madd(v, d0, c10);
          c11 = madd(v, d1, c11);
          c12 = madd(v, d2, c12);
          c13 = madd(v, d3, c13);
          xp += 16;
          dp += 16;
        }
        xs += xBlock;
        ds += dzBlock;
      }
      v128.store(dw, sums(c00, c01, c02, c03), 0);
      v128.store(dw, sums(c10, c11, c12, c13), 16);
      dw += 32;
    }
  }
}

/** Gradient of a layer's bias: db[unit] = sum over samples of dz[unit]. */
export function biasGradient(dz: usize, db: usize, panels: i32, rows: i32, dzBlock: usize): void {
  for (let p = 0; p < panels; p++) {
    let s0 = f32x4.splat(0);
    let s1 = s0, s2 = s0, s3 = s0;
    let start = dz + (<usize>p) * UNIT * 4;
    for (let left = rows; left > 0; left -= BLOCK) {
      const end = start + ((<usize>min(left, BLOCK)) << 2);
      for (let d = start; d < end; d += 16) {
        s0 = f32x4.add(s0, v128.load(d, 0));
        s1 = f32x4.add(s1, v128.load(d, 256));
        s2 = f32x4.add(s2, v128.load(d, 512));
        s3 = f32x4.add(s3, v128.load(d, 768));
      }
      start += dzBlock;
    }
    v128.store(db, sums(s0, s1, s2, s3));
    db += 16;
  }
}

/**
 * Weights in panels of 4 outputs -> the transposed weights in panels of 4 inputs. Each 4 x 4 square is 64 bytes in a row in both, so
 * this is a list of little transpositions.
 */
export function transpose(w: usize, wt: usize, inputPanels: i32, outputPanels: i32): void {
  const wtStride = (<usize>outputPanels) << 6;
  for (let o = 0; o < outputPanels; o++) {
    let to = wt + ((<usize>o) << 6);
    for (let i = 0; i < inputPanels; i++) {
      const a = v128.load(w, 0);
      const b = v128.load(w, 16);
      const c = v128.load(w, 32);
      const d = v128.load(w, 48);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const ab2 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cd2 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), 0);
      v128.store(to, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7), 16);
      v128.store(to, v128.shuffle<f32>(ab2, cd2, 0, 1, 4, 5), 32);
      v128.store(to, v128.shuffle<f32>(ab2, cd2, 2, 3, 6, 7), 48);
      w += 64;
      to += wtStride;
    }
  }
}

/**
 * tanh(x) = x P(x^2) / Q(x^2) on |x| <= 8, constant beyond: P and Q of degree 4 from scripts/fit_tanh.py, P's leading coefficient 1.
 * The constants are loaded from memory: V8 has no pool for vector constants and would rebuild each one from integers in every turn.
 */
const TANH: usize = memory.data<f32>([
  8.0, -8.0,
  55.95621871948242, 22397.34765625, 1717851.625, 30712332.0, 65655724.0,
  1437.5361328125, 234497.46875, 8827096.0, 65655724.0,
]);

// @ts-ignore: decorator
@inline
function tanh4(x: v128): v128 {
  // pmin/pmax are one instruction each (min/max need three), and they let a NaN through: an error must stay visible.
  x = f32x4.pmax(f32x4.pmin(x, v128.load32_splat(TANH, 0)), v128.load32_splat(TANH, 4));
  const t = f32x4.mul(x, x);
  let q = madd(t, v128.load32_splat(TANH, 8), v128.load32_splat(TANH, 12));
  q = madd(q, t, v128.load32_splat(TANH, 16));
  q = madd(q, t, v128.load32_splat(TANH, 20));
  q = madd(q, t, v128.load32_splat(TANH, 24));
  let p = f32x4.add(t, v128.load32_splat(TANH, 28));
  p = madd(p, t, v128.load32_splat(TANH, 32));
  p = madd(p, t, v128.load32_splat(TANH, 36));
  p = madd(p, t, v128.load32_splat(TANH, 40));
  return f32x4.div(f32x4.mul(x, p), q);
}

/** z -> tanh(z) in place, `units` rows of each block. */
export function tanhForward(z: usize, units: i32, rows: i32, block: usize): void {
  for (; rows > 0; rows -= BLOCK) {
    const width = (<usize>min(rows, BLOCK)) << 2;
    for (let row = z, last = z + (<usize>units) * UNIT; row < last; row += UNIT) {
      for (let p = row, end = row + width; p < end; p += 16) v128.store(p, tanh4(v128.load(p)));
    }
    z += block;
  }
}

/** dy -> dy * (1 - y^2) in place: from the gradient at tanh's output to the one at its input. */
export function tanhBackward(y: usize, dy: usize, units: i32, rows: i32, block: usize): void {
  const one = f32x4.splat(1);
  for (; rows > 0; rows -= BLOCK) {
    const width = (<usize>min(rows, BLOCK)) << 2;
    for (let u: usize = 0, last = (<usize>units) * UNIT; u < last; u += UNIT) {
      for (let s = u, end = u + width; s < end; s += 16) {
        const v = v128.load(y + s);
        v128.store(dy + s, f32x4.mul(v128.load(dy + s), f32x4.sub(one, f32x4.mul(v, v))));
      }
    }
    y += block;
    dy += block;
  }
}

/** z -> max(z, 0) in place; a NaN stays a NaN. */
export function reluForward(z: usize, units: i32, rows: i32, block: usize): void {
  const zero = f32x4.splat(0);
  for (; rows > 0; rows -= BLOCK) {
    const width = (<usize>min(rows, BLOCK)) << 2;
    for (let row = z, last = z + (<usize>units) * UNIT; row < last; row += UNIT) {
      for (let p = row, end = row + width; p < end; p += 16) v128.store(p, f32x4.pmax(v128.load(p), zero));
    }
    z += block;
  }
}

/** dy -> dy where y > 0, else 0, in place. */
export function reluBackward(y: usize, dy: usize, units: i32, rows: i32, block: usize): void {
  const zero = f32x4.splat(0);
  for (; rows > 0; rows -= BLOCK) {
    const width = (<usize>min(rows, BLOCK)) << 2;
    for (let u: usize = 0, last = (<usize>units) * UNIT; u < last; u += UNIT) {
      for (let s = u, end = u + width; s < end; s += 16) {
        v128.store(dy + s, v128.and(v128.load(dy + s), f32x4.gt(v128.load(y + s), zero)));
      }
    }
    y += block;
    dy += block;
  }
}

/** Added to a row's variance; src/spec.ts knows this number too. */
// @ts-ignore: decorator
@inline const NORM_EPSILON: f32 = 1e-5;

/**
 * Layer normalisation in place, 4 samples at a time: z -> x * scale + shift with x = (z - mean) / sqrt(variance + epsilon), mean and
 * variance over the units of a sample. Keeps x, and after its (padded) units one row of 1 / sqrt(variance + epsilon).
 */
export function normForward(
  z: usize, x: usize, scale: usize, shift: usize, units: i32, rows: i32, block: usize, xBlock: usize,
): void {
  const count = f32x4.splat(<f32>units);
  const one = f32x4.splat(1);
  const epsilon = f32x4.splat(NORM_EPSILON);
  const last = (<usize>units) * UNIT;
  const inverseRow = ((<usize>panelsOf(units)) << 2) * UNIT;
  for (; rows > 0; rows -= BLOCK) {
    const width = (<usize>min(rows, BLOCK)) << 2;
    for (let s: usize = 0; s < width; s += 16) {
      let sum = f32x4.splat(0);
      for (let u: usize = 0; u < last; u += UNIT) sum = f32x4.add(sum, v128.load(z + u + s));
      const mean = f32x4.div(sum, count);
      let squares = f32x4.splat(0);
      for (let u: usize = 0; u < last; u += UNIT) {
        const d = f32x4.sub(v128.load(z + u + s), mean);
        squares = madd(d, d, squares);
      }
      const inverse = f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.div(squares, count), epsilon)));
      v128.store(x + inverseRow + s, inverse);
      let parameter: usize = 0;
      for (let u: usize = 0; u < last; u += UNIT) {
        const v = f32x4.mul(f32x4.sub(v128.load(z + u + s), mean), inverse);
        v128.store(x + u + s, v);
        v128.store(z + u + s, madd(v, v128.load32_splat(scale + parameter), v128.load32_splat(shift + parameter)));
        parameter += 4;
      }
    }
    z += block;
    x += xBlock;
  }
}

/**
 * From the gradient at the normalisation's output to the one at its input, in place: with g = dy * scale,
 * dz = (g - mean(g) - x mean(g x)) / sqrt(variance + epsilon), means over the units of a sample.
 */
export function normBackward(
  x: usize, dy: usize, scale: usize, units: i32, rows: i32, xBlock: usize, block: usize,
): void {
  const count = f32x4.splat(<f32>units);
  const last = (<usize>units) * UNIT;
  const inverseRow = ((<usize>panelsOf(units)) << 2) * UNIT;
  for (; rows > 0; rows -= BLOCK) {
    const width = (<usize>min(rows, BLOCK)) << 2;
    for (let s: usize = 0; s < width; s += 16) {
      let sum = f32x4.splat(0);
      let product = sum;
      let parameter = scale;
      for (let u: usize = 0; u < last; u += UNIT) {
        const g = f32x4.mul(v128.load(dy + u + s), v128.load32_splat(parameter));
        v128.store(dy + u + s, g);
        sum = f32x4.add(sum, g);
        product = madd(g, v128.load(x + u + s), product);
        parameter += 4;
      }
      const mean = f32x4.div(sum, count);
      const meanProduct = f32x4.div(product, count);
      const inverse = v128.load(x + inverseRow + s);
      for (let u: usize = 0; u < last; u += UNIT) {
        const g = f32x4.sub(f32x4.sub(v128.load(dy + u + s), mean), f32x4.mul(v128.load(x + u + s), meanProduct));
        v128.store(dy + u + s, f32x4.mul(g, inverse));
      }
    }
    dy += block;
    x += xBlock;
  }
}

/** Gradient of the normalisation's scales: sum over samples of dy * x, for each unit. */
export function scaleGradient(
  x: usize, dy: usize, ds: usize, units: i32, rows: i32, xBlock: usize, block: usize,
): void {
  for (let u = 0; u < units; u++) {
    let sum = f32x4.splat(0);
    let xs = x + (<usize>u) * UNIT;
    let ys = dy + (<usize>u) * UNIT;
    for (let left = rows; left > 0; left -= BLOCK) {
      const width = (<usize>min(left, BLOCK)) << 2;
      for (let s: usize = 0; s < width; s += 16) sum = madd(v128.load(ys + s), v128.load(xs + s), sum);
      xs += xBlock;
      ys += block;
    }
    const halves = f32x4.add(sum, v128.shuffle<f32>(sum, sum, 2, 3, 0, 1));
    f32.store(ds, f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1));
    ds += 4;
  }
}

/** Sum of squares of `bytes` bytes of floats (a multiple of 16), added in float64 so that the norm is as exact as its terms. */
export function sumOfSquares(x: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = low;
  for (const end = x + bytes; x < end; x += 16) {
    const v = v128.load(x);
    const a = f64x2.promote_low_f32x4(v);
    const b = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 2, 3));
    low = f64x2.add(low, f64x2.mul(a, a));
    high = f64x2.add(high, f64x2.mul(b, b));
  }
  const s = f64x2.add(low, high);
  return f64x2.extract_lane(s, 0) + f64x2.extract_lane(s, 1);
}

/**
 * One Adam step (Kingma & Ba 2015) on `bytes` bytes of parameters p with moments m, v and gradient g * scale (scale: norm clip).
 *   m += (1 - beta1) (g - m),  v = beta2 v + (1 - beta2) g^2,  p -= rate m / (sqrt(v) * root + epsilon)
 * with rate = learningRate / (1 - beta1^t) and root = 1 / sqrt(1 - beta2^t), both from the caller.
 */
export function adam(
  p: usize, m: usize, v: usize, g: usize, bytes: usize,
  scale: f32, oneMinusBeta1: f32, beta2: f32, oneMinusBeta2: f32, rate: f32, root: f32, epsilon: f32,
): void {
  const scale4 = f32x4.splat(scale);
  const a1 = f32x4.splat(oneMinusBeta1);
  const b2 = f32x4.splat(beta2);
  const a2 = f32x4.splat(oneMinusBeta2);
  const rate4 = f32x4.splat(rate);
  const root4 = f32x4.splat(root);
  const epsilon4 = f32x4.splat(epsilon);
  for (let i: usize = 0; i < bytes; i += 16) {
    const grad = f32x4.mul(v128.load(g + i), scale4);
    const m0 = v128.load(m + i);
    const m1 = madd(a1, f32x4.sub(grad, m0), m0);
    const v1 = madd(f32x4.mul(a2, grad), grad, f32x4.mul(b2, v128.load(v + i)));
    v128.store(m + i, m1);
    v128.store(v + i, v1);
    const step = f32x4.div(f32x4.mul(rate4, m1), f32x4.add(f32x4.mul(f32x4.sqrt(v1), root4), epsilon4));
    v128.store(p + i, f32x4.sub(v128.load(p + i), step));
  }
}

/** One entry of the table of layers: addresses and strides in bytes. src/wasmLayout.ts writes these fields in this order. */
@unmanaged
class Layer {
  input: usize;
  /** Where the gradient at the input goes; unused if the input is the network's. */
  inputGradient: usize;
  inputBlock: usize;
  output: usize;
  outputGradient: usize;
  outputBlock: usize;
  weights: usize;
  bias: usize;
  /** Room for the transposed weights. */
  transposed: usize;
  inputs: i32;
  units: i32;
  /** 0 none, 1 tanh, 2 ReLU. */
  activation: i32;
  /** The entry whose output is this one's input; that of the network's input is the last one and has no weights. */
  source: usize;
  /** 1 between the first gradient that arrives from a user of this layer and the layer's own turn. */
  reached: i32;
  /** Of the layer normalisation; 0 if there is none. */
  scale: usize;
  shift: usize;
  standardized: usize;
  standardizedBlock: usize;
}

/** Bytes of an entry: two cache lines. */
// @ts-ignore: decorator
@inline const ENTRY: usize = 128;

/** Groups of 4. */
// @ts-ignore: decorator
@inline
function panelsOf(units: i32): i32 {
  return (units + 3) >> 2;
}

/** The forward pass through `count` neighbouring entries of the table; rows is 1 or a multiple of 4. One call from JavaScript costs more than a small layer. */
export function forward(table: usize, count: i32, rows: i32): void {
  for (let i = 0; i < count; i++, table += ENTRY) {
    const layer = changetype<Layer>(table);
    const panels = panelsOf(layer.units);
    const panelStride = (<usize>panelsOf(layer.inputs)) << 6;
    const out = layer.output;
    const block = layer.outputBlock;
    if (rows === 1) multiplySample(layer.input, layer.weights, layer.bias, out, layer.inputs, panels, panelStride);
    else multiply(layer.input, layer.weights, layer.bias, out, layer.inputs, panels, panelStride, rows, layer.inputBlock, block);
    if (layer.scale !== 0) {
      normForward(out, layer.standardized, layer.scale, layer.shift, layer.units, rows, block, layer.standardizedBlock);
    }
    if (layer.activation === 1) tanhForward(out, layer.units, rows, block);
    else if (layer.activation === 2) reluForward(out, layer.units, rows, block);
  }
}

/**
 * The backward pass through `count` neighbouring entries, last first, so that when a layer's turn comes all its users have sent their
 * gradient: the first by writing it, later ones by adding to it.
 * @param toGradient from the address of a parameter to that of its gradient; 0: the gradient goes to the network's input, none to parameters
 * @param zeros as many as the widest layer has inputs
 */
export function backward(table: usize, count: i32, rows: i32, toGradient: usize, zeros: usize): void {
  for (let entry = table + (<usize>count) * ENTRY; entry > table; ) {
    entry -= ENTRY;
    const layer = changetype<Layer>(entry);
    const dz = layer.outputGradient;
    const block = layer.outputBlock;
    const inputPanels = panelsOf(layer.inputs);
    const outputPanels = panelsOf(layer.units);
    layer.reached = 0;
    // From the activation's output to its input, in place: the gradient at the output is not needed again.
    if (layer.activation === 1) tanhBackward(layer.output, dz, layer.units, rows, block);
    else if (layer.activation === 2) reluBackward(layer.output, dz, layer.units, rows, block);
    const standardized = layer.standardized;
    const standardizedBlock = layer.standardizedBlock;
    if (layer.scale !== 0 && toGradient !== 0) {
      scaleGradient(standardized, dz, layer.scale + toGradient, layer.units, rows, standardizedBlock, block);
      biasGradient(dz, layer.shift + toGradient, outputPanels, rows, block);
    }
    if (layer.scale !== 0) normBackward(standardized, dz, layer.scale, layer.units, rows, standardizedBlock, block);
    if (toGradient !== 0) {
      const dw = layer.weights + toGradient;
      weightGradient(layer.input, dz, dw, inputPanels << 2, outputPanels, rows, layer.inputBlock, block);
      biasGradient(dz, layer.bias + toGradient, outputPanels, rows, block);
      if (changetype<Layer>(layer.source).weights === 0) continue; // nobody wants the gradient at the network's input
    }
    // The gradient at the layer's input: the gradient at its output times the transposed weights.
    const source = changetype<Layer>(layer.source);
    const wt = layer.transposed;
    const dx = layer.inputGradient;
    const panelStride = (<usize>outputPanels) << 6;
    transpose(layer.weights, wt, inputPanels, outputPanels);
    if (source.reached === 1) {
      multiplyAdd(dz, wt, dx, layer.units, inputPanels, panelStride, rows, block, layer.inputBlock);
    } else {
      multiply(dz, wt, zeros, dx, layer.units, inputPanels, panelStride, rows, block, layer.inputBlock);
      source.reached = 1;
    }
  }
}
