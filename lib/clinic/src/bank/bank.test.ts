import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Random } from 'ppo-lib';
import { oracles } from '../testing/oracles';
import { bank, pretestSlots, slots } from './bank';
import { shown } from './dice';
import { ideas, type IdeaId } from './ideas';
import type { ChoiceDraft, CodeDraft, NumbersDraft } from './item';

const seeds = Array.from({ length: 40 }, (_, i) => i);
const projectRoot = join(__dirname, '..', '..', '..', '..');

/** Every variant of every slot of a kind, drawn with many seeds. */
function drafts<Draft>(kind: string): { name: string; slot: string; draft: Draft }[] {
  return bank
    .filter((slot) => slot.kind === kind)
    .flatMap((slot) =>
      Object.entries(slot.variants).flatMap(([variant, draw]) =>
        seeds.map((seed) => ({
          name: `${slot.id}/${variant}, seed ${seed}`,
          slot: slot.id,
          draft: (draw as (random: Random) => Draft)(new Random(seed, `${slot.id}/${variant}`)),
        })),
      ),
    );
}

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.max(1, Math.abs(b));

test('an exam has 30 slots with at least two variants each, 60 items or more; the reviews have some more', () => {
  assert.equal(slots.length, 30);
  assert.ok(bank.length > slots.length);
  assert.equal(new Set(bank.map(({ id }) => id)).size, bank.length);
  for (const { id, variants } of bank) assert.ok(Object.keys(variants).length >= 2, id);
  assert.ok(slots.reduce((sum, { variants }) => sum + Object.keys(variants).length, 0) >= 60);
  for (const id of pretestSlots) assert.equal(slots.find((slot) => slot.id === id)?.kind, 'choice', id);
});

test('the right option of a choice is the one that a second computation gives, and no other is', () => {
  for (const { name, slot, draft } of drafts<ChoiceDraft>('choice')) {
    const truth = oracles[slot](draft.given);
    const holds = (value: number | string): boolean =>
      typeof truth === 'number' ? typeof value === 'number' && isClose(value, truth) : value === truth;
    assert.ok(holds(draft.right), `${name}: ${String(draft.right)} is offered as right, computed ${String(truth)}`);
    assert.equal(draft.wrong.length, 3, name);
    for (const [value, idea] of draft.wrong) {
      if (shown(value) === shown(draft.right)) continue; // a paper draws again where two options read the same
      assert.ok(!holds(value), `${name}: the wrong option ${String(value)} (${idea}) is right as well`);
    }
  }
});

test('nearly every draw of a choice has four different options, so that a paper need not draw long', () => {
  const byVariant = new Map<string, number>();
  for (const { name, draft } of drafts<ChoiceDraft>('choice')) {
    const variant = name.replace(/, seed.*/, '');
    const different = new Set([draft.right, ...draft.wrong.map(([value]) => value)].map(shown)).size === 4;
    byVariant.set(variant, (byVariant.get(variant) ?? 0) + Number(different));
  }
  for (const [variant, good] of byVariant) assert.ok(good >= 12, `${variant}: ${good} of ${seeds.length}`);
});

test('numbers are those of a second computation, and wrong ones are more than a percent away', () => {
  for (const { name, slot, draft } of drafts<NumbersDraft>('numbers')) {
    const truth = oracles[slot](draft.given) as readonly number[];
    assert.equal(draft.right.length, truth.length, name);
    truth.forEach((x, i) => assert.ok(isClose(draft.right[i], x), `${name}: ${draft.right[i]}, computed ${x}`));
    for (const [values, idea] of draft.wrong) {
      const near = values.every((x, i) => Math.abs(x - truth[i]) <= Math.max(0.011 * Math.abs(truth[i]), 0.0011));
      assert.ok(!near, `${name}: ${idea} gives nearly the right numbers`);
    }
  }
});

/** The broken program as a function, its parameters as the question names them. */
function asFunction({ question, broken }: CodeDraft): (...args: unknown[]) => unknown {
  const names = /`\w+\(([^)]*)\)`/.exec(question)?.[1].split(', ') ?? [];
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is the bank's own
  return new Function(...names, broken) as (...args: unknown[]) => unknown;
}

const flat = (value: unknown): number[] => [value].flat() as number[];
const agree = (a: unknown, b: unknown): boolean => flat(a).every((x, i) => Math.abs(x - flat(b)[i]) < 1e-9);

test('a broken program fails its cases, and so does every misconception; mended in one place it passes', () => {
  const mended: Record<string, readonly [string, string]> = {
    'repair-objective/max': ['Math.max(ratio *', 'Math.min(ratio *'],
    'repair-objective/bound': ['clipped * advantage;', 'Math.min(ratio * advantage, clipped * advantage);'],
    'repair-gae/ends': ['goesOn = 1', 'goesOn = 1 - terminated[t]'],
    'repair-gae/last': ['[next, later] = [0, 0]', '[next, later] = [lastValue, 0]'],
    'repair-loss/entropy': ['value + entropyCoef', 'value - entropyCoef'],
    'repair-loss/sum': ['x, 0);', 'x, 0) / list.length;'],
    'repair-interval/population': ['/ (n);', '/ (n - 1);'],
    'repair-interval/deviation': ['Math.sqrt(variance)', 'Math.sqrt(variance / n)'],
  };
  for (const { name, draft } of drafts<CodeDraft>('code')) {
    const passes = (program: (...args: never[]) => unknown): boolean =>
      draft.cases.every(({ args, expected }) => agree(program(...(args as never[])), expected));
    assert.ok(!passes(asFunction(draft)), `${name}: the broken program passes`);
    for (const [like, idea] of draft.wrong) assert.ok(!passes(like), `${name}: ${idea} passes`);
    const [fault, cure] = mended[name.replace(/, seed.*/, '')];
    assert.ok(draft.broken.includes(fault), `${name}: ${fault}`);
    assert.ok(passes(asFunction({ ...draft, broken: draft.broken.replace(fault, cure) })), `${name}: mended`);
  }
});

test('every misconception is named in its lesson, in these words, and is used', () => {
  const used = new Set<IdeaId>();
  const all = [...drafts<ChoiceDraft>('choice'), ...drafts<NumbersDraft>('numbers'), ...drafts<CodeDraft>('code')];
  for (const { draft } of all) for (const [, idea] of draft.wrong) used.add(idea);
  for (const [id, { lesson, words }] of Object.entries(ideas)) {
    assert.ok(used.has(id as IdeaId), `${id} is no option of any item`);
    assert.ok(lessonText(lesson).includes(words), `lesson ${lesson} does not say "${words}" (${id})`);
  }
});

function lessonText(lesson: string): string {
  const file = readFileSync(join(projectRoot, 'notebooks', `${lesson}.ipynb`), 'utf8');
  const { cells } = JSON.parse(file) as { cells: { source: string | string[] }[] };
  return cells
    .map(({ source }) => [source].flat().join(''))
    .join('\n')
    .replace(/\\'/g, "'")
    .replace(/\s+/g, ' ');
}
