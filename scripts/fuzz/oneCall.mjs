// Makes one call with one wrong value and judges what comes of it.
import { judgeAnswer, judgeError, lookAt } from './judge.mjs';
import { spoil, valueAt } from './slots.mjs';
import { isList } from './values.mjs';

/** @typedef {import('./judge.mjs').Judged} Judged */
/** @typedef {import('./judge.mjs').Look} Look */
/** @typedef {import('./plan.mjs').Call} Call */
/** @typedef {import('./target.mjs').Target} Target */

/** What valid calls give, by target. @type {Map<Target, Look>} */
const validLooks = new Map();

/**
 * @param {Target} target
 * @returns {Promise<Look>}
 */
async function validLook(target) {
  const known = validLooks.get(target);
  if (known !== undefined) return known;
  try {
    const look = lookAt(await target.call(target.args()));
    validLooks.set(target, look);
    return look;
  } catch (error) {
    throw new Error(`${target.id}: its valid call fails, so nothing can be said of it: ${String(error)}`);
  }
}

/**
 * What is wrong with the valid calls; they have to be right before wrong ones are made.
 * @param {Target[]} targets
 */
export async function brokenTargets(targets) {
  const broken = [];
  for (const target of new Set(targets)) {
    try {
      await validLook(target);
    } catch (error) {
      broken.push(/** @type {Error} */ (error).message);
    }
  }
  return broken;
}

/**
 * @param {Call} call
 * @returns {Promise<Judged>}
 */
export async function makeCall({ target, path, kind }) {
  const valid = await validLook(target);
  const args = target.args();
  const right = valueAt(args, path);
  const value = spoil(args, path, kind);
  const place = placeOf(target, path);
  try {
    const look = lookAt(await target.call(args));
    const judged = judgeAnswer({ look, valid, value, right, path });
    if (judged.verdict !== 'silent' || !isAccepted(target, place, kind)) return judged;
    return { verdict: 'accepted', why: 'declared' };
  } catch (error) {
    return judgeError(error, namesFor(target, path, right));
  }
}

/**
 * The place in words: gae.rewards, uniform.low.
 * @param {Target} target
 * @param {(string | number)[]} path
 */
export function placeOf(target, path) {
  const [first, ...rest] = path;
  return [target.names[Number(first)] ?? `argument ${Number(first) + 1}`, ...rest].join('.');
}

/**
 * What a target declares: "place: kind" accepts a value there, "place" every value, "*: kind" this value everywhere.
 * @param {Target} target
 * @param {string} place
 * @param {string} kind
 */
function isAccepted({ accepts }, place, kind) {
  return accepts.some((one) => {
    const [where, what] = one.split(': ');
    return (where === '*' || where === place) && (what === undefined || what === kind);
  });
}

/**
 * What an error may call the place. Who misses an option of a whole record may name the option.
 * @param {Target} target
 * @param {(string | number)[]} path
 * @param {unknown} right what stands there in a valid call
 */
function namesFor(target, path, right) {
  const fields = path
    .slice(1)
    .filter((key) => typeof key === 'string')
    .map(String);
  const missing = typeof right === 'object' && right !== null && !isList(right) ? Object.keys(right) : [];
  return [...fields, target.names[Number(path[0])] ?? '', target.name, ...missing].filter((name) => name !== '');
}
