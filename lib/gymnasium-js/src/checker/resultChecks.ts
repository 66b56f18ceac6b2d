import { isBox, isTuple, isDict } from '../spaces/kinds.js';
import { numberTypeOf } from '../spaces/numbers.js';
import type { Space } from '../spaces/space.js';
import { show } from '../text.js';
import { showResult } from '../vector/innerResults.js';
import type { Report } from './findings.js';

/** Checks what `reset` returned. @returns whether it has the right form at all */
export function checkResetResult(result: unknown, space: Space<unknown>, report: Report): boolean {
  if (!isPlain(result) || !('observation' in result)) {
    report('fatal', `reset must return { observation, info }, got ${showResult(result)}`);
    return false;
  }
  checkObservation(result.observation, space, 'reset', report);
  checkInfo(result.info, 'reset', report);
  return true;
}

/** Checks what `step` returned. @returns whether it has the right form at all */
export function checkStepResult(result: unknown, space: Space<unknown>, report: Report): boolean {
  if (!isPlain(result) || !('observation' in result)) {
    report('fatal', `step must return { observation, reward, terminated, truncated, info }, got ${showResult(result)}`);
    return false;
  }
  if ('done' in result && !('terminated' in result)) {
    report(
      'fatal',
      'step returned the old `done`; split it into terminated (the task ended) and truncated (cut from outside)',
    );
    return false;
  }
  checkObservation(result.observation, space, 'step', report);
  for (const flag of ['terminated', 'truncated'] as const) {
    const value = result[flag];
    if (typeof value === 'boolean') continue;
    // 0 and 1 act like booleans; of anything else callers would make something
    report(value === 0 || value === 1 ? 'mistake' : 'fatal', `step: ${flag} must be a boolean, got ${show(value)}`);
  }
  const { reward } = result;
  if (typeof reward !== 'number') report('fatal', `step: reward must be a number, got ${show(reward)}`);
  else if (!Number.isFinite(reward)) report('mistake', `step: reward must be finite, got ${reward}`);
  checkInfo(result.info, 'step', report);
  return true;
}

function checkInfo(info: unknown, method: string, report: Report): void {
  if (!isPlain(info)) report('fatal', `${method}: info must be an object, got ${show(info)}`);
}

/** Checks an observation against its space: type, keys, range. */
function checkObservation(observation: unknown, space: Space<unknown>, method: string, report: Report): void {
  const form = formProblem(observation, space);
  if (form !== null) report('mistake', `${method}: ${form}`);
  if (!space.contains(observation)) {
    report('mistake', `${method}: observation ${show(observation)} is not in ${String(space)}`);
  }
}

/** What is wrong with the type of an observation, beyond its range; null if nothing. */
function formProblem(observation: unknown, space: Space<unknown>): string | null {
  if (isBox(space)) {
    const dtype = numberTypeOf(observation);
    if (dtype === space.dtype) return null;
    return `observation must be a typed array of ${space.dtype}, got ${dtype === null ? show(observation) : `one of ${dtype}`}`;
  }
  if (isTuple(space)) {
    const spaces = space.spaces;
    if (!Array.isArray(observation)) return `observation must be a list, got ${show(observation)}`;
    if (observation.length !== spaces.length)
      return `observation must have ${spaces.length} parts, got ${observation.length}`;
    return firstProblem(spaces, observation);
  }
  if (isDict(space)) {
    if (!isPlain(observation)) return `observation must be an object, got ${show(observation)}`;
    const keys = Object.keys(observation).sort().join(', ');
    const wanted = [...space.keys].sort().join(', ');
    if (keys !== wanted) return `observation must have the keys ${wanted}, got ${keys}`;
    const spaces = space.spaces;
    return firstProblem(
      space.keys.map((key) => spaces[key]),
      space.keys.map((key) => observation[key]),
    );
  }
  return null;
}

function firstProblem(spaces: readonly Space<unknown>[], parts: readonly unknown[]): string | null {
  for (let i = 0; i < spaces.length; i++) {
    const problem = formProblem(parts[i], spaces[i]);
    if (problem !== null) return problem;
  }
  return null;
}

/** An object that is neither null nor an array. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}
