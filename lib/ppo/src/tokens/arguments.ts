import { requireKnownFields, requireMethods } from '../numbers/objects';
import {
  describe,
  requireArray,
  requireCount,
  requireLength,
  requireNumbers,
  requireObject,
  type NumberArray,
} from '../numbers/validate';

/** As the parts declare them; these checks stand below all of them. */
type Corpus = { readonly words: readonly string[]; readonly maxTokens: number; readonly promptTokens: number };
type TokenModel = object;
type Pair = Readonly<Record<'chosen' | 'rejected', readonly number[]>>;
type Answers = {
  readonly rows: number;
  readonly columns: number;
  readonly mask: NumberArray;
  readonly lastColumns: NumberArray;
  readonly lengths: NumberArray;
  readonly ended: NumberArray;
};
type ToyLanguage = {
  readonly words: number;
  readonly tokens: number;
  readonly logits: readonly (readonly number[])[];
};

/** What programs on tokens refuse before they begin: no corpus, no model, no sequence. Numbers are checked where they are used. */

/** @throws TypeError or RangeError unless it can be learned from */
export function requireCorpus(corpus: Corpus): void {
  requireMethods('corpus', corpus, ['draw', 'isFluent', 'taste'], 'a corpus, such as sentences');
  requireArray('corpus.words', corpus.words, 4, 'a list of words');
  corpus.words.forEach((word, id) => requireText(`corpus.words[${id}]`, word));
  requireCount('corpus.maxTokens', corpus.maxTokens, 2);
  requireCount('corpus.promptTokens', corpus.promptTokens);
}

/** @throws TypeError unless it is a text */
export function requireText(name: string, text: unknown): void {
  if (typeof text !== 'string') throw new TypeError(`${name}: got ${describe(text)}, expected a text`);
}

/** Column -> what it is made of, in `Answers`. */
const answerColumns = { lastColumns: Int32Array, lengths: Int32Array, ended: Uint8Array } as const;

/**
 * Answers that do not fit together would give numbers about no answer at all.
 * @throws TypeError or RangeError that names the field, and the row that contradicts itself
 */
export function requireAnswers(answers: Answers): void {
  requireObject('answers', answers, 'what answersOf returns');
  const { rows, columns, mask, lastColumns, lengths, ended } = answers;
  const n = requireCount('answers.columns', columns, 2) - 1;
  requireCount('answers.rows', rows);
  requireColumn('mask', mask, Float64Array);
  requireLength('answers.mask', mask, rows * n, 'rows times columns - 1');
  for (const name of ['lastColumns', 'lengths', 'ended'] as const) {
    requireColumn(name, answers[name], answerColumns[name]);
    requireLength(`answers.${name}`, answers[name], rows, 'answers.rows');
  }
  for (let row = 0; row < rows; row++) {
    const first = lastColumns[row] - lengths[row] + 1;
    const fits = lengths[row] > 0 && first >= 0 && lastColumns[row] < n && ended[row] <= 1;
    for (let t = 0; t < n; t++) {
      const inside = t >= first && t <= lastColumns[row] ? 1 : 0;
      if (fits && mask[row * n + t] === inside) continue;
      throw new RangeError(
        `answers: row ${row} has mask ${mask[row * n + t]} in column ${t}, length ${lengths[row]}, last column ` +
          `${lastColumns[row]} and ended ${ended[row]}, which do not fit together; take what answersOf returns`,
      );
    }
  }
}

type Column = Float64ArrayConstructor | Int32ArrayConstructor | Uint8ArrayConstructor;

function requireColumn(name: string, values: unknown, kind: Column): void {
  if (values instanceof kind) return;
  throw new TypeError(`answers.${name}: got ${describe(values)}, expected the ${kind.name} that answersOf returns`);
}

/** @throws TypeError unless it is a model that reads tokens */
export function requireModel(name: string, model: TokenModel): void {
  requireMethods(name, model, ['read', 'nextLogits', 'getParameters', 'setParameters'], 'a TokenModel');
}

/** @throws TypeError or RangeError unless they are the ids of tokens; a hole is none */
export function requireIds(name: string, ids: readonly number[], least = 1): void {
  requireArray(name, ids, least, 'a list of ids');
  for (let i = 0; i < ids.length; i++) requireCount(`${name}[${i}]`, ids[i], 0);
}

/** @throws TypeError or RangeError that names the pair, and which of its answers is none */
export function requirePairs(pairs: readonly Pair[]): void {
  requireArray('pairs', pairs, 1, 'a list of { chosen, rejected }');
  for (let i = 0; i < pairs.length; i++) {
    requireObject(`pairs[${i}]`, pairs[i], '{ chosen, rejected }');
    requireIds(`pairs[${i}].chosen`, pairs[i].chosen);
    requireIds(`pairs[${i}].rejected`, pairs[i].rejected);
  }
}

/** @throws TypeError or RangeError unless it has a row of logits for every beginning */
export function requireToy(name: string, language: ToyLanguage): void {
  requireKnownFields(name, language, ['words', 'tokens', 'logits'], 'what toyLanguage returns');
  const { words, tokens, logits } = language;
  requireCount(`${name}.words`, words, 2);
  requireCount(`${name}.tokens`, tokens);
  requireArray(`${name}.logits`, logits, 1, 'rows of logits');
  let beginnings = 0;
  for (let t = 0; t < tokens && beginnings <= logits.length; t++) beginnings += words ** t;
  if (logits.length !== beginnings)
    throw new RangeError(`${name}.logits: got ${logits.length} rows, expected ${beginnings}, one for each beginning`);
  for (let i = 0; i < logits.length; i++)
    requireNumbers(`${name}.logits[${i}]`, logits[i], { length: words, like: `${name}.words` });
}

/** Two languages that say the same answers. @throws TypeError or RangeError that names what is none */
export function requireToys(policy: ToyLanguage, reference: ToyLanguage): void {
  requireToy('policy', policy);
  requireToy('reference', reference);
  if (policy.words === reference.words && policy.tokens === reference.tokens) return;
  throw new RangeError(
    `reference: has ${reference.words} words and ${reference.tokens} tokens, policy ${policy.words} and ${policy.tokens}; they must be of one size`,
  );
}
