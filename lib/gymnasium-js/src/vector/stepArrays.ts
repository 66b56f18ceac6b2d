import type { VectorStepResult } from './vectorEnv.js';

/** Bytes in a slab; steps that need more than a quarter of it get a buffer of their own. */
const SLAB = 16_384;

/**
 * Hands out zeroed arrays for one step after the other. Beyond the 64 bytes that V8 keeps in its own heap every array
 * costs an allocation outside, half a microsecond, which would be a large part of a step. So the arrays of a step, and of
 * a few small steps in a row, lie side by side in one buffer. No part of it is ever handed out twice.
 */
export class StepArrays {
  private slab = new ArrayBuffer(0);
  private used = 0;
  private readonly bytes: number;

  constructor(
    private readonly numEnvs: number,
    private readonly observationSize: number,
  ) {
    this.bytes = Math.ceil((10 * numEnvs + 4 * numEnvs * observationSize) / 8) * 8;
  }

  next(): VectorStepResult {
    const n = this.numEnvs;
    const size = n * this.observationSize;
    if (this.used + this.bytes > this.slab.byteLength) {
      this.slab = new ArrayBuffer(4 * this.bytes > SLAB ? this.bytes : SLAB - (SLAB % this.bytes));
      this.used = 0;
    }
    const { slab, used } = this;
    this.used += this.bytes;
    const flags = used + 8 * n + 4 * size;
    return {
      observations: new Float32Array(slab, used + 8 * n, size),
      rewards: new Float64Array(slab, used, n),
      terminated: new Uint8Array(slab, flags, n),
      truncated: new Uint8Array(slab, flags + n, n),
      info: {},
    };
  }
}
