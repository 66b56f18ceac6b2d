import { requireFunction, requireKnownFields, requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireCount, requireNumbers } from '../numbers/validate';
import { flatGradient, tf, tidyNumbers } from '../tfjs/tensors';
import { requireModel } from './arguments';
import { BEGIN, PAD, requireSequences, type Sequences } from './corpus';

/** Sizes of a model. */
export interface TokenModelSizes {
  /** V, how many words it knows */
  readonly vocabulary: number;
  /** the longest sequence it can read */
  readonly maxTokens: number;
  /** D, numbers per token inside; default 32 */
  readonly width?: number;
}

/** For each place what the model says there; see `TokenModel.read`. */
export interface Reading {
  /** [B,T-1] log-probability of token t+1 given the tokens up to t: column t belongs to the step that chose token t+1 */
  readonly logProbs: Float32Array;
  /** [B,T-1] nats, of the distribution that token t+1 was drawn from */
  readonly entropies: Float32Array;
  /** [B,T] what the value head says after token t */
  readonly values: Float32Array;
}

/** Derivatives of a loss by what the model said: all that a loss has to know about a model. */
export interface Slopes {
  /** [B,T-1] by each log-probability; left out: none */
  readonly logProbs?: ArrayLike<number>;
  /** [B,T] by each value; left out: none */
  readonly values?: ArrayLike<number>;
}

/** Where a variable lies in the flat array. */
interface Slot {
  readonly name: string;
  readonly shape: number[];
  readonly offset: number;
  readonly size: number;
}

const names = ['token', 'place', 'query', 'key', 'value', 'out', 'up', 'upBias', 'down', 'head', 'headBias', 'critic'];

function slotsOf(V: number, T: number, D: number): Slot[] {
  const shapes = [[V, D], [T, D], [D, D], [D, D], [D, D], [D, D], [D, 4 * D], [4 * D], [4 * D, D], [D, V], [V], [D, 1]];
  let offset = 0;
  return shapes.map((shape, i) => {
    const slot = { name: names[i], shape, offset, size: shape.reduce((a, b) => a * b) };
    offset += slot.size;
    return slot;
  });
}

/** Root-mean-square normalisation without a scale: every token's D numbers get mean square 1. */
const normed = (x: tf.Tensor): tf.Tensor => x.div(x.square().mean(-1, true).add(1e-5).sqrt());

/**
 * The smallest transformer that can do it: one layer, one head, and beside the head for the next word one for a value. It reads from
 * left to right, so a value at every place costs nothing more. Parameters lie in one flat array, as `Adam` wants them.
 */
export class TokenModel {
  readonly sizes: Required<TokenModelSizes>;
  private readonly manifest: readonly Slot[];
  private readonly variables: tf.Variable[];
  private readonly never: tf.Tensor1D; // no answer contains padding or a second beginning

  /** @param random draws the first parameters */
  constructor(sizes: TokenModelSizes, random: Random) {
    requireKnownOptions('TokenModel', sizes, ['vocabulary', 'maxTokens', 'width']);
    requireRandom('random', random);
    const { vocabulary, maxTokens, width = 32 } = sizes;
    requireCount('vocabulary', vocabulary, 4);
    requireCount('maxTokens', maxTokens, 2);
    requireCount('width', width);
    this.sizes = { vocabulary, maxTokens, width };
    this.manifest = slotsOf(vocabulary, maxTokens, width);
    this.variables = this.manifest.map(({ name, shape, size }) => {
      const std = name.endsWith('Bias') || name === 'critic' ? 0 : shape[0] === 4 * width ? 0.09 : 0.18;
      const scale = name === 'token' || name === 'place' ? 0.5 : std;
      const drawn = Array.from({ length: size }, () => random.normal(0, scale));
      return tf.tidy(() => tf.variable(tf.tensor(drawn, shape)));
    });
    this.never = tf.tensor1d(Array.from({ length: vocabulary }, (_, id) => (id === PAD || id === BEGIN ? -1e9 : 0)));
  }

  get numParameters(): number {
    return this.manifest.reduce((total, { size }) => total + size, 0);
  }

  /** [B,T] ids -> [B,T,D], what is known after each token. */
  private hidden({ ids, rows: B, columns: T }: Sequences): tf.Tensor2D {
    if (ids.some((id, i) => i % T === 0 && id === PAD)) {
      throw new RangeError('sequences: a row begins with padding, which the model would read; pad on the right');
    }
    if (ids.some((id) => id >= this.sizes.vocabulary)) {
      throw new RangeError(`sequences: got token ${Math.max(...ids)}, the model knows ${this.sizes.vocabulary} words`);
    }
    if (T > this.sizes.maxTokens) throw new RangeError(`sequences: got ${T} tokens, at most ${this.sizes.maxTokens}`);
    const D = this.sizes.width;
    const [token, place, query, key, value, out, up, upBias, down] = this.variables as unknown as tf.Tensor2D[];
    // One-hot times matrix instead of a lookup: the gradient of a lookup is missing in tfjs-wasm.
    const looked = tf.oneHot(tf.tensor1d(ids, 'int32'), this.sizes.vocabulary).toFloat().matMul(token); // [BT,D]
    let x = looked
      .reshape([B, T, D])
      .add(place.slice([0, 0], [T, D]))
      .reshape([B * T, D]);
    const read = normed(x);
    const [q, k, v] = [query, key, value].map((w) => read.matMul(w).reshape([B, T, D]));
    const unseen = Float32Array.from({ length: T * T }, (_, i) => (i % T > Math.floor(i / T) ? -1e9 : 0)); // later tokens
    const future = tf.tensor2d(unseen, [T, T]);
    const attention = q.matMul(k, false, true).div(Math.sqrt(D)).add(future).softmax(); // [B,T,T]
    x = x.add(
      attention
        .matMul(v)
        .reshape([B * T, D])
        .matMul(out),
    );
    x = x.add(normed(x).matMul(up).add(upBias).relu().matMul(down));
    return normed(x) as tf.Tensor2D; // [BT,D]
  }

  private logitsOf(hidden: tf.Tensor2D): tf.Tensor2D {
    return hidden
      .matMul(this.variables[9] as tf.Tensor2D)
      .add(this.variables[10])
      .add(this.never);
  }

  /** [B,T-1,V] log-probabilities of all next tokens, [B,T-1] of the one that came, and [B,T] values, as tensors. */
  private forward(sequences: Sequences): { all: tf.Tensor; logProbs: tf.Tensor; values: tf.Tensor } {
    const { ids, rows: B, columns: T } = sequences;
    const V = this.sizes.vocabulary;
    const hidden = this.hidden(sequences);
    const everywhere = this.logitsOf(hidden).logSoftmax().reshape([B, T, V]);
    const all = everywhere.slice([0, 0, 0], [B, T - 1, V]); // what follows the last token is not known
    const next = tf.tensor2d(ids, [B, T], 'int32').slice([0, 1], [B, T - 1]); // shifted by one
    const logProbs = all.mul(tf.oneHot(next, V)).sum(2); // gathered
    return { all, logProbs, values: hidden.matMul(this.variables[11] as tf.Tensor2D).reshape([B, T]) };
  }

  /** What the model says at every place. */
  read(sequences: Sequences): Reading {
    requireSequences(sequences);
    return tidyNumbers(() => {
      const { all, logProbs, values } = this.forward(sequences);
      const entropies = all.exp().mul(all).sum(2).neg();
      const numbers = (tensor: tf.Tensor): Float32Array => Float32Array.from(tensor.dataSync());
      return { logProbs: numbers(logProbs), entropies: numbers(entropies), values: numbers(values) };
    });
  }

  /** [B,V] logits of the token after the last one. */
  nextLogits(sequences: Sequences): Float32Array {
    requireSequences(sequences);
    const { rows: B, columns: T } = sequences;
    return tidyNumbers(() => {
      const last = this.hidden(sequences)
        .reshape([B, T, -1])
        .slice([0, T - 1, 0], [B, 1, -1])
        .reshape([B, -1]);
      return Float32Array.from(this.logitsOf(last as tf.Tensor2D).dataSync());
    });
  }

  /** Gradient of a loss by all parameters, from its slopes: one way there, one way back. @param slopesOf called once */
  gradient(sequences: Sequences, slopesOf: (said: Omit<Reading, 'entropies'>) => Slopes): Float32Array {
    requireSequences(sequences);
    requireFunction('slopesOf', slopesOf, 'a function of { logProbs, values }');
    const { rows: B, columns: T } = sequences;
    const loss = (): tf.Scalar => {
      const { logProbs, values } = this.forward(sequences);
      const slopes = slopesOf({ logProbs: logProbs.dataSync<'float32'>(), values: values.dataSync<'float32'>() });
      requireKnownFields('slopes', slopes, ['logProbs', 'values'], 'what slopesOf returns: an object');
      const { logProbs: ofLogProbs = new Float32Array(B * (T - 1)), values: ofValues = new Float32Array(B * T) } =
        slopes;
      requireNumbers('slopes.logProbs', ofLogProbs, { length: B * (T - 1), like: 'tokens that were chosen' });
      requireNumbers('slopes.values', ofValues, { length: B * T, like: 'tokens' });
      const byLogProb = tf.tensor2d(Float32Array.from(ofLogProbs), [B, T - 1]);
      const byValue = tf.tensor2d(Float32Array.from(ofValues), [B, T]);
      return logProbs.mul(byLogProb).sum().add(values.mul(byValue).sum());
    };
    return flatGradient(loss, this.variables, this.manifest);
  }

  getParameters(): Float32Array {
    const flat = new Float32Array(this.numParameters);
    this.variables.forEach((variable, i) => flat.set(variable.dataSync(), this.manifest[i].offset));
    return flat;
  }

  /** @throws RangeError if the length is not that of `getParameters` */
  setParameters(flat: Float32Array): void {
    requireNumbers('flat', flat, { length: this.numParameters, like: 'the model has' });
    tf.tidy(() => {
      this.manifest.forEach(({ shape, offset, size }, i) =>
        this.variables[i].assign(tf.tensor(Float32Array.from(flat).slice(offset, offset + size), shape)),
      );
    });
  }

  dispose(): void {
    tf.dispose([...this.variables, this.never]);
  }
}

/** A model with the same parameters, whose own they are. */
export function copyOf(model: TokenModel, random: Random): TokenModel {
  requireModel('model', model);
  const copy = new TokenModel(model.sizes, random);
  copy.setParameters(model.getParameters());
  return copy;
}
