import { mean, Random } from 'ppo-lib';
import { requireObject, requireSeed } from '../bank/require';
import { type CapstoneProgram, type CapstoneSettings, requireProgram, requireSettings } from './program';
import { Table } from './table';
import { unknownWorld } from './world';

const ENVIRONMENTS = 8;
const ITERATIONS = 60;

/**
 * Trains a table of logits and a table of values with a program's parts in an unknown world, and returns the mean return of the episodes
 * that ended in each iteration. Takes a few tenths of a second.
 * @param options.world  seed of the world   @param options.seed  of the run
 * @throws whatever a part of the program throws; Error if one returns what is no number
 */
export function learn(
  program: CapstoneProgram,
  settings: CapstoneSettings,
  options: { world: number; seed: number },
): number[] {
  requireProgram(program, 'learn: program');
  requireSettings(settings);
  requireObject(options, 'learn: options', ['world', 'seed']);
  requireSeed(options.seed, 'learn: options.seed');
  const learner = new Table(program, settings, new Random(options.seed, 'capstone'));
  const seats = Array.from({ length: ENVIRONMENTS }, (_, n) => {
    const world = unknownWorld(options.world, options.seed * ENVIRONMENTS + n);
    return { world, state: world.reset(), earned: 0 };
  });
  const curve: number[] = [];
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const returns: number[] = [];
    const rows = seats.flatMap((seat) => learner.rollout(seat, returns));
    learner.update(rows);
    curve.push(returns.length > 0 ? mean(returns) : (curve.at(-1) ?? 0));
  }
  return curve;
}

/** The mean of the last ten iterations of some runs. */
export function returnOf(
  program: CapstoneProgram,
  settings: CapstoneSettings,
  world: number,
  seeds: readonly number[],
): number {
  return mean(seeds.map((seed) => mean(learn(program, settings, { world, seed }).slice(-10))));
}
