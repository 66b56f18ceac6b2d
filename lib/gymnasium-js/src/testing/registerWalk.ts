import type { ResetOptions, ResetResult } from '../env.js';
import { register } from '../registry/registry.js';
import { Walk } from './toys.js';

/** A walk that throws if `reset`'s options say so. */
class AskedToFail extends Walk {
  override reset(options?: ResetOptions): ResetResult<Float32Array> {
    if (options?.options?.fail === true) throw new TypeError('as asked');
    return super.reset(options);
  }
}

register({ id: 'test/WorkerWalk-v0', entryPoint: () => new AskedToFail(6) });
