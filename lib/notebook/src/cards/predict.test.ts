import assert from 'node:assert/strict';
import test from 'node:test';
import { JSDOM } from 'jsdom';
import { collectOutputs, predict, scoreboard, verdict } from '../index';
import { resetProgress } from './progress';

const slope = { question: 'What is the `slope`?', options: { a: '0', b: '-1', c: '-1.2' } };
const answer = { answer: 'b', measured: -0.99999999, explain: 'No clip there.' };

async function shown(body: () => unknown): Promise<{ html: string; text: string }[]> {
  const outputs = await collectOutputs(body);
  return outputs.map(({ data }) => ({ html: data['text/html'] as string, text: data['text/plain'] as string }));
}

/** A page that runs the cards' scripts; `storage: 'refused'` is a browser that keeps nothing. */
async function pageOf(
  body: () => unknown,
  { url = 'http://localhost/lab/tree/01-a.ipynb', storage = 'kept', cookie = '' } = {},
) {
  const cards = (await shown(body)).map(({ html }) => `<section>${html}</section>`).join('');
  const { window } = new JSDOM(cards, {
    url,
    runScripts: 'dangerously',
    beforeParse(view) {
      if (cookie) view.localStorage.setItem(...(JSON.parse(cookie) as [string, string]));
      if (storage === 'refused')
        Object.defineProperty(view, 'localStorage', {
          get() {
            throw new view.DOMException('denied', 'SecurityError');
          },
        });
    },
  });
  const { document } = window;
  const button = (letter: string) => document.querySelector(`button[data-letter="${letter}"]`) as HTMLButtonElement;
  return {
    window,
    press: (letter: string) => button(letter).click(),
    pressed: () => Array.from(document.querySelectorAll('[aria-pressed="true"]'), (b) => b.textContent),
    status: () => document.querySelector('[data-status]')?.textContent,
    yours: () => document.querySelector('[data-yours]')?.textContent,
    score: () => document.querySelector('[data-score]')?.textContent,
    again: document.querySelector('[data-again]') as HTMLButtonElement,
    details: document.querySelector('details') as HTMLDetailsElement,
    async open() {
      const details = document.querySelector('details') as HTMLDetailsElement;
      const toggled = new Promise((resolve) => details.addEventListener('toggle', resolve, { once: true }));
      details.open = true;
      await toggled;
    },
  };
}
const lesson = (): void => {
  predict('slope', slope);
  verdict('slope', answer);
  scoreboard();
};
test.beforeEach(resetProgress);

test('nothing in the texts or in sight of the cards gives the answer, or says what was never guessed', async () => {
  const cards = await shown(lesson);
  assert.equal(cards[0].text, 'Predict. What is the `slope`?\n(a) 0\n(b) -1\n(c) -1.2');
  assert.doesNotMatch(cards[1].text, /\(b\)|-1|No clip/);
  for (const { html, text } of cards) assert.doesNotMatch(html + text, /You predicted/);
  const { document } = new JSDOM(cards[1].html).window; // no scripts: GitHub
  const details = document.querySelector('details') as HTMLDetailsElement;
  assert.equal(details.open, false);
  assert.match(details.textContent ?? '', /The answer is \(b\): -1\s+Measured: -1\s+No clip there\./);
  details.remove();
  document.querySelector('script')?.remove();
  assert.equal(document.body.textContent?.trim(), '');
});

test('a click is a guess, a second one changes it, and the opened answer compares it and ends it', async () => {
  const page = await pageOf(lesson);
  assert.match(page.status() ?? '', /^Choose one/);
  page.press('a');
  assert.deepEqual(page.pressed(), ['(a) 0']);
  page.press('b');
  assert.deepEqual(page.pressed(), ['(b) -1']);
  assert.equal(page.yours(), '');
  assert.match(page.score() ?? '', /^Predictions: 0 of 0 came out as you said; 1 in this lesson/);
  await page.open();
  assert.equal(page.yours(), 'Your guess was (b), and that is what happens.');
  assert.match(page.score() ?? '', /^Predictions: 1 of 1/);
  page.press('c');
  assert.deepEqual(page.pressed(), ['(b) -1']);
});

test('a wrong guess is compared without blame; guessing again closes the answer', async () => {
  const page = await pageOf(lesson);
  page.press('a');
  await page.open();
  assert.equal(page.yours(), 'Your guess was (a). What happens is (b): worth a second look.');
  assert.match(page.score() ?? '', /^Predictions: 0 of 1/);
  page.again.click();
  assert.equal(page.details.open, false);
  assert.deepEqual(page.pressed(), []);
  assert.match(page.score() ?? '', /^Predictions: 0 of 0/);
});

test('who opens the answer without a guess is told it and not judged', async () => {
  const page = await pageOf(lesson);
  await page.open();
  assert.equal(page.yours(), '');
  assert.match(page.score() ?? '', /^Predictions: 0 of 0/);
  page.press('b');
  assert.deepEqual(page.pressed(), []); // too late for a guess
});

test('a guess outlives the page, belongs to its lesson, and needs no storage', async () => {
  const first = await pageOf(lesson);
  first.press('c');
  const key = Object.keys(first.window.localStorage)[0];
  assert.equal(key, 'notebook-kit:guess:01-a:slope');
  const cookie = JSON.stringify([key, first.window.localStorage.getItem(key)]);
  assert.deepEqual((await pageOf(lesson, { cookie })).pressed(), ['(c) -1.2']);
  assert.deepEqual((await pageOf(lesson, { cookie, url: 'http://localhost/01-a.html' })).pressed(), ['(c) -1.2']);
  assert.deepEqual((await pageOf(lesson, { cookie, url: 'http://localhost/02-b.html' })).pressed(), []);
  const refused = await pageOf(lesson, { storage: 'refused' });
  refused.press('b');
  assert.deepEqual(refused.pressed(), ['(b) -1']);
});

test('mistakes are named with their cure', () => {
  assert.throws(() => predict('slope', { question: 'x', options: { a: '1' } }), /two to six options/);
  assert.throws(() => predict('slope', { question: 'x', options: { A: '1', b: '2' } }), /two to six options/);
  assert.throws(() => predict('slope', { question: '', options: slope.options }), /question: expected text/);
  assert.throws(() => predict('slope', { question: 'x', options: { a: '1', b: '' } }), /option b: expected text/);
  assert.throws(() => verdict('slope', answer), /no such prediction has been shown \(so far: none\)/);
  void collectOutputs(() => predict('slope', slope));
  assert.throws(() => verdict('slop', answer), /so far: 'slope'/);
  assert.throws(() => verdict('slope', { answer: 'd' }), /answer 'd' is none of the options a, b, c/);
  assert.throws(() => verdict('slope', { answer: 'toString' }), /none of the options/);
  assert.throws(
    () => verdict('slope', { answer: 'b', measured: NaN }),
    /verdict\('slope'\): measured: expected a finite number, got NaN/,
  );
  assert.throws(
    () => verdict('slope', 'b' as unknown as { answer: string }),
    /verdict\('slope'\): expected options, an object/,
  );
});
