import { requireOptions, show } from './arguments';
import type { Engine, EngineKind } from './engine';
import { PlainEngine } from './plainEngine';
import { readSpec, type NetworkSpec } from './spec';
import { WasmEngine } from './wasmEngine';
import { isSupported } from './wasmModule';

const kinds: readonly string[] = ['auto', 'wasm', 'wasm-relaxed', 'plain'];

/**
 * An engine for a network; all parameters are 0 until `setParameters`.
 * @param kind 'auto' (default): 'wasm', or 'plain' where WebAssembly SIMD is missing; 'wasm-relaxed' only on request, because its bits
 * depend on the processor
 * @param options.threads default 1. With 2, networks side by side (no shared trunk) of some size are computed on two threads where a
 * second processor is free: the same bits, sooner. On the main thread of Node only; elsewhere 2 is the same as 1
 * @throws RangeError for a specification that makes no sense; Error if the runtime does not accept the requested build
 * @example
 * const engine = createEngine({
 *   inputSize: 4, maxRows: 64,
 *   blocks: [
 *     { kind: 'dense', name: 'trunk', units: 64, activation: 'tanh' },
 *     { kind: 'dense', name: 'policy', from: 'trunk', units: 2, activation: 'none' },
 *     { kind: 'dense', name: 'value', from: 'trunk', units: 1, activation: 'none' },
 *   ],
 * });
 */
export function createEngine(
  spec: NetworkSpec,
  kind: EngineKind | 'auto' = 'auto',
  options: { readonly threads?: 1 | 2 } = {},
): Engine {
  requireOptions('options', options, ['threads']);
  const { threads = 1 } = options;
  if (threads !== 1 && threads !== 2) throw new RangeError(`threads: got ${show(threads)}, must be 1 or 2`);
  if (!kinds.includes(kind)) {
    throw new RangeError(`kind: got ${show(kind)}, must be one of ${kinds.join(', ')}`);
  }
  const network = readSpec(spec);
  const chosen = kind === 'auto' ? (isSupported('wasm') ? 'wasm' : 'plain') : kind;
  return chosen === 'plain' ? new PlainEngine(network) : new WasmEngine(network, chosen, threads);
}
