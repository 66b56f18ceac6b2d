import type { Info } from '../env.js';
import { Discrete } from '../spaces/discrete.js';
import { isBox, isDict, isTuple } from '../spaces/kinds.js';
import { flatNumbers, isFloat, numberTypeOf } from '../spaces/numbers.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';

/** What `reset` returned, taken for nothing yet. */
type Loose = Readonly<Record<string, unknown>>;

const STEP = '{ observation, reward, terminated, truncated, info }';
const RESET = '{ observation, info }';

/** What is wrong with what `reset` of an environment returned; null if a vector can go on with it. */
export function resetProblem(result: unknown, space: Space<unknown>): string | null {
  if (!isResult(result)) return `reset must return ${RESET}, got ${showResult(result)}`;
  return observationProblem(result.observation, space) ?? infoProblem(result.info);
}

/** What is wrong with what `step` of an environment returned; null if a vector can go on with it. */
export function stepProblem(result: unknown, space: Space<unknown>): string | null {
  if (!isResult(result)) return `step must return ${STEP}, got ${showResult(result)}`;
  const { observation, reward, terminated, truncated, info } = result;
  if (typeof reward !== 'number' || !Number.isFinite(reward))
    return `reward must be a finite number, got ${show(reward)}`;
  if (!isFlag(terminated)) return `terminated must be true or false, got ${show(terminated)}`;
  if (!isFlag(truncated)) return `truncated must be true or false, got ${show(truncated)}`;
  return observationProblem(observation, space) ?? infoProblem(info);
}

/** Whether it is an object that may be a result: no list, no typed array, no promise. */
function isResult(result: unknown): result is Loose {
  return typeof result === 'object' && result !== null && 'observation' in result;
}

/** The result as a message shows it, with the reason where it is a promise. */
export function showResult(result: unknown): string {
  const isPromise = typeof (result as { then?: unknown } | null | undefined)?.then === 'function';
  return isPromise ? 'a promise; environments are synchronous, so it must not be async' : show(result);
}

/** 0 and 1 are let through, though booleans are right. */
function isFlag(flag: unknown): boolean {
  return typeof flag === 'boolean' || flag === 0 || flag === 1;
}

function infoProblem(info: unknown): string | null {
  const isInfo = typeof info === 'object' && info !== null && !Array.isArray(info);
  return isInfo ? null : `info must be an object, got ${show(info as Info)}`;
}

/**
 * Whether the numbers can be put into the batch as they are: right shape, no NaN, and whole numbers within the range where the space has
 * such. Bounds of real numbers are not checked, as in Gymnasium.
 */
function observationProblem(observation: unknown, space: Space<unknown>): string | null {
  if (isTuple(space)) {
    if (!Array.isArray(observation) || observation.length !== space.spaces.length) return misfit(observation, space);
    return firstProblem(space.spaces, observation);
  }
  if (isDict(space)) {
    if (typeof observation !== 'object' || observation === null) return misfit(observation, space);
    const parts = space.spaces;
    return firstProblem(
      space.keys.map((key) => parts[key]),
      space.keys.map((key) => (observation as Loose)[key]),
    );
  }
  if (!isBox(space) || (!isFloat(space.dtype) && numberTypeOf(observation) !== space.dtype)) {
    return space.contains(observation) ? null : misfit(observation, space);
  }
  const numbers = flatNumbers(observation, space.shape);
  if (numbers === null) return misfit(observation, space);
  return isFloat(space.dtype) ? nanProblem(numbers) : null;
}

function firstProblem(spaces: readonly Space<unknown>[], parts: readonly unknown[]): string | null {
  for (let i = 0; i < spaces.length; i++) {
    const problem = observationProblem(parts[i], spaces[i]);
    if (problem !== null) return problem;
  }
  return null;
}

function nanProblem(numbers: ArrayLike<number>): string | null {
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isNaN(numbers[i])) return `observation[${i}] is NaN in ${show(numbers)}`;
  }
  return null;
}

function misfit(observation: unknown, space: Space<unknown>): string {
  const what = space instanceof Discrete ? 'is not in' : 'does not have the shape of';
  return `observation ${show(observation)} ${what} ${String(space)}`;
}
