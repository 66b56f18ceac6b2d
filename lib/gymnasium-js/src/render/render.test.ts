import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make } from '../registry/make.js';
import { acrobotSvg } from './acrobotSvg.js';
import { blackjackSvg } from './blackjackSvg.js';
import { cartPoleSvg } from './cartPoleSvg.js';
import { cliffWalkingSvg } from './cliffWalkingSvg.js';
import { frozenLakeSvg } from './frozenLakeSvg.js';
import { mountainCarSvg } from './mountainCarSvg.js';
import { pendulumSvg } from './pendulumSvg.js';
import { num, rectangle, turn } from './svg.js';
import { taxiSvg } from './taxiSvg.js';
import { shippedIds } from '../testing/shippedIds.js';

/** Numbers of one attribute of the n-th shape of a kind. */
function numbers(svg: string, tag: string, attribute: string, nth = 0): number[] {
  const shape = [...svg.matchAll(new RegExp(`<${tag} [^>]*>`, 'g'))][nth]?.[0] ?? '';
  const value = new RegExp(`${attribute}="([^"]*)"`).exec(shape)?.[1];
  assert.ok(value !== undefined, `${tag}[${nth}] ${attribute} in ${svg}`);
  return value.split(/[ ,]/).map(Number);
}

const middle = (points: readonly number[], axis: 0 | 1): number => {
  const values = points.filter((_, i) => i % 2 === axis);
  return values.reduce((sum, x) => sum + x, 0) / values.length;
};

test('every environment draws a closed SVG document with a label, the same for the same state', () => {
  for (const id of shippedIds()) {
    const [env, twin] = [make(id, { renderMode: 'svg' }), make(id, { renderMode: 'svg' })];
    env.actionSpace.seed(1);
    env.reset({ seed: 2 });
    twin.reset({ seed: 2 });
    const first = env.render();
    for (let t = 0, ended = false; t < 10 && !ended; t++) {
      const action = env.actionSpace.sample();
      ended = env.step(action).terminated;
      twin.step(action);
    }
    const frame = env.render() ?? '';
    assert.match(
      frame,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 \d+ \d+"[^>]* role="img" aria-label="[^"]+">.*<\/svg>$/s,
    );
    assert.doesNotMatch(frame, /NaN|Infinity|undefined|<script/);
    assert.equal(frame, twin.render());
    assert.notEqual(frame, first);
    assert.equal(make(id).render === undefined, false);
  }
  const silent = make('CartPole-v1');
  silent.reset({ seed: 1 });
  assert.equal(silent.render(), null);
});

test('cart-pole: 600 x 400, the cart where it is, the pole leaning to the right for a positive angle', () => {
  const svg = cartPoleSvg(1.2, 0.2);
  assert.deepEqual(numbers(svg, 'svg', 'viewBox'), [0, 0, 600, 400]);
  assert.equal(middle(numbers(svg, 'polygon', 'points'), 0), 450); // 1.2 m * 125 + 300
  const pole = numbers(svg, 'polygon', 'points', 1);
  assert.ok(middle(pole, 0) > 450 && middle(pole, 1) > 107.5);
  assert.equal(middle(numbers(cartPoleSvg(0, 0), 'polygon', 'points', 1), 0), 300);
});

test('pendulum: upright at angle 0, to the left at a quarter turn, hanging at pi; the arrow follows the torque', () => {
  const tip = (angle: number): number[] => [
    ...numbers(pendulumSvg(angle, null), 'circle', 'cx', 1),
    ...numbers(pendulumSvg(angle, null), 'circle', 'cy', 1),
  ];
  const close = (actual: number[], expected: number[]): void =>
    actual.forEach((value, i) =>
      assert.ok(Math.abs(value - expected[i]) < 0.02, `${String(actual)} ${String(expected)}`),
    );
  close(tip(0), [250, 250 + 500 / 4.4]);
  close(tip(Math.PI / 2), [250 - 500 / 4.4, 250]);
  close(tip(Math.PI), [250, 250 - 500 / 4.4]);
  assert.doesNotMatch(pendulumSvg(0, null), /polyline/);
  const [left, right] = [-2, 2].map((torque) => numbers(pendulumSvg(0, torque), 'polyline', 'points'));
  assert.ok(left[3] < 250 && right[3] > 250);
  const weak = numbers(pendulumSvg(0, 1), 'polyline', 'points');
  assert.ok(Math.abs(right[0] - 250 - 2 * (weak[0] - 250)) < 0.02);
});

test('acrobot: hanging straight down at zero, the line one link above the shoulder', () => {
  const svg = acrobotSvg(0, 0);
  const link = 500 / 4.4;
  assert.ok(Math.abs(numbers(svg, 'circle', 'cy', 1)[0] - (250 - link)) < 0.02);
  assert.ok(Math.abs(middle(numbers(svg, 'polygon', 'points', 1), 1) - (250 - 1.5 * link)) < 0.02);
  assert.ok(Math.abs(numbers(svg, 'line', 'y1')[0] - (250 + link)) < 0.02);
  assert.ok(middle(numbers(acrobotSvg(Math.PI / 2, 0), 'polygon', 'points'), 0) > 250);
  assert.ok(middle(numbers(acrobotSvg(0, Math.PI / 2), 'polygon', 'points', 1), 0) > 250);
});

test('the labels say where things are, each in its own unit', () => {
  assert.equal(label(cartPoleSvg(1.25, Math.PI / 6)), 'cart at 1.25 m, pole at 30 degrees');
  assert.equal(label(pendulumSvg(-Math.PI / 2, null)), 'pendulum at -90 degrees from upright');
  assert.equal(label(pendulumSvg(0, 1.5)), 'pendulum at 0 degrees from upright, torque 1.5 Nm');
  assert.equal(label(acrobotSvg(Math.PI / 2, Math.PI / 4)), 'acrobot with joints at 90 and 45 degrees');
  assert.equal(label(mountainCarSvg(-0.5, 0.45)), 'car at -0.5, flag at 0.45');
});

test('mountain car: lowest near -0.5, flag at the goal', () => {
  const bottom = numbers(mountainCarSvg(-Math.PI / 6, 0.5), 'polygon', 'points');
  const up = numbers(mountainCarSvg(0.4, 0.5), 'polygon', 'points');
  assert.ok(middle(bottom, 1) < middle(up, 1));
  assert.ok(Math.abs(middle(bottom, 0) - ((1.2 - Math.PI / 6) * 600) / 1.8) < 0.02);
  assert.ok(Math.abs(numbers(mountainCarSvg(0, 0.45), 'line', 'x1')[0] - 550) < 0.02);
});

/** Where the head of the one who walks is: the only circle. */
const head = (svg: string): number[] => [...numbers(svg, 'circle', 'cx'), ...numbers(svg, 'circle', 'cy')];
const label = (svg: string): string => /aria-label="([^"]*)"/.exec(svg)?.[1] ?? '';
const words = (svg: string): string[] => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
const count = (svg: string, part: RegExp): number => svg.match(part)?.length ?? 0;

test('frozen lake: the walker stands in its cell, row 0 at the top, and is not drawn under water', () => {
  const map = ['SFF', 'FHG'];
  assert.deepEqual(numbers(frozenLakeSvg(map, 0), 'svg', 'viewBox'), [0, 0, 192, 128]);
  assert.deepEqual(
    [0, 2, 3, 5].map((state) => Math.floor(head(frozenLakeSvg(map, state))[0] / 64)),
    [0, 2, 0, 2],
  );
  assert.ok(head(frozenLakeSvg(map, 0))[1] > 64 && head(frozenLakeSvg(map, 3))[1] < 64); // y points up
  assert.equal(count(frozenLakeSvg(map, 4), /<circle/g), 0);
  assert.deepEqual(words(frozenLakeSvg(map, 1)), ['S', 'G']);
  assert.equal(label(frozenLakeSvg(map, 4)), 'walker in a hole, row 1, column 1 of 2 by 3');
  assert.match(label(frozenLakeSvg(map, 5)), /^walker at the goal, row 1, column 2/);
  assert.match(label(frozenLakeSvg(map, 2)), /^walker on the ice/);
  const wide = Array<string>(100).fill('S'.repeat(100));
  assert.ok(numbers(frozenLakeSvg(wide, 0), 'svg', 'viewBox')[2] <= 512);
});

test('cliff walking: 12 by 4 cells, ten of them cliff, the walker where it is', () => {
  const svg = cliffWalkingSvg(36);
  assert.deepEqual(numbers(svg, 'svg', 'viewBox'), [0, 0, 768, 256]);
  assert.equal(count(svg, /fill="#7a5a45"/g), 10);
  assert.deepEqual([head(svg)[0], head(cliffWalkingSvg(11))[0]], [32, 736]);
  assert.ok(head(svg)[1] < 64 && head(cliffWalkingSvg(11))[1] > 192);
  assert.equal(label(cliffWalkingSvg(13)), 'walker at row 1, column 1, cliff along row 3');
});

test('taxi: six walls inside and five at the right, the passenger waiting or in the taxi', () => {
  const place = { row: 2, col: 1, passenger: 3, destination: 0 };
  const [waiting, taken] = [taxiSvg(place), taxiSvg({ ...place, passenger: 4 })];
  assert.equal(count(waiting, /stroke-width="6"/g), 6 + 5);
  assert.equal(label(waiting), 'taxi at row 2, column 1; passenger waiting at blue, bound for red');
  assert.equal(label(taken), 'taxi at row 2, column 1; passenger in the taxi, bound for red');
  const passenger = (svg: string): number[] => {
    const [, x, y] = /<circle cx="([^"]*)" cy="([^"]*)" r="[^"]*" fill="#6a3d9a"/.exec(svg) ?? [];
    return [Math.floor(Number(x) / 80), 4 - Math.floor(Number(y) / 80)];
  };
  assert.deepEqual([passenger(waiting), passenger(taken)], [[3, 4], [1, 2]]); // prettier-ignore
});

test('blackjack: a card lies face down until the dealer plays, and sums are told', () => {
  const open = blackjackSvg({ player: [1, 6], dealer: [10], openCard: 'KD' });
  assert.deepEqual(words(open), ['Dealer 10', 'K', 'Player 17', 'A', '6', 'usable ace']);
  assert.equal(label(open), 'dealer 10 (first card of diamonds), player 17, usable ace');
  assert.match(open, /fill="#b3261e">K</);
  const shown = blackjackSvg({ player: [10, 6], dealer: [1, 10], openCard: 'AS' });
  assert.deepEqual(words(shown), ['Dealer 21', 'A', '10', 'Player 16', '10', '6']);
  assert.equal(count(open, /#8c4a4a/g) - count(shown, /#8c4a4a/g), 1);
  const many = blackjackSvg({ player: Array<number>(21).fill(1), dealer: [2], openCard: '2C' });
  const [, ...across] = [...many.matchAll(/matrix\(1 0 0 -1 ([\d.]+) /g)].map(([, x]) => Number(x));
  assert.ok(
    across.every((x) => x > 28 && x < 384 - 28),
    across.join(),
  );
});

test('geometry: quarter turns and rounding', () => {
  assert.deepEqual(turn([1, 0], Math.PI / 2, [2, 3]).map(num), ['2', '4']);
  assert.deepEqual(
    rectangle(0, 2, 1, -1, Math.PI, [0, 0]).map((p) => p.map(num)),
    [
      ['0', '1'],
      ['0', '-1'],
      ['-2', '-1'],
      ['-2', '1'],
    ],
  );
  assert.deepEqual([num(-0.001), num(1.005), num(2.5)], ['0', '1', '2.5']);
});
