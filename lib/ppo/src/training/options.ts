import { requireKnownOptions } from '../numbers/objects';
import { requireCount, requireFinite } from '../numbers/validate';
import type { TrainOptions } from './trainOptions';

export { requireKnownOptions };

/** @throws TypeError at an unknown reason to stop, RangeError at a number that is none */
export function checkStopAt(stopAt: TrainOptions['stopAt']): void {
  if (stopAt === undefined) return;
  requireKnownOptions('stopAt', stopAt, ['meanReturn100', 'timesteps', 'iterations']);
  if (stopAt.meanReturn100 !== undefined) requireFinite('stopAt.meanReturn100', stopAt.meanReturn100);
  if (stopAt.timesteps !== undefined) requireCount('stopAt.timesteps', stopAt.timesteps);
  if (stopAt.iterations !== undefined) requireCount('stopAt.iterations', stopAt.iterations);
}
