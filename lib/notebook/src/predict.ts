import { showCard } from './card';
import { colors } from './template';
import { requireId, requireText } from './html';
import { progress } from './progress';
import { formatNumber } from './table';

/** A closed question: two to four options, by letter. */
export interface PredictOptions {
  readonly question: string;
  readonly options: Readonly<Record<string, string>>;
}

/**
 * Shows a prediction card. The reader writes a letter into the next cell (`const guess = 'b'`), and `verdict` scores it.
 * @throws TypeError if the question is missing or there are fewer than two options
 * @example predict('slope', { question: 'A = -1 and r = 1.5. What is the slope?', options: { a: '0', b: '-1', c: '-1.2' } })
 */
export function predict(id: string, { question, options }: PredictOptions): void {
  requireId(id, 'predict');
  requireText(question, `predict('${id}'): question`, 'Ask one question that the options answer.');
  const letters = Object.keys(options ?? {});
  if (letters.length < 2 || letters.length > 6) {
    throw new TypeError(
      `predict('${id}'): expected two to six options such as { a: '0', b: '-1' }, got ${letters.length}`,
    );
  }
  progress().cards.set(id, letters);
  progress().lastCard = id;
  const lines = letters.map((letter) => `(${letter}) ${options[letter]}`);
  showCard({ heading: `Predict. ${question}`, lines, color: colors.sky });
}

export interface VerdictOptions {
  /** One or two sentences that say why; shown whatever the guess was. */
  readonly explain?: string;
  /** Which prediction this is; by default the card that `predict` showed last. */
  readonly id?: string;
}

/**
 * Compares the reader's guess with what was measured and remembers it for the scoreboard; running it again counts once.
 * @param guess     the letter that the reader chose
 * @param answer    the letter that the measurement supports
 * @param evidence  the measured number, or a few words with it
 * @example verdict(guess, 'b', slope(1.5, -1), { explain: 'The clip does not protect a move in the wrong direction.' })
 */
export function verdict(guess: string, answer: string, evidence?: unknown, options: VerdictOptions = {}): void {
  const state = progress();
  const id = options.id ?? state.lastCard ?? `${answer}|${String(evidence)}|${options.explain ?? ''}`;
  const letters = state.cards.get(id) ?? [];
  requireText(answer, 'verdict: answer', 'Give the letter of the right option.');
  const chosen = typeof guess === 'string' ? guess.trim().toLowerCase().replace(/[()]/g, '') : '';
  const known = letters.length === 0 ? chosen !== '' : letters.includes(chosen);
  const measured = evidence === undefined ? [] : [`Measured: ${evidenceText(evidence)}`];
  const explain = options.explain ? [options.explain] : [];
  if (!known) {
    const choices = letters.length > 0 ? letters.join(', ') : 'one of the letters';
    showCard({
      heading: `No prediction yet. Set guess to ${choices}, then run this cell again.`,
      lines: [],
      color: colors.grey,
    });
    return;
  }
  const right = chosen === answer;
  state.predictions.set(id, right);
  const heading = right
    ? `You predicted (${chosen}), and that is what happens.`
    : `You predicted (${chosen}). What happens is (${answer}): worth a second look.`;
  showCard({ heading, lines: [...measured, ...explain], color: right ? colors.green : colors.orange });
}

function evidenceText(evidence: unknown): string {
  if (typeof evidence === 'number') return formatNumber(evidence, 6);
  return typeof evidence === 'string'
    ? evidence
    : JSON.stringify(evidence, (_, value: unknown) =>
        typeof value === 'number' ? Number(value.toPrecision(6)) : value,
      );
}

/** Shows how many predictions held and how many points the exercises have earned so far in this kernel. */
export function scoreboard(): void {
  const { predictions, exercises } = progress();
  const held = [...predictions.values()].filter(Boolean).length;
  const all = [...exercises.values()];
  const sum = (pick: (entry: (typeof all)[number]) => number): number =>
    all.reduce((total, entry) => total + pick(entry), 0);
  const lines = [
    `Predictions: ${held} of ${predictions.size} came out as you said.`,
    `Exercises: ${formatNumber(sum((entry) => entry.earned))} of ${sum((entry) => entry.points)} points, ${all.filter((entry) => entry.attempted).length} of ${all.length} attempted.`,
  ];
  showCard({ heading: 'Your score in this lesson', lines, color: colors.blue });
}
