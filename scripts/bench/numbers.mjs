// Reading and rounding what the measurements of npm run bench print.
import { quantile } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';

/** @typedef {{ median: number, low: number, high: number }} Spread  of repeated measurements */

/**
 * The last line of what a measurement printed: one JSON object.
 * @param {string} text
 */
export const lastLine = (text) => JSON.parse(/** @type {string} */ (text.trim().split('\n').pop()));

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * Four significant digits.
 * @param {number} x
 */
export const rounded = (x) => digits(x, 4);

/**
 * @param {number[]} values
 * @returns {Spread}
 */
export const spread = (values) => ({
  median: rounded(median(values)),
  low: rounded(Math.min(...values)),
  high: rounded(Math.max(...values)),
});

/**
 * @param {Spread} spread
 * @param {string} unit
 */
export const show = ({ median: middle, low, high }, unit) =>
  `${middle.toLocaleString('en')} ${unit} (${low.toLocaleString('en')} to ${high.toLocaleString('en')})`;
