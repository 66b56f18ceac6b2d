// What the hidden cases are drawn with.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../lib/paths.mjs';

const { Random } = createRequire(join(root, 'package.json'))('ppo-lib/compiled');

/** Numbers with few digits, so that a message about one can be read. */
export class Draws {
  /** @param {number} seed @param {string} purpose */
  constructor(seed, purpose) {
    this.random = new Random(seed, purpose);
  }

  /** @param {number} low @param {number} high @param {number} [digits] */
  number(low, high, digits = 2) {
    return Number(this.random.uniform(low, high).toFixed(digits));
  }

  /** @param {number} low @param {number} high both included */
  integer(low, high) {
    return low + Math.floor(this.random.uniform() * (high - low + 1));
  }

  /** @param {number} length @param {number} low @param {number} high @param {number} [digits] */
  numbers(length, low, high, digits = 2) {
    return Array.from({ length }, () => this.number(low, high, digits));
  }

  /** @template T @param {T[]} items @returns {T[]} */
  shuffled(items) {
    const mixed = [...items];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  }

  /** @param {number} length @returns {number[]} probabilities with two digits */
  probabilities(length) {
    const weights = Array.from({ length }, () => this.integer(1, 9));
    const total = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / total);
  }
}

/** @typedef {{ args: unknown[], when: string, expected?: unknown }} HiddenCase
 *   the right result is what the worked solution makes of it, unless the case knows the truth */
/** @typedef {Record<string, (draws: Draws) => HiddenCase[]>} HiddenCases  by exercise */
