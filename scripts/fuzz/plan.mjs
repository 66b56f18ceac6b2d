// Every call that there is to make, in a fixed order: target, place, wrong value.
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { slotsOf } from './slots.mjs';
import { missingTargets, targetsOf } from './target.mjs';

/** @typedef {import('./target.mjs').Target} Target */
/** @typedef {{ target: Target, path: (string | number)[], kind: string }} Call */

const require = createRequire(import.meta.url);

/** A costly target gets so many calls. */
const fewCalls = 40;

/**
 * The targets of the packages.
 * @param {readonly string[]} [packages] names; default: all that have targets
 * @param {readonly string[]} [words] one of which stands in a target's id; default: all targets
 * @returns {Promise<Target[]>}
 * @throws {Problem} if an export has none
 */
export async function allTargets(packages, words) {
  const folder = join(scripts, 'fuzz', 'targets');
  /** @type {Target[]} */
  const targets = [];
  for (const file of readdirSync(folder).sort()) {
    /** @type {{ packageName: string, describe: (lib: any) => import('./target.mjs').Descriptions }} */
    const { packageName, describe } = await import(pathToFileURL(join(folder, file)).href);
    if (packages !== undefined && !packages.includes(packageName)) continue;
    const lib = require(packageName);
    const descriptions = describe(lib);
    const missing = missingTargets(lib, descriptions);
    if (missing.length > 0) {
      throw new Problem(
        `${packageName}: ${missing.join(', ')} have no target: describe a valid call in scripts/fuzz/targets/${file}.`,
      );
    }
    targets.push(...targetsOf(packageName, lib, descriptions));
  }
  return words === undefined ? targets : targets.filter(({ id }) => words.some((word) => id.includes(word)));
}

/**
 * @param {Target[]} targets
 * @param {{ seed: number, count: number }} options
 * @returns {Call[]} `count` of all calls, or all if there are fewer; the same for the same seed, grouped by target
 */
export function planCalls(targets, { seed, count }) {
  const random = generator(seed);
  const all = targets.flatMap((target) => {
    const calls = slotsOf(target.args(), target.closed).flatMap(({ path, kinds }) =>
      kinds.map((kind) => ({ target, path, kind })),
    );
    return target.costly ? sample(calls, fewCalls, random) : calls;
  });
  return sample(all, count, random);
}

/**
 * `count` items in their order.
 * @template T
 * @param {T[]} items
 * @param {number} count
 * @param {() => number} random
 */
function sample(items, count, random) {
  let wanted = Math.min(count, items.length);
  return items.filter((_, i) => {
    const taken = random() * (items.length - i) < wanted;
    if (taken) wanted -= 1;
    return taken;
  });
}

/**
 * Mulberry32.
 * @param {number} seed
 */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
