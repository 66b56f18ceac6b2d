import { colors } from '../figures/template';
import { display } from '../host/outputs';
import { requireId, requireNumber, requireOptionalText, requireOptions, requireText } from '../values/arguments';
import { escapeHtml } from '../values/html';
import { formatNumber } from '../values/numberTexts';
import { valueText } from '../values/valueText';
import { framed, inline } from './card';
import { guessAnswer, guessButtons, guessesOf, guessScore } from './guesses';
import { progress } from './progress';
import { keepLesson } from './record';

/** A closed question: two to six options, by letter. */
export interface PredictOptions {
  readonly question: string;
  readonly options: Readonly<Record<string, string>>;
}

const BUTTON =
  'margin:2px 0;padding:4px 10px;text-align:left;font:inherit;color:inherit;background:transparent;border:1px solid #7F7F7F;border-radius:4px';
// JupyterLab's keyboard shortcuts stay away from an element that says so itself.
const OWN_KEYS = 'data-lm-suppress-shortcuts="true"';

/**
 * Shows a prediction card. Its options are buttons that work in the page, with no kernel; the guess stays in the reader's browser and
 * can be changed until the answer, which `verdict` shows, has been opened.
 * @throws TypeError if the question or an option is missing, or the options are not two to six single letters
 * @example predict('slope', { question: 'A = -1 and r = 1.5. What is the slope?', options: { a: '0', b: '-1', c: '-1.2' } })
 */
export function predict(id: string, asked: PredictOptions): void {
  requireId(id, 'predict');
  requireOptions(asked, `predict('${id}')`, ['question', 'options']);
  const { question, options } = asked;
  requireText(question, `predict('${id}'): question`, 'Ask one question that the options answer.');
  const letters = typeof options === 'object' && options !== null ? Object.keys(options) : [];
  if (letters.length < 2 || letters.length > 6 || !letters.every((letter) => /^[a-z]$/.test(letter))) {
    throw new TypeError(
      `predict('${id}'): expected two to six options such as { a: '0', b: '-1' }, got ${letters.length}: ${letters.join(', ')}`,
    );
  }
  for (const letter of letters)
    requireText(options[letter], `predict('${id}'): option ${letter}`, 'Say what it stands for.');
  progress().cards.set(id, { options, answer: progress().cards.get(id)?.answer ?? null });
  const choices = letters.map((letter) => {
    const text = inline(`(${letter}) ${options[letter]}`);
    return `<div><button type="button" data-letter="${letter}" aria-pressed="false" ${OWN_KEYS} style="${BUTTON}">${text}</button></div>`;
  });
  const heading = `Predict. ${question}`;
  const body = [
    `<strong>${inline(heading)}</strong>`,
    ...choices,
    '<div><span data-status role="status"></span>',
    `<button type="button" data-again hidden ${OWN_KEYS} style="${BUTTON}">Guess again</button></div>`,
    script(`(${sent(guessButtons)})(box,${JSON.stringify(id)},guesses)`),
  ];
  const html = framed(colors.blue, body.join('\n'), ` role="group" aria-label="${escapeHtml(heading)}"`);
  const text = [heading, ...letters.map((letter) => `(${letter}) ${options[letter]}`)].join('\n');
  display({ data: { 'text/html': html, 'text/plain': text } });
}

/** A function as text for the page, without its comments and indentation: each card carries its own copy. */
const sent = (code: (...given: never[]) => unknown): string =>
  String(code)
    .replace(/\s*\/\/ .*$/gm, '')
    .replace(/\n\s+/g, '\n');

/** A script of a card: `box` is the card, `guesses` are the lesson's. */
const script = (body: string): string =>
  `<script>(function(){var box=document.currentScript.parentElement,guesses=(${sent(guessesOf)})(box);
${body}})()</script>`;

export interface VerdictOptions {
  /** The letter that the measurement supports. */
  readonly answer: string;
  /** The measured number, or a few words with it. */
  readonly measured?: unknown;
  /** One or two sentences that say why. */
  readonly explain?: string;
}

/**
 * Shows the answer to a prediction as a closed card. Only a reader who has clicked an option is told how the guess compares.
 * @param id  the prediction's, as in `predict`
 * @throws TypeError if the answer is missing; RangeError if no card with this id has been shown, or the answer is none of its options
 * @example verdict('slope', { answer: 'b', measured: slope(1.5, -1), explain: 'The clip does not protect a move in the wrong direction.' })
 */
export function verdict(id: string, options: VerdictOptions): void {
  requireId(id, 'verdict');
  const card = progress().cards.get(id);
  if (card === undefined) {
    const known = [...progress().cards.keys()].map((name) => `'${name}'`).join(', ') || 'none';
    throw new RangeError(
      `verdict('${id}'): no such prediction has been shown (so far: ${known}). Run the cell with predict('${id}', ...) first`,
    );
  }
  if (options !== undefined) requireOptions(options, `verdict('${id}')`, ['answer', 'measured', 'explain']);
  const { answer, measured, explain } = options ?? {};
  requireOptionalText(explain, `verdict('${id}'): explain`);
  if (typeof measured === 'number') requireNumber(measured, `verdict('${id}'): measured`);
  requireText(answer, `verdict('${id}'): answer`, 'Give the letter of the right option.');
  if (!Object.hasOwn(card.options, answer)) {
    throw new RangeError(
      `verdict('${id}'): answer '${answer}' is none of the options ${Object.keys(card.options).join(', ')}`,
    );
  }
  progress().cards.set(id, { ...card, answer });
  keepLesson();
  const lines = [
    `The answer is (${answer}): ${card.options[answer]}`,
    ...(measured === undefined ? [] : [`Measured: ${evidenceText(measured)}`]),
    ...(explain ? [explain] : []),
  ];
  const body = [
    `<details><summary ${OWN_KEYS} style="cursor:pointer"><strong>What happens: open when you have guessed</strong></summary>`,
    '<div data-yours role="status" style="font-weight:bold"></div>',
    ...lines.map((line) => `<div>${inline(line)}</div>`),
    '</details>',
    script(`(${sent(guessAnswer)})(box,${JSON.stringify(id)},${JSON.stringify(answer)},guesses)`),
  ];
  const html = framed(colors.green, body.join('\n'));
  display({ data: { 'text/html': html, 'text/plain': 'What happens: a closed card, to be opened after guessing.' } });
}

function evidenceText(evidence: unknown): string {
  if (typeof evidence === 'number') return formatNumber(evidence, 6);
  if (typeof evidence === 'string') return evidence;
  const round = (_: string, value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(6)) : value;
  try {
    return JSON.stringify(evidence, round) ?? valueText(evidence, 6);
  } catch {
    return valueText(evidence, 6); // big integers, or an object that holds itself
  }
}

/**
 * Shows how many points the exercises have earned so far in this kernel, and, counted in the page, how many of the predictions that
 * the reader clicked and opened came out as guessed.
 */
export function scoreboard(): void {
  const { cards, exercises } = progress();
  const all = [...exercises.values()];
  const sum = (pick: (entry: (typeof all)[number]) => number): number =>
    all.reduce((total, entry) => total + pick(entry), 0);
  const heading = 'Your score in this lesson';
  const counted = 'Predictions: counted in the page once you have guessed and opened the answers.';
  const points = `Exercises: ${formatNumber(sum((entry) => entry.earned))} of ${sum((entry) => entry.points)} points, ${all.filter((entry) => entry.attempted).length} of ${all.length} attempted.`;
  const answers = Object.fromEntries([...cards].map(([id, { answer }]) => [id, answer]));
  const body = [
    `<strong>${heading}</strong>`,
    `<div data-score role="status">${counted}</div>`,
    `<div>${points}</div>`,
    script(`(${sent(guessScore)})(box,${JSON.stringify(answers)},guesses)`),
  ];
  display({
    data: { 'text/html': framed(colors.blue, body.join('\n')), 'text/plain': [heading, counted, points].join('\n') },
  });
}
