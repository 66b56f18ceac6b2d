import type { PpoConfig } from '../config/types';
import { countObservations, requireActions, requireParameters } from '../learner/checks';
import type { Actions } from '../learner/learner';
import { initialTensor } from '../networks/orthogonal';
import {
  actionWidth,
  countParameters,
  isDiscrete,
  networkSpecNames,
  parameterManifest,
  policyBounds,
  type ActionBounds,
  type ActionSpace,
  type NetworkSpec,
  type ParameterSlot,
  type PolicySpec,
} from '../networks/parameters';
import { requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireNumbers } from '../numbers/validate';
import { mlp, policyOf, type DenseLayer, type PolicyDistribution } from './networks';
import {
  assertRank,
  assertShape,
  assertTensor,
  firstRows,
  padRows,
  readFloats,
  tf,
  tidyNumbers,
  toFloats,
} from './tensors';

/** What the networks say about a batch: tensors owned by the caller, except a logStd [k], which is the agent's variable. */
export interface PolicyAndValue {
  readonly policy: PolicyDistribution;
  /** [B] */
  readonly value: tf.Tensor1D;
}

/** Rows are padded to a multiple of this, see `forward`. */
const ROW_BLOCK = 16;

/**
 * A policy network and a value network, with a trunk in common or without. Orthogonal weights (gain sqrt 2 in hidden layers, 0.01 for
 * the policy's output, 1 for the value's) and zero biases unless `initialization` says otherwise. Holds tf.Variables: call `dispose` when done.
 */
export class ActorCritic {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly manifest: readonly ParameterSlot[];
  /** One variable per manifest entry, in its order. */
  readonly variables: readonly tf.Variable[];
  private readonly activation: PpoConfig['activation'];
  private readonly policySpec: PolicySpec;
  private readonly bounds: ActionBounds | null;

  /** @param options.random draws the initial weights; the same stream state gives the same network on every backend */
  constructor(options: NetworkSpec & { readonly random: Random }) {
    requireKnownOptions('ActorCritic', options, [...networkSpecNames, 'random']);
    const { random, ...spec } = options;
    this.manifest = parameterManifest(spec);
    requireRandom('random', random);
    this.observationSize = options.observationSize;
    this.actionSpace = options.actionSpace;
    this.activation = options.activation ?? 'tanh';
    this.policySpec = spec;
    this.bounds = policyBounds(spec);
    this.variables = tf.tidy(() =>
      this.manifest.map((slot) => tf.variable(tf.tensor(initialTensor(slot, random), [...slot.shape]))),
    );
  }

  /**
   * Policy and value for observations [B,O]. Inside, rows are padded to a multiple of 16: matrix products and exponentials work on
   * blocks of rows and round a lone row differently, and with whole blocks a row's result depends on that row alone. That is why
   * an unchanged policy gives the ratio 1 to the last bit, whether a state was seen among 8 others or 512.
   */
  forward(observations: tf.Tensor2D): PolicyAndValue {
    assertTensor(observations, 'observations');
    const rows = observations.shape[0];
    assertShape(observations, [rows, this.observationSize], 'observations');
    return tf.tidy(
      () => this.compute(observations, rows) as unknown as tf.TensorContainer,
    ) as unknown as PolicyAndValue;
  }

  private compute(observations: tf.Tensor2D, rows: number): PolicyAndValue {
    const padded = padRows(observations, ROW_BLOCK); // [P,O]
    const trunk = this.layers('trunk');
    const features = mlp(padded, trunk, this.activation, false); // [P,H], or the observations where there is no trunk
    const policyOutput = mlp(features, this.layers('policy'), this.activation); // [P,k]
    const value = firstRows(mlp(features, this.layers('value'), this.activation), rows).squeeze<tf.Tensor1D>([1]); // [B]
    const logStd = this.variable('policy.logStd') as tf.Tensor | undefined;
    return {
      policy: policyOf(policyOutput, rows, this.policySpec, this.bounds, (logStd as tf.Tensor1D) ?? null),
      value,
    };
  }

  /** Log-probability, entropy and value of given actions, all [B] tensors owned by the caller. */
  evaluate(
    observations: tf.Tensor2D,
    actions: tf.Tensor,
  ): { logProb: tf.Tensor1D; entropy: tf.Tensor1D; value: tf.Tensor1D } {
    const isOne = isDiscrete(this.actionSpace);
    assertRank(actions, isOne ? 1 : 2, 'actions');
    return tf.tidy(() => {
      const { policy, value } = this.forward(observations);
      return { logProb: policy.logProb(actions), entropy: policy.entropy(), value };
    });
  }

  /**
   * Draws one action per observation. Sampling happens here, from `random`, never inside tfjs.
   * @param observations [N,O] flat   @param random null: the most probable actions   @param options.deterministic the same
   */
  act(observations: Float32Array, random: Random | null, options: { deterministic?: boolean } = {}): Actions {
    requireKnownOptions('act', options, ['deterministic']);
    const draws = options.deterministic === true ? null : random;
    if (draws !== null) requireRandom('random', draws);
    return tidyNumbers(() => {
      const { policy, value } = this.forward(this.toTensor(observations));
      const actions = policy.draw(draws);
      const logProbs = policy.logProb(this.actionTensor(actions));
      return { actions, logProbs: readFloats(logProbs), values: readFloats(value) };
    });
  }

  /** V(s) for observations [N,O] flat. */
  values(observations: Float32Array): Float32Array {
    return tidyNumbers(() => readFloats(this.forward(this.toTensor(observations)).value));
  }

  /** A copy of all parameters, laid out as `manifest` says. */
  getParameters(): Float32Array {
    const flat = new Float32Array(countParameters(this.manifest));
    this.variables.forEach((variable, i) => flat.set(variable.dataSync(), this.manifest[i].offset));
    return flat;
  }

  /** Replaces all parameters. @throws RangeError if the length does not fit or a number is not finite; then nothing changes. */
  setParameters(parameters: ArrayLike<number>): void {
    requireParameters(parameters, countParameters(this.manifest));
    const values = toFloats(parameters);
    this.variables.forEach((variable, i) => {
      const { shape, offset, size } = this.manifest[i];
      const next = tf.tensor(values.slice(offset, offset + size), [...shape]);
      variable.assign(next);
      next.dispose();
    });
  }

  dispose(): void {
    this.variables.forEach((variable) => variable.dispose());
  }

  /** Actions as evaluate wants them: [B] int32 or [B,k] float32. */
  actionTensor(actions: Int32Array | Float32Array): tf.Tensor {
    const rows = Math.max(1, Math.ceil(actions.length / actionWidth(this.actionSpace)));
    requireActions(actions, rows, this.actionSpace, this.policySpec.actionDistribution, 'rows of actions');
    if (isDiscrete(this.actionSpace)) return tf.tensor1d(Int32Array.from(actions), 'int32');
    const width = actionWidth(this.actionSpace);
    return tf.tensor2d(toFloats(actions), [actions.length / width, width]);
  }

  /** Observations [N,O] flat, of any number type, as a float32 tensor. */
  toTensor(observations: ArrayLike<number>): tf.Tensor2D {
    const rows = countObservations(observations, this.observationSize);
    requireNumbers('observations', observations);
    return tf.tensor2d(toFloats(observations), [rows, this.observationSize]);
  }

  private variable(name: string): tf.Variable | undefined {
    return this.variables[this.manifest.findIndex((slot) => slot.name === name)];
  }

  /** The layers of one part: trunk, policy or value. */
  private layers(part: string): DenseLayer[] {
    const layers: DenseLayer[] = [];
    this.manifest.forEach(({ name }, i) => {
      if (!name.startsWith(`${part}.`) || !name.endsWith('.weights')) return;
      const layer = name.slice(0, -'.weights'.length);
      const [scale, shift] = ['scale', 'shift'].map(
        (what) => this.variable(`${layer}.${what}`) as tf.Tensor | undefined,
      );
      const norm = scale && shift ? { norm: { scale: scale as tf.Tensor1D, shift: shift as tf.Tensor1D } } : {};
      layers.push({
        weights: this.variables[i] as tf.Tensor as tf.Tensor2D,
        biases: this.variables[i + 1] as tf.Tensor as tf.Tensor1D,
        ...norm,
      });
    });
    return layers;
  }
}
