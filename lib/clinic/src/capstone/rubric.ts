import { requireFunction, requireObject, requireSeed } from '../bank/require';
import { returnOf } from './learn';
import { type CapstoneProgram, requireProgram, soundSettings } from './program';
import { isSound, partNames, reference } from './reference';
import { factsOf, unknownWorld, type World } from './world';

/** What a reader hands in; null where nothing was attempted. */
export interface CapstoneWork {
  /** [number of states, time limit, largest reward, smallest reward] of a world, found by playing it */
  readonly explore: ((world: World) => number[]) | null;
  /** the program, mended; it gets the broken one */
  readonly mend: ((broken: CapstoneProgram) => CapstoneProgram) | null;
}

/** One line of the rubric; a type, so that `table` of notebook-kit takes it. */
export type RubricRow = Readonly<{ what: string; points: number; earned: number }>;

const FACTS = ['number of states', 'time limit', 'largest reward', 'smallest reward'];
const FRESH_SEEDS = [101, 102, 103, 104, 105];

/**
 * How many facts hold in three worlds of which the reader has seen one at most.
 * @returns one flag for each fact
 */
export function factsHeld(explore: (world: World) => number[], world: number): boolean[] {
  const found = [world, world + 1, world + 2].map((seed) => {
    const { numStates, timeLimit, bestReward, worstReward } = factsOf(seed);
    const right = [numStates, timeLimit, bestReward, worstReward];
    const given: unknown = explore(unknownWorld(seed));
    return right.map((value, i) => Array.isArray(given) && given[i] === value);
  });
  return FACTS.map((_, i) => found.every((held) => held[i]));
}

/** Which of the broken program's faults are mended, and whether every part that was sound still is. */
export function partsMended(
  broken: CapstoneProgram,
  mended: CapstoneProgram,
): { faults: number; mended: number; kept: boolean } {
  const faulty = partNames.filter((part) => !isSound(broken, part));
  const healthy = partNames.filter((part) => isSound(broken, part));
  return {
    faults: faulty.length,
    mended: faulty.filter((part) => isSound(mended, part)).length,
    kept: healthy.every((part) => isSound(mended, part)),
  };
}

/** The share of a sound program's return that a program reaches on five fresh seeds, from 0 to 1; a program that breaks reaches 0. */
export function shareOfReturn(program: CapstoneProgram, world: number): number {
  const sound = returnOf(reference, soundSettings, world, FRESH_SEEDS);
  try {
    return Math.min(Math.max(returnOf(program, soundSettings, world, FRESH_SEEDS) / sound, 0), 1);
  } catch {
    return 0;
  }
}

/**
 * Applies the rubric of the capstone: a point for each fact that holds in three worlds, three for each fault that is mended, two if
 * nothing that was sound has been broken, five for the return on fresh seeds (all of them from 90 % of a sound program's on, none below half).
 * What was not attempted earns nothing.
 * @param world  seed of the world that the reader was given
 * @throws whatever `explore` or `mend` throws
 */
export function capstoneRubric(world: number, broken: CapstoneProgram, work: CapstoneWork): RubricRow[] {
  requireSeed(world, 'capstoneRubric: world');
  requireProgram(broken, 'capstoneRubric: broken');
  requireObject(work, 'capstoneRubric: work', ['explore', 'mend']);
  const { explore, mend } = work;
  if (explore !== null) requireFunction(explore, 'capstoneRubric: work.explore');
  if (mend !== null) requireFunction(mend, 'capstoneRubric: work.mend');
  const held = (explore && attempted(() => factsHeld(explore, world))) ?? FACTS.map(() => false);
  const facts = FACTS.map((fact, i) => ({ what: `explored: ${fact}`, points: 1, earned: Number(held[i]) }));
  const faults = partNames.filter((part) => !isSound(broken, part)).length;
  const mended = mend && attempted(() => mend({ ...broken }));
  if (mended === null) return [...facts, ...repairRows(faults, 0, false, 0)];
  const parts = partsMended(broken, mended);
  const share = parts.mended === 0 ? 0 : shareOfReturn(mended, world);
  return [...facts, ...repairRows(faults, parts.mended, parts.kept && parts.mended > 0, share)];
}

/** What `work` returns; null where it still says `notAttempted()`. */
function attempted<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && error.name === 'NotAttempted') return null;
    throw error;
  }
}

function repairRows(faults: number, mended: number, kept: boolean, share: number): RubricRow[] {
  return [
    { what: 'faults mended, three points each', points: 3 * faults, earned: 3 * mended },
    { what: 'nothing broken that was sound', points: 2, earned: kept ? 2 : 0 },
    { what: 'return on fresh seeds', points: 5, earned: Math.min(Math.max(Math.floor((share - 0.5) * 12.5), 0), 5) },
  ];
}

/** For `check`: says how many facts do not hold yet, or null. */
export function judgeExploring(world: number): (explore: (world: World) => number[]) => string | null {
  requireSeed(world, 'judgeExploring: world');
  return (explore) => {
    const right = factsHeld(explore, world).filter(Boolean).length;
    return right === FACTS.length ? null : `${right} of ${FACTS.length} facts hold in three worlds of this kind`;
  };
}

/** For `check`: says how many faults are left and whether something sound was broken, never where; or null. */
export function judgeMending(
  broken: CapstoneProgram,
): (mend: (broken: CapstoneProgram) => CapstoneProgram) => string | null {
  requireProgram(broken, 'judgeMending: broken');
  return (mend) => {
    const { faults, mended, kept } = partsMended(broken, mend({ ...broken }));
    if (mended === faults && kept) return null;
    return `${mended} of ${faults} faults are mended${kept ? '' : ', and a part that was sound no longer is'}`;
  };
}
