import type { BlockSpec, Engine, Optimizer } from 'ppo-engine';
import type { PpoConfig } from '../config/types';
import type { NamedOptimizer } from '../learner/baseLearner';
import type { ParameterSlot } from '../networks/parameters';

/** The engine's description of the networks that a manifest lays out: the same tensors in the same order. A trunk feeds all other parts. */
export function blocksOf(manifest: readonly ParameterSlot[], activation: PpoConfig['activation']): BlockSpec[] {
  const blocks: BlockSpec[] = [];
  const parts = new Set(manifest.map(({ name }) => name.split('.')[0]).filter((part) => part !== 'trunk'));
  const outputs = [...parts].map((part) => lastLayer(manifest, part));
  const trunk = manifest.some((slot) => slot.name.startsWith('trunk.')) ? lastLayer(manifest, 'trunk') : undefined;
  for (const { name, shape } of manifest) {
    if (name === 'policy.logStd') blocks.push({ kind: 'vector', name, size: shape[0] });
    if (!name.endsWith('.weights')) continue;
    const layer = name.slice(0, -'.weights'.length);
    const [part, depth] = layer.split('.');
    const from = Number(depth) > 0 ? `${part}.${Number(depth) - 1}` : part === 'trunk' ? undefined : trunk;
    const dense = { kind: 'dense', name: layer, units: shape[1] } as const;
    const layerNorm = manifest.some((slot) => slot.name === `${layer}.scale`) ? { layerNorm: true } : {};
    const shaped: BlockSpec = { ...dense, activation: outputs.includes(layer) ? 'none' : activation, ...layerNorm };
    blocks.push(from === undefined ? shaped : { ...shaped, from });
  }
  return blocks;
}

/** The name of a part's output layer, such as "policy.2". */
export function lastLayer(manifest: readonly ParameterSlot[], part: string): string {
  const depth = manifest.filter((slot) => slot.name.startsWith(`${part}.`) && slot.name.endsWith('.weights')).length;
  return `${part}.${depth - 1}`;
}

/** One optimiser for all parameters, or one for the policy's and one for the value network's. */
export function makeOptimizers(engine: Engine, config: PpoConfig): NamedOptimizer<Optimizer>[] {
  const options = { beta1: config.adamBeta1, beta2: config.adamBeta2, epsilon: config.adamEpsilon };
  if (config.valueLearningRate === null) return [{ network: 'joint', optimizer: engine.createOptimizer(options) }];
  const names = engine.manifest.map((tensor) => tensor.name);
  return (['policy', 'value'] as const).map((network) => {
    const tensors = names.filter((name) => name.startsWith('value.') === (network === 'value'));
    return { network, optimizer: engine.createOptimizer({ ...options, tensors }) };
  });
}
