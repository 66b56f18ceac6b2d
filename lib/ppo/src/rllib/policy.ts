import { NumpyArray } from './numpyArray';
import type { Received } from './decode';

/** Of the hidden layers. RLlib's state does not say which it is. */
export type Activation = 'tanh' | 'relu';

interface Layer {
  /** [out,in] row-major, as torch has it */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** The logits [A] of RLlib's default network for one observation [O]. */
export type Policy = (observation: ArrayLike<number>) => Float32Array;

/** What RLlib's PPO sends of itself. */
export interface RllibState {
  /** counts the updates of the weights */
  readonly version: number;
  readonly policy: Policy;
}

/** Names under which the hidden layers stand, with a value network of its own and with a shared one. */
const encoders = ['encoder.actor_encoder.net.mlp', 'encoder.encoder.net.mlp'];

/**
 * The policy in the state that RLlib sends: dense layers with one activation between them.
 * @throws TypeError if names or shapes are not those of RLlib 2.60's default network for this environment
 */
export function readState(
  state: Received | undefined,
  sizes: { observationSize: number; numActions: number },
  activation: Activation,
): RllibState {
  const weights = state instanceof Map ? (state.get('rl_module') as Received) : null;
  const version = state instanceof Map ? (state.get('weights_seq_no') as Received) : null;
  if (!(weights instanceof Map) || typeof version !== 'number') refuse('no rl_module and weights_seq_no', state);
  const layers = layersOf(weights);
  let width = sizes.observationSize;
  for (const { bias, weights: matrix } of layers) {
    if (matrix.length !== bias.length * width) refuse(`a layer of ${matrix.length} weights after ${width}`, weights);
    width = bias.length;
  }
  if (width !== sizes.numActions) refuse(`${width} logits for ${sizes.numActions} actions`, weights);
  return { version, policy: (observation) => forward(layers, observation, activation) };
}

function layersOf(weights: ReadonlyMap<string, Received>): Layer[] {
  const names = [...weights.keys()];
  const encoder = encoders.find((prefix) => names.some((name) => name.startsWith(prefix)));
  const prefixes = names
    .filter((name) => name.endsWith('.weight') && encoder !== undefined && name.startsWith(encoder))
    .map((name) => name.slice(0, -'.weight'.length))
    .sort((a, b) => Number(a.slice(a.lastIndexOf('.') + 1)) - Number(b.slice(b.lastIndexOf('.') + 1)));
  return [...prefixes, 'pi.net.mlp.0'].map((prefix) => {
    const [matrix, bias] = ['weight', 'bias'].map((part) => weights.get(`${prefix}.${part}`));
    const areFloats = [matrix, bias].every((array) => array instanceof NumpyArray && array.kind === '<f4');
    if (prefixes.length === 0 || !areFloats) refuse(`no weight and bias in float32 at "${prefix}"`, weights);
    return {
      weights: (matrix as NumpyArray).values as Float32Array,
      bias: (bias as NumpyArray).values as Float32Array,
    };
  });
}

function forward(layers: readonly Layer[], observation: ArrayLike<number>, activation: Activation): Float32Array {
  let inputs = Float32Array.from(observation);
  layers.forEach(({ weights, bias }, depth) => {
    const outputs = Float32Array.from(bias, (start, row) => {
      let sum = start;
      for (let k = 0; k < inputs.length; k++) sum += weights[row * inputs.length + k] * inputs[k];
      return depth === layers.length - 1 ? sum : activation === 'tanh' ? Math.tanh(sum) : Math.max(0, sum);
    });
    inputs = outputs;
  });
  return inputs;
}

function refuse(found: string, state: Received | undefined): never {
  const names = state instanceof Map ? [...state.keys()].join(', ') : typeof state;
  throw new TypeError(
    `RLlib's state: ${found}; this client knows the default network of RLlib 2.60 for discrete actions. It has ${names}`,
  );
}
