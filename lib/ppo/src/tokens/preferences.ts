import { requireFunction, requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireCount, requireNumbers, requirePositive } from '../numbers/validate';
import { answersOf } from './answers';
import { requireCorpus, requireModel, requirePairs } from './arguments';
import { requireSequences, rowOf, type Corpus, type Sequences } from './corpus';
import { drawPrompts, generate, TokenTrainer } from './language';
import { copyOf, type TokenModel } from './model';

/** Two answers to one prompt. */
export interface Pair {
  readonly chosen: readonly number[];
  readonly rejected: readonly number[];
}

/** Gives each row of a batch one number. */
export type Scorer = (sequences: Sequences) => Float64Array;

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The taste of a corpus, as a scorer: the true reward, which no one has in practice. */
export const trueScorer = (corpus: Corpus): Scorer => {
  requireCorpus(corpus);
  return (sequences) => {
    requireSequences(sequences);
    return Float64Array.from({ length: sequences.rows }, (_, row) => corpus.taste(rowOf(sequences, row)));
  };
};

/**
 * Answers of a model to the same prompts, two and two, and which of the two a person with the corpus's taste prefers: the better one by d
 * points with probability 1 / (1 + exp(-d)) (Bradley & Terry 1952). @param prefers instead of that person: whether the first is chosen
 */
export function labelledPairs(
  corpus: Corpus,
  model: TokenModel,
  count: number,
  random: Random,
  prefers = (first: readonly number[], second: readonly number[]): boolean =>
    random.uniform() < sigmoid(corpus.taste(first) - corpus.taste(second)),
): Pair[] {
  requireCorpus(corpus);
  requireModel('model', model);
  requireCount('count', count, 0);
  requireRandom('random', random);
  requireFunction('prefers', prefers, 'a function of two answers');
  const pairs: Pair[] = [];
  while (pairs.length < count) {
    const answers = generate(model, drawPrompts(corpus, 128, 2, random), random);
    for (let row = 0; row < answers.rows && pairs.length < count; row += 2) {
      const [first, second] = [rowOf(answers, row), rowOf(answers, row + 1)];
      if (first.join() === second.join()) continue; // nothing to choose
      pairs.push(prefers(first, second) ? { chosen: first, rejected: second } : { chosen: second, rejected: first });
    }
  }
  return pairs;
}

/** Bag of words: a weight for each word, by logistic regression on the differences of counts; plain gradient descent. */
export function bagOfWords(corpus: Corpus, pairs: readonly Pair[]): { weights: Float64Array; score: Scorer } {
  requireCorpus(corpus);
  requirePairs(pairs);
  const weights = new Float64Array(corpus.words.length);
  for (let pass = 0; pass < 300; pass++) {
    const gradient = weights.map((weight) => 1e-3 * weight);
    for (const { chosen, rejected } of pairs) {
      let margin = 0;
      for (const id of chosen) margin += weights[id];
      for (const id of rejected) margin -= weights[id];
      const push = sigmoid(-margin) / pairs.length;
      for (const id of chosen) gradient[id] -= push;
      for (const id of rejected) gradient[id] += push;
    }
    gradient.forEach((slope, id) => (weights[id] -= 2 * slope));
  }
  const score: Scorer = (sequences) =>
    Float64Array.from({ length: sequences.rows }, (_, row) =>
      rowOf(sequences, row).reduce((total, id) => total + weights[id], 0),
    );
  return { weights, score };
}

/** A copy of the model whose value at the last token is the score: the same network, other slopes. */
export function rewardModel(
  base: TokenModel,
  pairs: readonly Pair[],
  random: Random,
  options: { steps?: number; rows?: number; learningRate?: number } = {},
): { model: TokenModel; score: Scorer } {
  requireKnownOptions('rewardModel', options, ['steps', 'rows', 'learningRate']);
  const { steps = 80, rows = 64, learningRate = 2e-3 } = options;
  requireModel('base', base);
  requirePairs(pairs);
  requireRandom('random', random);
  requireCount('steps', steps, 0);
  requireCount('rows', rows);
  requirePositive('learningRate', learningRate);
  const model = copyOf(base, random);
  const trainer = new TokenTrainer(model);
  for (let step = 0; step < steps; step++) {
    const picked = Array.from({ length: rows }, () => pairs[random.integer(pairs.length)]);
    const { sequences, last } = bothOf(picked);
    trainer.step(
      sequences,
      ({ values }) => {
        const slopes = new Float64Array(values.length);
        for (let i = 0; i < rows; i++) {
          const push = sigmoid(values[last[rows + i]] - values[last[i]]) / rows; // of -log sigmoid(chosen - rejected)
          slopes[last[i]] = -push;
          slopes[last[rows + i]] = push;
        }
        return { values: slopes };
      },
      learningRate,
    );
  }
  const score: Scorer = (sequences) => {
    const { values } = model.read(sequences);
    return Float64Array.from(lastTokens(sequences), (at) => values[at]);
  };
  return { model, score };
}

/** Rows 0 .. k-1 are the chosen answers, rows k .. 2k-1 the rejected ones; `last` is the place of each last token in [B,T]. */
export function bothOf(pairs: readonly Pair[]): { sequences: Sequences; last: number[] } {
  requirePairs(pairs);
  const all = [...pairs.map(({ chosen }) => chosen), ...pairs.map(({ rejected }) => rejected)];
  const columns = Math.max(...all.map((one) => one.length));
  const ids = new Int32Array(all.length * columns);
  all.forEach((one, row) => ids.set(one, row * columns));
  const sequences = { ids, rows: all.length, columns };
  return { sequences, last: lastTokens(sequences) };
}

function lastTokens(sequences: Sequences): number[] {
  const { lastColumns } = answersOf(sequences, 1);
  return Array.from(lastColumns, (column, row) => row * sequences.columns + column + 1);
}

/** The same scorer with mean 0 and deviation 1 over those sequences. */
export function normalized(score: Scorer, sequences: Sequences): Scorer {
  requireFunction('score', score, 'a function of sequences, such as trueScorer(corpus)');
  requireSequences(sequences);
  const scores = score(sequences);
  requireNumbers('score(sequences)', scores, { length: sequences.rows, like: 'rows' });
  const mean = scores.reduce((a, b) => a + b) / scores.length;
  const std = Math.sqrt(scores.reduce((total, one) => total + (one - mean) ** 2, 0) / scores.length);
  return (others) => score(others).map((one) => (one - mean) / (std + 1e-8));
}

/** Share of the pairs whose chosen answer gets the higher score; a tie counts half. */
export function accuracy(score: Scorer, pairs: readonly Pair[]): number {
  requireFunction('score', score, 'a function of sequences, such as trueScorer(corpus)');
  const scores = score(bothOf(pairs).sequences);
  requireNumbers('score(pairs)', scores, { length: 2 * pairs.length, like: 'answers' });
  const right = pairs.reduce((sum, _, i) => sum + (Math.sign(scores[i] - scores[pairs.length + i]) + 1) / 2, 0);
  return right / pairs.length;
}
