/**
 * PPO where an action is a token, on one page: answer, judge, compare with the reference, find advantages, learn. No switches: the
 * relatives are in `policyLoss.ts`, and a test holds both to the same parameters. Everything is written out by place.
 *
 *   place        0        1      2      3      4        row of T tokens: the prompt, the answer with its end, padding
 *   token      BEGIN      p      a     END    PAD
 *   column          0        1      2      3            column t chose token t+1 and saw the tokens up to t: T - 1 columns
 *   answer          .        1      1      .            with one token of prompt after BEGIN, so promptTokens = 2
 *   reward          .       -kl  score-kl  .            the score where the end was chosen, the KL at every token
 *   value      v0       v1     v2     v3     v4         column t is judged by the value after token t, before the choice
 */
import { requirePlainTask, type TokenTask } from './batches';
import { END, PAD, type Sequences } from './corpus';
import { drawPrompts, generate, TokenTrainer } from './language';
import type { Reading, Slopes } from './model';

/** A token of an answer: where it stands, and what is known about the choice of it. */
interface Choice {
  /** in [B,T-1]: log-probabilities */
  readonly column: number;
  /** in [B,T]: the value before the choice, and after it that of the token chosen */
  readonly place: number;
  readonly isLast: boolean;
  readonly oldLogProb: number;
  advantage: number;
  return: number;
}

/** Places of one row's answer: from the first token after the prompt to its end, or as far as the row goes. */
function answerPlaces(ids: Int32Array, promptTokens: number): number[] {
  const places: number[] = [];
  for (let place = promptTokens; place < ids.length && ids[place] !== PAD; place++) {
    places.push(place);
    if (ids[place] === END) break; // the end belongs to the answer; what follows it does not
  }
  return places;
}

/** Advantages and returns of one answer, from its last choice to its first:  delta = r + V' - V,  A = delta + 0.95 A'. */
function judge(choices: Choice[], rewards: readonly number[], values: Float32Array): void {
  let next = 0;
  for (let i = choices.length - 1; i >= 0; i--) {
    const { place, isLast } = choices[i];
    const after = isLast ? 0 : values[place + 1]; // after the end comes nothing
    next = rewards[i] + after - values[place] + 0.95 * next;
    choices[i].advantage = next;
    choices[i].return = next + values[place];
  }
}

/** Mean 0 and deviation 1 over all tokens of all answers; padding has no advantage, so it cannot count. */
function whiten(choices: Choice[]): void {
  const mean = choices.reduce((sum, { advantage }) => sum + advantage, 0) / choices.length;
  const variance = choices.reduce((sum, { advantage }) => sum + (advantage - mean) ** 2, 0) / choices.length;
  for (const choice of choices) choice.advantage = (choice.advantage - mean) / (Math.sqrt(variance) + 1e-8);
}

interface Batch {
  readonly sequences: Sequences;
  readonly choices: readonly Choice[];
  readonly meanScore: number;
}

/** Answers of the policy, and what each choice in them was worth. */
function collect(task: TokenTask): Batch {
  const { corpus, policy, reference, score, random } = task;
  const { answersPerBatch, klCoef, noEndPenalty } = task.settings;
  const sequences = generate(policy, drawPrompts(corpus, answersPerBatch, 1, random), random);
  const { ids, rows, columns: T } = sequences;
  const scores = score(sequences);
  const old = policy.read(sequences);
  const refLogProbs = reference.read(sequences).logProbs;
  const choices: Choice[] = [];
  for (let row = 0; row < rows; row++) {
    const places = answerPlaces(ids.subarray(row * T, (row + 1) * T), corpus.promptTokens);
    const answer = places.map((place, i) => {
      const column = row * (T - 1) + place - 1; // shifted by one: this column chose the token at `place`
      const known = { column, place: row * T + place - 1, isLast: i === places.length - 1 };
      return { ...known, oldLogProb: old.logProbs[column], advantage: 0, return: 0 };
    });
    const hasEnd = ids[row * T + places[places.length - 1]] === END;
    const total = scores[row] - (hasEnd ? 0 : noEndPenalty);
    const rewards = answer.map(({ column, isLast, oldLogProb }) => {
      const penalty = -klCoef * (oldLogProb - refLogProbs[column]); // k1: its mean over the policy's answers is the KL
      return isLast ? penalty + total : penalty;
    });
    judge(answer, rewards, old.values);
    choices.push(...answer);
  }
  whiten(choices);
  return { sequences, choices, meanScore: scores.reduce((a, b) => a + b, 0) / rows };
}

/** The loss by its slopes:  L = mean over tokens of  -min(ratio A, clip(ratio) A) + valueCoef (V - return)^2 / 2. */
function slopesOf({ settings }: TokenTask, { choices, sequences }: Batch, said: Omit<Reading, 'entropies'>): Slopes {
  const { clipRange, valueCoef } = settings;
  const { rows, columns: T } = sequences;
  const logProbs = new Float64Array(rows * (T - 1)); // 0 in the prompt and in the padding
  const values = new Float64Array(rows * T);
  const weight = 1 / choices.length; // every token counts the same
  for (const { column, place, oldLogProb, advantage: A, return: target } of choices) {
    const ratio = Math.exp(said.logProbs[column] - oldLogProb);
    const clipped = Math.min(Math.max(ratio, 1 - clipRange), 1 + clipRange) * A;
    if (ratio * A <= clipped) logProbs[column] = -weight * (ratio * A); // d ratio / d log p = ratio
    values[place] = valueCoef * (weight * (said.values[place] - target));
  }
  return { logProbs, values };
}

/**
 * Trains on the answers of the policy, which changes in place. Every record is the mean score of a batch, before it was learned from;
 * the next answers are asked for when the next record is. It has no end of its own.
 * @throws TypeError or RangeError that names what is missing, or a setting that only `trainTokens` has
 */
export function* plainTokenPpo(task: TokenTask): Generator<{ iteration: number; meanScore: number }, void> {
  requirePlainTask(task);
  const { stepsPerBatch, learningRate, maxGradNorm } = task.settings;
  const trainer = new TokenTrainer(task.policy); // Adam, and the gradient's length cut to maxGradNorm
  for (let iteration = 1; ; iteration++) {
    const batch = collect(task);
    for (let step = 0; step < stepsPerBatch; step++) {
      trainer.step(batch.sequences, (said) => slopesOf(task, batch, said), learningRate, maxGradNorm);
    }
    yield { iteration, meanScore: batch.meanScore };
  }
}
