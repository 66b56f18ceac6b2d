import { createEngine, type Engine, type Path } from 'ppo-engine';
import { blocksOf, lastLayer } from '../compiled/engineNetwork';
import { Adam } from '../networks/adam';
import { initialParameters } from '../networks/orthogonal';
import { parameterManifest, type ParameterSlot } from '../networks/parameters';
import type { Random } from '../numbers/random';
import type { PiecesSettings } from './settings';

/**
 * Policy and value network with Adam: what the pieces stand around. It hands out logits and values as lists, takes the slopes of the loss with
 * respect to them, and gives back the gradient, tensor by tensor.
 */
export class PiecesNetwork {
  private readonly manifest: readonly ParameterSlot[];
  private readonly engine: Engine;
  private readonly path: Path;
  private readonly heads: readonly [policy: string, value: string];
  private readonly adam: Adam;

  constructor(
    private readonly size: { readonly observation: number; readonly actions: number },
    settings: PiecesSettings,
    random: Random,
  ) {
    const { hiddenSizes, numEnvs, minibatchSize } = settings;
    const networks = { observationSize: size.observation, actionSpace: { n: size.actions }, hiddenSizes };
    this.manifest = parameterManifest({ ...networks, sharedTrunk: false });
    const blocks = blocksOf(this.manifest, 'tanh');
    this.engine = createEngine({ inputSize: size.observation, blocks, maxRows: Math.max(numEnvs, minibatchSize) });
    this.engine.setParameters(initialParameters(this.manifest, random));
    this.heads = [lastLayer(this.manifest, 'policy'), lastLayer(this.manifest, 'value')];
    this.path = this.engine.path(this.heads);
    this.adam = new Adam(this.engine.numParameters, { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 });
  }

  getParameters(): Float32Array {
    return this.engine.getParameters();
  }

  setParameters(flat: ArrayLike<number>): void {
    this.engine.setParameters(flat);
  }

  /** @param observations [rows,O]; what is computed on the way stays for `gradient` */
  outputs(observations: Float32Array, rows: number): { logits: number[][]; values: number[] } {
    const { actions } = this.size;
    const flat = new Float64Array(rows * actions);
    const values = new Float64Array(rows);
    this.engine.forward(this.path, observations, rows);
    this.engine.readOutput(this.heads[0], flat);
    this.engine.readOutput(this.heads[1], values);
    const logits = Array.from({ length: rows }, (_, b) => [...flat.subarray(b * actions, (b + 1) * actions)]);
    return { logits, values: [...values] };
  }

  /** The gradient of the loss, one list for each tensor, from its slopes with respect to the outputs of the last call of `outputs`. */
  gradient(logitSlopes: readonly number[][], valueSlopes: readonly number[]): number[][] {
    this.engine.writeOutputGradient(this.heads[0], logitSlopes.flat());
    this.engine.writeOutputGradient(this.heads[1], valueSlopes);
    this.engine.backward(this.path);
    const flat = this.engine.getGradients();
    return this.manifest.map(({ offset, size }) => [...flat.subarray(offset, offset + size)]);
  }

  /** One step of Adam. */
  step(layers: readonly number[][], learningRate: number): void {
    const parameters = this.engine.getParameters();
    this.adam.step(parameters, Float32Array.from(layers.flat()), learningRate);
    this.engine.setParameters(parameters);
  }
}
