import type { Random } from '../numbers/random';
import {
  describe,
  requireArray,
  requireBetween,
  requireCount,
  requireLength,
  requireObject,
} from '../numbers/validate';
import { requireCorpus, requireIds, requireText } from './arguments';

/** Ids with a meaning of their own, the same in every corpus. */
export const PAD = 0;
export const BEGIN = 1;
export const END = 2;

/** Sentences to learn from, and somebody's taste. Ids index `words`. Lesson: notebooks/14-rlhf.ipynb. */
export interface Corpus {
  readonly name: string;
  /** the vocabulary; the first three are padding, the beginning and the end */
  readonly words: readonly string[];
  /** the longest sequence, beginning and end included */
  readonly maxTokens: number;
  /** how many tokens are given before the model answers, the beginning included */
  readonly promptTokens: number;
  /** Between two words of a text. */
  readonly separator: string;
  /** One sequence from the beginning to the end, without padding. */
  readonly draw: (random: Random) => number[];
  /** Whether a sequence, up to and including its end, is one that the corpus could contain. */
  readonly isFluent: (ids: readonly number[]) => boolean;
  /** The true reward: what the person who labels would pay, in points. */
  readonly taste: (ids: readonly number[]) => number;
}

/** Sequences of one length, padded on the right. */
export interface Sequences {
  /** [B,T] row-major */
  readonly ids: Int32Array;
  readonly rows: number;
  readonly columns: number;
}

/** @throws TypeError or RangeError unless they are rows of whole numbers from 0, each of two tokens at least */
export function requireSequences(sequences: Sequences): void {
  requireObject('sequences', sequences, 'ids with rows and columns');
  const { ids, rows, columns } = sequences;
  requireCount('sequences.rows', rows);
  requireCount('sequences.columns', columns, 2);
  requireArray('sequences.ids', ids, 1, 'an Int32Array');
  requireLength('sequences.ids', ids, rows * columns, 'rows times columns');
  if (!(ids instanceof Int32Array)) throw new TypeError(`sequences.ids: got ${describe(ids)}, expected an Int32Array`);
  const wrong = ids.findIndex((id) => id < 0);
  if (wrong >= 0) throw new RangeError(`sequences.ids[${wrong}]: got ${ids[wrong]}, must be a whole number from 0`);
}

/** The ids of one row, without the padding. */
export function rowOf(sequences: Sequences, row: number): number[] {
  requireSequences(sequences);
  const { ids, rows, columns } = sequences;
  requireBetween('row', requireCount('row', row, 0), 0, rows - 1);
  return [...ids.subarray(row * columns, (row + 1) * columns)].filter((id) => id !== PAD);
}

/** The same sequences in that order, as rows that are padded up to the longest. @throws RangeError without a sequence */
export function padded(sequences: readonly (readonly number[])[]): Sequences {
  requireArray('sequences', sequences, 0, 'a list of lists of ids');
  if (sequences.length === 0) throw new RangeError('sequences: got none, needs at least 1');
  Array.from(sequences).forEach((one, row) => requireIds(`sequences[${row}]`, one));
  const columns = Math.max(...sequences.map((one) => one.length));
  const ids = new Int32Array(sequences.length * columns); // PAD is 0
  sequences.forEach((one, row) => ids.set(one, row * columns));
  return { ids, rows: sequences.length, columns };
}

/** What a person reads: no beginning, no padding. */
export function textOf(corpus: Corpus, ids: readonly number[]): string {
  requireCorpus(corpus);
  requireText('corpus.separator', corpus.separator);
  requireIds('ids', ids, 0);
  ids.forEach((id, i) => requireBetween(`ids[${i}]`, id, 0, corpus.words.length - 1));
  return Array.from(ids)
    .filter((id) => id !== PAD && id !== BEGIN)
    .map((id) => corpus.words[id])
    .join(corpus.separator);
}
