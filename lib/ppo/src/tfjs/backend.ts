import { dirname, sep } from 'node:path';
import util from 'node:util';
import { pageHost } from '../workers/page';
import { tf } from './tensors';

export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

export interface BackendChoice {
  readonly name: BackendName;
  /** One sentence that says why a slower backend serves; null if the fastest one does. */
  readonly notice: string | null;
}

/**
 * tfjs-node calls `util.isNullOrUndefined`, which Node 22 deprecates (a warning on stderr) and Node 23 removed (a crash at the
 * first operation). One definition cures both.
 */
function restoreRemovedNodeFunction(): void {
  Object.defineProperty(util, 'isNullOrUndefined', {
    value: (value: unknown) => value === null || value === undefined,
    configurable: true,
    writable: true,
  });
}

/**
 * libtensorflow reads these when it is loaded. Its log lines would land on stderr; and networks of this size run faster on one
 * thread (measured: 2.1 ms against 3.7 ms a gradient step), with the same sums on a machine with any number of cores. TensorFlow
 * leaves oneDNN off on some processors, where its own kernels round otherwise, so it is always on. The last one keeps oneDNN from
 * choosing its kernels by the processor it finds: without it a training run ends in other weights on a newer processor, and its AVX2
 * kernels round a row by the size of its batch, which breaks the promise of `ActorCritic.forward`.
 */
function prepareEnvironment(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1';
  process.env.ONEDNN_MAX_CPU_ISA ??= 'AVX';
}

restoreRemovedNodeFunction();
prepareEnvironment();

type Loader = () => Promise<boolean>;

const loaders: Readonly<Record<BackendName, Loader>> = {
  tensorflow: async () => {
    await import('@tensorflow/tfjs-node');
    return tf.setBackend('tensorflow');
  },
  wasm: async () => {
    const wasm = await import('@tensorflow/tfjs-backend-wasm');
    wasm.setWasmPaths(pageHost()?.wasmFolder ?? dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
    return tf.setBackend('wasm');
  },
  cpu: () => tf.setBackend('cpu'),
};

const fallbackOrder: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];
/** In a page wasm is the fastest: nothing to give notice of. */
const orderHere = (): readonly BackendName[] => (pageHost() === undefined ? fallbackOrder : ['wasm', 'cpu']);

/**
 * Tries the backends from the fastest to the slowest and keeps the first that starts.
 * @param load for tests: what stands in for loading a backend; resolves to false or rejects if it cannot start
 */
export async function firstWorkingBackend(
  order: readonly BackendName[] = orderHere(),
  load: Readonly<Record<BackendName, Loader>> = loaders,
): Promise<BackendChoice> {
  const failures: string[] = [];
  for (const name of order) {
    try {
      if (await load[name]()) {
        const notice =
          failures.length === 0 ? null : `TensorFlow.js runs on its slower "${name}" backend: ${failures.join('; ')}.`;
        return { name, notice };
      }
      failures.push(`"${name}" did not start`);
    } catch (error) {
      failures.push(`"${name}" could not be loaded (${firstLine(error)})`);
    }
  }
  throw new Error(
    `No TensorFlow.js backend works: ${failures.join('; ')}. Run the project's set-up again (npm start).`,
  );
}

/** The first line of an error, with the last part of each absolute path: a notice in a saved notebook names no one's folders. */
function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n')[0].trim().replace(/\.$/, '');
  return line.replace(/(?<![^\s'"(])(?:[A-Za-z]:)?(?:[\\/][^\\/\s'":()]+)+[\\/]([^\\/\s'":()]+)/g, '$1');
}

let chosen: Promise<BackendChoice> | null = null;

/**
 * Makes tfjs ready: tfjs-node (not in a page), or else tfjs-wasm, or else tfjs-cpu. The first call decides and, if a slower one has to serve, prints
 * one line that says why; later calls return the same choice. Nothing is ever written to stderr.
 * @param preferred use exactly this backend, and fail if it does not start
 */
export async function useBackend(preferred?: BackendName): Promise<BackendChoice> {
  if (preferred !== undefined) {
    if (!fallbackOrder.includes(preferred)) {
      throw new RangeError(`preferred: got "${String(preferred)}", must be one of ${fallbackOrder.join(', ')}`);
    }
    chosen = firstWorkingBackend([preferred]);
    return chosen;
  }
  if (chosen === null) {
    chosen = firstWorkingBackend();
    const { notice } = await chosen;
    if (notice !== null) console.log(notice);
  }
  return chosen;
}
