import util from 'node:util';

/**
 * What libtensorflow reads from the environment when it is loaded, as in ppo-lib's `backend.ts`: no log lines on the
 * terminal; one thread; oneDNN, which TensorFlow leaves off on some processors; and kernels of it that do not depend on the
 * processor. The last three make a training run end in the same weights on every machine, also in a notebook that imports
 * tfjs-node itself.
 */
const ENVIRONMENT = {
  TF_CPP_MIN_LOG_LEVEL: '2',
  TF_NUM_INTRAOP_THREADS: '1',
  TF_ENABLE_ONEDNN_OPTS: '1',
  ONEDNN_MAX_CPU_ISA: 'AVX',
} as const;

/**
 * Lets @tensorflow/tfjs-node run on every supported Node, and alike on every machine. It calls `util.isNullOrUndefined`,
 * which warns on Node 22 and is gone from Node 23 on; and its native library takes its settings from the environment,
 * where those of the user have precedence. Call before tfjs is loaded.
 */
export function prepareForTfjs(): void {
  const isNullOrUndefined = (value: unknown): boolean => value === null || value === undefined;
  Object.defineProperty(util, 'isNullOrUndefined', { value: isNullOrUndefined, writable: true, configurable: true });
  for (const [name, value] of Object.entries(ENVIRONMENT)) process.env[name] ??= value;
}
