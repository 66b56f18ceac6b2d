import { maskedWhiten, padded } from 'ppo-lib/tokens';
import type { TokenBugId } from './catalogue';
import { centredBy, soundProgram, type TokenProgram } from './program';

/** The right program with one line as wrong programs have it. */
const withPart = (part: Partial<TokenProgram>): TokenProgram => ({ ...soundProgram, ...part });

/** The programs by what is wrong with them. */
export const tokenPrograms: Readonly<Record<TokenBugId, TokenProgram>> = {
  healthy: soundProgram,
  'goes-on-after-end': withPart({
    // the value in the column behind the end is added to what every token of the answer earns
    advantages: (answers, rewards, values) => {
      const right = soundProgram.advantages(answers, rewards, values);
      const n = answers.columns - 1;
      return Array.from(right, (advantage, i) => {
        const row = Math.floor(i / n);
        return answers.mask[i] * (advantage + values[row * answers.columns + answers.lastColumns[row] + 1]);
      });
    },
  }),
  'groups-mixed': withPart({
    centred: (rewards, groupSize) =>
      centredBy(rewards, groupSize, (row) => row % Math.floor(rewards.length / groupSize)),
  }),
  'kl-sign': withPart({
    rewards: (answers, scores, logProbs, refLogProbs, klCoef) =>
      soundProgram.rewards(answers, scores, logProbs, refLogProbs, -klCoef),
  }),
  'not-shifted': withPart({
    // column t has the probability of token t after token t: the next token of a sequence that says every token twice
    logProbs: (model, { ids, rows, columns }) => {
      const n = columns - 1;
      const out = new Float64Array(rows * n);
      for (let t = 0; t < n; t++) {
        const beginnings = Array.from({ length: rows }, (_, row) => {
          const so = [...ids.subarray(row * columns, row * columns + t + 2)];
          return [...so.slice(0, -1), ids[row * columns + t]];
        });
        const { logProbs } = model.read(padded(beginnings));
        for (let row = 0; row < rows; row++) out[row * n + t] = logProbs[row * (t + 1) + t];
      }
      return out;
    },
  }),
  'old-read-anew': withPart({ old: (_, now) => now }),
  'other-temperature': withPart({ kept: (logProbs) => Array.from(logProbs, (one) => 0.7 * one) }),
  'padding-in-mask': withPart({
    mask: ({ mask, columns }) => {
      const n = columns - 1;
      const firsts = Array.from({ length: mask.length / n }, (_, row) => mask.indexOf(1, row * n));
      return mask.map((_, i) => Number(i >= firsts[Math.floor(i / n)]));
    },
  }),
  'prompt-in-mask': withPart({
    mask: ({ mask, columns, lastColumns }) =>
      mask.map((_, i) => Number(i % (columns - 1) <= lastColumns[Math.floor(i / (columns - 1))])),
  }),
  'reference-moves': withPart({ reference: (policy) => policy }),
  'score-in-last-column': withPart({
    rewards: (answers, scores, logProbs, refLogProbs, klCoef) => {
      const none = Array.from(scores, () => 0);
      const rewards = Array.from(soundProgram.rewards(answers, none, logProbs, refLogProbs, klCoef));
      const n = answers.columns - 1;
      none.forEach((_, row) => (rewards[row * n + n - 1] += scores[row]));
      return rewards;
    },
  }),
  'value-after-choice': withPart({
    advantages: (answers, rewards, values) =>
      soundProgram.advantages(
        answers,
        rewards,
        Array.from(values, (_, i) => values[Math.min(i + 1, values.length - 1)]),
      ),
  }),
  'whitened-over-padding': withPart({
    whitened: (advantages, mask) =>
      maskedWhiten(
        advantages,
        Array.from(mask, () => 1),
      ),
  }),
};
