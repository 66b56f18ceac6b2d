import { requireOneOf } from '../config/choices';
import { Adam, clipGlobalNorm } from '../networks/adam';
import { requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireArray, requireCount, requirePositive } from '../numbers/validate';
import { aggregationWeights, answersOf } from './answers';
import { requireCorpus, requireIds, requireModel } from './arguments';
import { BEGIN, END, padded, PAD, type Corpus, type Sequences } from './corpus';
import { TokenModel, type Reading, type Slopes } from './model';

/** A model and the memory of its optimiser. */
export class TokenTrainer {
  private readonly adam: Adam;

  constructor(readonly model: TokenModel) {
    requireModel('model', model);
    this.adam = new Adam(model.numParameters, { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
  }

  /** One step down a loss that is given by its slopes. @param part 'critic': the value head alone   @returns the length of the gradient before it was shortened */
  step(
    sequences: Sequences,
    slopesOf: (said: Omit<Reading, 'entropies'>) => Slopes,
    learningRate: number,
    maxGradNorm = 1,
    part: 'all' | 'critic' = 'all',
  ): number {
    requireOneOf('part', part, ['all', 'critic']);
    requirePositive('maxGradNorm', maxGradNorm);
    const gradient = this.model.gradient(sequences, slopesOf);
    if (part === 'critic') gradient.fill(0, 0, gradient.length - this.model.sizes.width); // the value head comes last
    const norm = clipGlobalNorm(gradient, maxGradNorm);
    const parameters = this.model.getParameters();
    this.adam.step(parameters, gradient, learningRate);
    this.model.setParameters(parameters);
    return norm;
  }
}

/**
 * A model that speaks the corpus: next-token prediction on fresh draws, the rate falling to 0.
 * @returns it and the loss of every step, nats a token
 */
export function pretrain(
  corpus: Corpus,
  random: Random,
  options: { steps?: number; rows?: number; learningRate?: number } = {},
): { model: TokenModel; losses: number[] } {
  requireKnownOptions('pretrain', options, ['steps', 'rows', 'learningRate']);
  const { steps = 250, rows = 64, learningRate = 5e-3 } = options;
  requireCorpus(corpus);
  requireRandom('random', random);
  requireCount('steps', steps, 0);
  requireCount('rows', rows);
  requirePositive('learningRate', learningRate);
  const sizes = { vocabulary: corpus.words.length, maxTokens: corpus.maxTokens };
  const model = new TokenModel(sizes, random.stream('init'));
  const trainer = new TokenTrainer(model);
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    const batch = padded(Array.from({ length: rows }, () => corpus.draw(random)));
    const weights = aggregationWeights(answersOf(batch, 1), 'token');
    const slopes = { logProbs: weights.map((weight) => -weight) };
    const read = ({ logProbs }: Omit<Reading, 'entropies'>): Slopes => {
      losses.push(-weights.reduce((total, weight, i) => (weight === 0 ? total : total + weight * logProbs[i]), 0));
      return slopes;
    };
    trainer.step(batch, read, learningRate * (1 - step / steps));
  }
  return { model, losses };
}

/** The first tokens of fresh draws, `groupSize` rows each, one after the other. */
export function drawPrompts(corpus: Corpus, rows: number, groupSize: number, random: Random): number[][] {
  requireCorpus(corpus);
  requireRandom('random', random);
  requireCount('groupSize', groupSize);
  if (requireCount('rows', rows) % groupSize !== 0)
    throw new RangeError(`rows: got ${rows}, must be a multiple of groupSize = ${groupSize}`);
  const prompts = Array.from({ length: rows / groupSize }, () => corpus.draw(random).slice(0, corpus.promptTokens));
  return prompts.flatMap((prompt) => Array.from({ length: groupSize }, () => prompt));
}

/** Continues prompts of one length, token by token, until every row has an end or is as long as the model can read. */
export function generate(model: TokenModel, prompts: readonly (readonly number[])[], random: Random): Sequences {
  requireModel('model', model);
  requireRandom('random', random);
  requireArray('prompts', prompts, 1, 'a list of lists of ids');
  Array.from(prompts).forEach((prompt, i) => requireIds(`prompts[${i}]`, prompt));
  const { maxTokens, vocabulary } = model.sizes;
  const rows = prompts.map((prompt) => [...prompt]);
  if (rows.some((row) => row.length !== rows[0].length)) throw new RangeError('prompts: must all be of one length');
  for (let t = rows[0].length; t < maxTokens && rows.some((row) => row[t - 1] !== END && row[t - 1] !== PAD); t++) {
    const logits = model.nextLogits(padded(rows));
    rows.forEach((row, b) => {
      const isOver = row[t - 1] === END || row[t - 1] === PAD;
      row.push(isOver ? PAD : drawToken(logits.subarray(b * vocabulary, (b + 1) * vocabulary), random));
    });
  }
  return padded(rows);
}

/** By the cumulative probabilities, so that equal numbers drawn mean equal tokens. */
function drawToken(logits: Float32Array, random: Random): number {
  const highest = Math.max(...logits);
  const weights = Array.from(logits, (logit) => Math.exp(logit - highest));
  let left = random.uniform() * weights.reduce((a, b) => a + b);
  for (let id = BEGIN + 1; id < weights.length; id++) {
    left -= weights[id];
    if (left < 0) return id;
  }
  return END;
}
