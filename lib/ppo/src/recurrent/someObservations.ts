import { Box, makeVec, TransformObservation, type Env } from 'gymnasium-js';
import { requireFloat32 } from '../numbers/floats';
import { requireArray, requireCount, requireLength, requirePositive } from '../numbers/validate';
import type { TrainingEnv } from '../training/environment';

/**
 * Environments that show only some numbers of their observations, so that what an agent sees now no longer tells it the state: of CartPole
 * without its velocities, nobody knows which way the pole is falling.
 * @param id of gymnasium-js, with observations that are boxes   @param kept indices of the numbers that stay, in their new order
 * @param scale what each of them is multiplied by, so that networks see numbers of the same size; default 1
 * @throws RangeError if an index is none of the observation's
 * @example train({ env: () => someObservations('CartPole-v1', [0, 2], 8, [1, 10]) }) // position in m, angle in tenths of a radian
 */
export function someObservations(
  id: string,
  kept: readonly number[],
  numEnvs: number,
  scale: readonly number[] = Array.from(kept, () => 1),
): TrainingEnv {
  requireArray('kept', kept);
  requireArray('scale', scale);
  requireLength('scale', scale, kept.length, 'kept');
  Array.from(scale).forEach((factor, i) => requireFloat32(`scale[${i}]`, requirePositive(`scale[${i}]`, factor)));
  requireCount('numEnvs', numEnvs);
  return makeVec(id, {
    numEnvs,
    autoresetMode: 'same-step',
    wrappers: [(env) => showSome(env as Env<Float32Array, unknown>, kept, scale)],
  });
}

function showSome(
  env: Env<Float32Array, unknown>,
  kept: readonly number[],
  scale: readonly number[],
): Env<Float32Array, unknown> {
  const space = env.observationSpace as Box;
  for (const [i, index] of kept.entries()) {
    requireCount(`kept[${i}]`, index, 0);
    if (index < space.low.length) continue;
    throw new RangeError(`kept[${i}]: got ${index}, the observations have the indices 0 to ${space.low.length - 1}`);
  }
  const choose = (numbers: ArrayLike<number>): Float32Array =>
    Float32Array.from(kept, (index, i) => numbers[index] * scale[i]);
  return new TransformObservation(env, choose, new Box(choose(space.low), choose(space.high)));
}
