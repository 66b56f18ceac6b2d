// Contenders of one race: measured in turns, so that a machine's mood meets all of them, and set against one of them.
import { rounded, spread } from './numbers.mjs';

/** @typedef {import('./numbers.mjs').Spread} Spread */
/** @typedef {{ perSecond: number, perProcessorSecond: number }} Rates  by the clock and by the processor time of all threads */
/**
 * @typedef {object} Measured
 * @property {Spread} perSecond
 * @property {Spread} perProcessorSecond
 */
/** @typedef {Measured & { timesPyTorch: number, timesPyTorchByProcessorTime: number }} Compared  times as fast as PyTorch */

/**
 * Every contender once a round.
 * @template Sample
 * @param {Record<string, (round: number) => Sample>} contenders
 * @param {number} rounds
 * @returns {Record<string, Sample[]>}
 */
export function inTurns(contenders, rounds) {
  const samples = Object.fromEntries(Object.keys(contenders).map((name) => [name, /** @type {Sample[]} */ ([])]));
  for (let round = 1; round <= rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) samples[name].push(run(round));
  }
  return samples;
}

/**
 * Runs the contenders in turns and gathers their rates.
 * @param {Record<string, (round: number) => Rates>} contenders
 * @param {number} rounds
 * @returns {Record<string, Measured>}
 */
export function race(contenders, rounds) {
  return Object.fromEntries(
    Object.entries(inTurns(contenders, rounds)).map(([name, list]) => [
      name,
      {
        perSecond: spread(list.map((sample) => sample.perSecond)),
        perProcessorSecond: spread(list.map((sample) => sample.perProcessorSecond)),
      },
    ]),
  );
}

/**
 * Sets every contender against one of them.
 * @param {Record<string, Measured>} results
 * @param {string} reference
 * @returns {Record<string, Compared>}
 */
export function compared(results, reference) {
  const { perSecond, perProcessorSecond } = results[reference];
  return Object.fromEntries(
    Object.entries(results).map(([name, result]) => {
      const timesPyTorch = rounded(result.perSecond.median / perSecond.median);
      const byProcessor = rounded(result.perProcessorSecond.median / perProcessorSecond.median);
      return [name, { ...result, timesPyTorch, timesPyTorchByProcessorTime: byProcessor }];
    }),
  );
}
