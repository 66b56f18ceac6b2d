import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { make } from 'gymnasium-js';
import { root } from '../../lib/paths.mjs';
import { movingCartPole, posesOf } from './motion.mjs';
import { describe, frontPicture } from './picture.mjs';

const read = (/** @type {string} */ name) => readFileSync(join(root, 'data', 'figures', name), 'utf8');
/** @type {import('./run.mjs').FrontRun} */
const run = JSON.parse(read('front.runs.json')).runs[0];

/** @param {number} position @param {number} angle @returns {string} */
function drawn(position, angle) {
  const env = make('CartPole-v1', { renderMode: 'svg' });
  env.reset({ seed: 1 });
  /** @type {{ state: ArrayLike<number> }} */ (/** @type {unknown} */ (env.unwrapped)).state = [position, 0, angle, 0];
  return String(env.render());
}

const numbersOf = (/** @type {string} */ text) => (text.match(/-?[\d.]+/g) ?? []).map(Number);
const polygons = (/** @type {string} */ svg) =>
  [...svg.matchAll(/<polygon points="([^"]+)"/g)].map(([, all]) => numbersOf(all));

test('the pictures of the README are drawn from the committed run', () => {
  assert.equal(read('front.svg'), frontPicture(run, { moves: true }), 'npm run figures -- front');
  assert.equal(read('front-still.svg'), frontPicture(run, { moves: false }), 'npm run figures -- front');
  assert.ok(read('front.svg').length < 1_000_000);
  assert.doesNotMatch(read('front-still.svg'), /<animate/);
});

test('the run shows an agent that falls at once, a curve, and one that stands to the end', () => {
  const lengths = run.untrained.map(({ length }) => length);
  assert.ok(Math.max(...lengths) < 100 && run.trained.length === 500, describe(run));
  const limit = (12 * Math.PI) / 180;
  for (const { angles } of run.untrained) {
    assert.ok(Math.abs(angles[angles.length - 1]) > limit, 'it ends with the fall');
    assert.ok(angles.slice(0, -1).every((angle) => Math.abs(angle) <= limit));
  }
  assert.ok(run.trained.angles.every((angle) => Math.abs(angle) <= limit));
  assert.ok(run.meanReturn100[0] < 30 && run.meanReturn100[run.meanReturn100.length - 1] > 475);
});

test('cart and pole move as gymnasium-js draws them', () => {
  const poses = [
    { position: 0, angle: 0 },
    { position: -0.71, angle: 0.2 },
    { position: 1.3, angle: -0.15 },
  ];
  const moving = movingCartPole(drawn(0, 0), poses, { moves: true, still: 0 });
  const [cart, pole] = polygons(moving);
  const [shifts, turns] = [...moving.matchAll(/values="([^"]+)"/g)].map(([, values]) =>
    values.split(';').map(numbersOf),
  );
  poses.forEach(({ position, angle }, index) => {
    const [[shift], [degrees, x, y]] = [shifts[index], turns[index]];
    const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
    const place = (/** @type {number[]} */ all, /** @type {(x: number, y: number) => number[]} */ move) =>
      Array.from({ length: all.length / 2 }, (_, corner) => move(all[2 * corner], all[2 * corner + 1])).flat();
    const turned = (/** @type {number} */ px, /** @type {number} */ py) => [
      x + (px - x) * c - (py - y) * s + shift,
      y + (px - x) * s + (py - y) * c,
    ];
    const expected = polygons(drawn(position, angle));
    const found = [place(cart, (px, py) => [px + shift, py]), place(pole, turned)];
    found
      .flat()
      .forEach((value, at) => assert.ok(Math.abs(value - expected.flat()[at]) < 0.3, `pose ${index}, number ${at}`));
  });
});

test('poses are in real time: every second step of fifty, a rest after a fall, then the next episode', () => {
  const fall = { length: 4, positions: [0, 1, 2, 3, 4], angles: [0, 0, 0, 0, 0.3] };
  const poses = posesOf([fall, { length: 1, positions: [9, 8], angles: [0, 0] }]);
  assert.equal(poses.length, 250, 'ten seconds of 25 pictures');
  assert.deepEqual(
    poses.slice(0, 14).map(({ position }) => position),
    [0, 2, ...new Array(10).fill(4), 8, 8],
  );
});
