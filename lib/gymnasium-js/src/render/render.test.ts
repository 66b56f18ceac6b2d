import assert from 'node:assert/strict';
import { test } from 'node:test';
import { make } from '../registry/make.js';
import { registry } from '../registry/registry.js';
import '../registry/builtin.js';
import { acrobotSvg } from './acrobotSvg.js';
import { cartPoleSvg } from './cartPoleSvg.js';
import { mountainCarSvg } from './mountainCarSvg.js';
import { pendulumSvg } from './pendulumSvg.js';
import { num, rectangle, turn } from './svg.js';

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
  for (const id of registry.keys()) {
    const [env, twin] = [make(id, { renderMode: 'svg' }), make(id, { renderMode: 'svg' })];
    env.actionSpace.seed(1);
    env.reset({ seed: 2 });
    twin.reset({ seed: 2 });
    const first = env.render();
    for (let t = 0; t < 10; t++) {
      const action = env.actionSpace.sample();
      env.step(action);
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

test('mountain car: lowest near -0.5, flag at the goal', () => {
  const bottom = numbers(mountainCarSvg(-Math.PI / 6, 0.5), 'polygon', 'points');
  const up = numbers(mountainCarSvg(0.4, 0.5), 'polygon', 'points');
  assert.ok(middle(bottom, 1) < middle(up, 1));
  assert.ok(Math.abs(middle(bottom, 0) - ((1.2 - Math.PI / 6) * 600) / 1.8) < 0.02);
  assert.ok(Math.abs(numbers(mountainCarSvg(0, 0.45), 'line', 'x1')[0] - 550) < 0.02);
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
