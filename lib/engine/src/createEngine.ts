import { show } from './arguments';
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
export function createEngine(spec: NetworkSpec, kind: EngineKind | 'auto' = 'auto'): Engine {
  if (!kinds.includes(kind)) {
    throw new RangeError(`kind: got ${show(kind)}, must be one of ${kinds.join(', ')}`);
  }
  const network = readSpec(spec);
  const chosen = kind === 'auto' ? (isSupported('wasm') ? 'wasm' : 'plain') : kind;
  return chosen === 'plain' ? new PlainEngine(network) : new WasmEngine(network, chosen);
}
