import assert from 'node:assert/strict';
import test from 'node:test';
import { inspect } from 'node:util';
import { JSDOM } from 'jsdom';
import { collectOutputs, recordEpisode, replay, type ReplayEnv, type ReplayOptions } from '../index';
import { splitPictures } from './replayData';

const alt = 'A counter that walks to the right edge.';

/** A walk: state counts the steps; reward is the new state; ends after `length` steps. Its picture holds the state. */
class Walk implements ReplayEnv<number, number> {
  private state = 0;
  constructor(
    private readonly length: number,
    private readonly ending: 'terminated' | 'truncated' = 'terminated',
  ) {}
  reset(): { observation: number } {
    this.state = 0;
    return { observation: 0 };
  }
  step(action: number): { observation: number; reward: number; terminated: boolean; truncated: boolean } {
    this.state += action;
    const over = this.state >= this.length;
    const [terminated, truncated] = [over && this.ending === 'terminated', over && this.ending === 'truncated'];
    return { observation: this.state, reward: this.state, terminated, truncated };
  }
  render(): string {
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40"><rect x="${this.state * 0.5}" y="-3" width="5" height="5" fill="#000"/></svg>`;
  }
}
const policy = (observation: number): { action: number; probabilities: number[]; value: number } => ({
  action: 1,
  probabilities: [0.25, 0.75],
  value: 10 - observation,
});

/** Shows a replay and opens its page with scripts running. */
async function opened(
  env: Walk,
  options: Partial<ReplayOptions> = {},
): Promise<{ document: Document; html: string; text: string }> {
  const [output] = await collectOutputs(() => replay(env, policy, { alt, actionNames: ['left', 'right'], ...options }));
  const html = output.data['text/html'] as string;
  const { window } = new JSDOM(`<body>${html}</body>`, { runScripts: 'dangerously' });
  return { document: window.document, html, text: output.data['text/plain'] as string };
}
/** The picture that the player shows now. */
const picture = (document: Document): Element => {
  const { src } = document.querySelector('img') as HTMLImageElement;
  assert.ok(src.startsWith('data:image/svg+xml,'));
  const svg = decodeURIComponent(src.slice('data:image/svg+xml,'.length));
  return new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document.documentElement;
};
const slide = (document: Document, to: number): void => {
  const slider = document.querySelector('input') as HTMLInputElement;
  slider.value = String(to);
  slider.dispatchEvent(new (document.defaultView as unknown as typeof globalThis).Event('input'));
};

test('an episode: state before each action, sums of rewards, how it ended', () => {
  const episode = recordEpisode(new Walk(3), policy);
  assert.deepEqual(
    episode.frames.map(({ action, reward, value, returnSoFar }) => [action, reward, value, returnSoFar]),
    [
      ['1', 1, 10, 0],
      ['1', 2, 9, 1],
      ['1', 3, 8, 3],
      [null, null, null, 6],
    ],
  );
  assert.equal(inspect(episode), 'Episode: 3 steps, return 6, terminated');
  assert.deepEqual([episode.length, episode.episodeReturn, episode.ending], [3, 6, 'terminated']);
  assert.equal(recordEpisode(new Walk(3, 'truncated'), policy).ending, 'truncated');
  assert.deepEqual(recordEpisode(new Walk(9), () => 1, { maxSteps: 2 }).ending, 'stopped');
});

test('the text says length, return and ending; the sheet is a PNG', async () => {
  const [output] = await collectOutputs(() => replay(new Walk(3), policy, { alt }));
  assert.equal(output.data['text/plain'], `${alt} (3 steps, return 6, terminated)`);
  assert.equal(Buffer.from(output.data['image/png'] as string, 'base64').toString('latin1', 1, 4), 'PNG');
});

test('without scripts the page is the sheet and the sentence', async () => {
  const [output] = await collectOutputs(() => replay(new Walk(3), policy, { alt }));
  const { window } = new JSDOM(output.data['text/html'] as string);
  assert.equal(window.document.querySelectorAll('img').length, 1);
  assert.match(window.document.querySelector('img')?.alt ?? '', /walks to the right edge/);
  assert.equal(window.document.querySelectorAll('button, input').length, 0);
});

test('the player shows each state as it was drawn, with what the policy said', async () => {
  const { document } = await opened(new Walk(4));
  slide(document, 2);
  assert.equal(picture(document).querySelector('rect')?.getAttribute('x'), '1');
  assert.equal(picture(document).querySelector('rect')?.getAttribute('fill'), '#000');
  assert.equal(document.querySelector('img')?.alt, 'step 2 of 4');
  const page = document.body.textContent ?? '';
  for (const line of [
    'step 2 of 4',
    'action: right',
    'value: 8.00',
    'reward of this step: 3.00',
    'return so far: 3.0',
    'left: 0.250',
    'right: 0.750  (taken)',
  ]) {
    assert.ok(page.includes(line), `${line} is missing in: ${page}`);
  }
  assert.equal(document.querySelector('input')?.getAttribute('aria-valuetext'), 'step 2 of 4, action right');
  slide(document, 4);
  assert.ok(document.body.textContent?.includes('step 4 of 4, terminated'));
});

test('play runs to the end by itself and stops; the button says what it does', async () => {
  const { document } = await opened(new Walk(5), { fps: 500 });
  const button = document.querySelector('button') as HTMLButtonElement;
  assert.equal(button.textContent, 'Play');
  button.click();
  assert.equal(button.textContent, 'Pause');
  while (button.textContent === 'Pause') await new Promise((resolve) => setTimeout(resolve, 5));
  assert.equal(button.textContent, 'Replay');
  assert.equal(picture(document).querySelector('rect')?.getAttribute('x'), '2.5');
});

test('it plays at the environment’s own speed, whatever frames are left out', async () => {
  for (const [length, fps] of [
    [100, 50],
    [900, 50],
    [60, 20],
  ] as const) {
    const { document } = await opened(new Walk(length), { fps });
    const view = document.defaultView as unknown as Record<string, unknown>;
    const started: { tick: () => void; wait: number }[] = [];
    view.setInterval = (tick: () => void, wait: number) => started.push({ tick, wait });
    view.clearInterval = () => undefined;
    const button = document.querySelector('button') as HTMLButtonElement;
    button.click();
    let ticks = 0;
    while (button.textContent === 'Pause') {
      started[0].tick();
      ticks++;
    }
    const seconds = (ticks * started[0].wait) / 1000;
    assert.equal(started.length, 1);
    assert.ok(Math.abs(seconds - length / fps) < 0.02 * (length / fps), `${length} steps in ${seconds} s`);
    assert.match(document.body.textContent ?? '', new RegExp(`step ${length} of ${length}, terminated`));
  }
});

test('a long episode is thinned, both ends kept, and stays small', async () => {
  const { document, html } = await opened(new Walk(900));
  assert.ok(html.length < 100_000, `${html.length} characters`);
  const slider = document.querySelector('input') as HTMLInputElement;
  assert.equal(slider.max, '199');
  slide(document, 199);
  assert.equal(picture(document).querySelector('rect')?.getAttribute('x'), '450');
});

test('the output is the same each time', async () => {
  const draw = async (): Promise<unknown> => (await collectOutputs(() => replay(new Walk(3), policy, { alt })))[0].data;
  assert.deepEqual(await draw(), await draw());
});

test('pictures survive the split into text and numbers, colours and odd numbers included', () => {
  const pictures = [
    '<a x="-1.5" f="#000" g="#12e456" n="007" e="1e-7" z="-0"/>',
    '<a x="2" f="#000" g="#12e456" n="007" e="1e-7" z="-0"/>',
    '<b/>',
  ];
  const { templates, frames } = splitPictures(pictures);
  const joined = frames.map(({ template, numbers }) =>
    templates[template].reduce((text, part, index) => text + String(numbers[index - 1]) + part),
  );
  assert.deepEqual(joined, pictures);
  assert.equal(templates.length, 2);
});

test('mistakes are named', () => {
  const env = new Walk(3);
  const refused = (options: object, decide: unknown, message: RegExp): void => {
    assert.throws(() => replay(env, decide as typeof policy, { alt, ...options }), message);
  };
  refused({ maxSteps: Number.NaN }, policy, /replay: maxSteps: expected a whole number from 1, got NaN/);
  refused({ maxSteps: -1 }, policy, /maxSteps: .* got -1/);
  refused({ fps: 0 }, policy, /fps: expected a finite number above 0, got 0/);
  refused({ maxFrames: 1 }, policy, /maxFrames: expected a whole number from 2, got 1/);
  refused({ actionNames: 'left' }, policy, /actionNames must be a list such as \['left', 'right'\], got "left"/);
  refused({ maxStep: 3 }, policy, /replay: there is no option 'maxStep'; did you mean 'maxSteps'\?/);
  assert.throws(
    () => recordEpisode(env, policy, { maxStep: 3 } as never),
    /recordEpisode: there is no option 'maxStep'; did you mean 'maxSteps'\?/,
  );
  assert.throws(
    () => recordEpisode(env, policy, null as never),
    /recordEpisode: expected options, an object .* got null/,
  );
  refused({}, () => undefined, /step 0: the policy gave undefined as the action/);
  refused({}, async () => Promise.resolve(1), /gave a promise as the action.*leave out `async`/);
  refused(
    {},
    () => ({ action: 1, value: Number.NaN }),
    /step 0: the policy's value: expected a finite number, got NaN/,
  );
  for (const probabilities of [[2, -1], [0.5, 0.4], [Number.NaN, 1], 'abc'])
    refused(
      {},
      () => ({ action: 1, probabilities }),
      /step 0: the policy's probabilities must be from 0 to 1 and sum to 1/,
    );
  assert.throws(() => replay({} as Walk, policy, { alt }), /expected an environment.* got an object without reset\(\)/);
  const lost = Object.assign(new Walk(3), {
    step: () => ({ observation: 0, reward: Number.NaN, terminated: false, truncated: false }),
  });
  assert.throws(
    () => replay(lost, policy, { alt }),
    /step 0: env\.step\(\): reward: expected a finite number, got NaN/,
  );
  const endless = Object.assign(new Walk(3), { step: () => ({ observation: 0, reward: 1 }) }) as unknown as Walk;
  assert.throws(() => replay(endless, policy, { alt }), /terminated must be true or false, got undefined/);
  const broken = Object.assign(new Walk(3), { render: () => '<svg viewBox="0 0 1 1"><g></svg>' });
  assert.throws(() => replay(broken, policy, { alt }), /a picture is not well-formed SVG/);
  assert.throws(() => replay(env, policy, { alt: 'x' }), /replay: alt/);
  assert.throws(() => replay(env, null, { alt }), /needs a policy/);
  assert.throws(() => replay(Object.assign(new Walk(3), { render: () => null }), policy, { alt }), /renderMode: 'svg'/);
});
