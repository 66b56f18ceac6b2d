import { isDiscrete, type ActionSpace } from '../networks/parameters';
import { requireObject } from '../numbers/validate';
import type { PpoConfig } from '../config/config';
import type { TrainingEnv } from './environment';

/** What a space may have, whoever made it. */
type AnySpace = Partial<Record<'n' | 'nvec' | 'low' | 'high' | 'shape', unknown>> & {
  readonly dtype?: string | null;
};

const isShape = (shape: unknown): shape is number[] => Array.isArray(shape);

/** Numbers in one observation. @throws TypeError that names the space if the observations are not boxes of numbers */
export function observationSizeOf(env: Pick<TrainingEnv, 'singleObservationSpace'>): number {
  requireObject('env', env, 'environments side by side, such as makeVec makes');
  const space = (env.singleObservationSpace ?? {}) as AnySpace;
  if (!isShape(space.shape) || space.shape.length === 0 || space.n !== undefined || space.nvec !== undefined) {
    throw new TypeError(
      `env.singleObservationSpace: got ${nameOf(space)}, training needs a Box of numbers, such as CartPole's; ` +
        'wrap the environment in FlattenObservation, or give it a Box',
    );
  }
  return space.shape.reduce((a, b) => a * b, 1);
}

/**
 * Discrete actions or a box of real ones. MultiBinary has an `n` too and MultiDiscrete and whole-numbered boxes a `shape`, so what
 * tells the spaces apart is everything that they have.
 * @throws TypeError that names the space if it is another one
 */
export function actionSpaceOf(env: Pick<TrainingEnv, 'singleActionSpace'>): ActionSpace {
  requireObject('env', env, 'environments side by side, such as makeVec makes');
  const space = (env.singleActionSpace ?? {}) as AnySpace;
  const isOneNumber =
    space.shape === undefined || space.shape === null || (isShape(space.shape) && space.shape.length === 0);
  if (typeof space.n === 'number' && Number.isInteger(space.n) && space.n > 0 && isOneNumber)
    return space as ActionSpace;
  const isReal = space.dtype?.startsWith('float') ?? true;
  const isBox = isShape(space.shape) && space.low !== undefined && space.high !== undefined;
  if (isBox && isReal && space.n === undefined) return space as unknown as ActionSpace;
  throw new TypeError(
    `env.singleActionSpace: got ${nameOf(space)}, training needs Discrete or Box actions (a Box of real numbers); ` +
      'write a wrapper that makes the actions of the environment from one of these',
  );
}

/** As the space writes itself, such as "MultiBinary(3)", or what it has. */
function nameOf(space: AnySpace): string {
  const text = (space as { toString(): string }).toString();
  return text.startsWith('[object') ? `a space with ${Object.keys(space).join(', ') || 'nothing in it'}` : text;
}

/** A copy of an action space as plain numbers. */
export function plainActionSpace(space: ActionSpace): ActionSpace {
  if (isDiscrete(space)) return { n: space.n, start: space.start ?? 0 };
  return { low: Array.from(space.low), high: Array.from(space.high), shape: [...space.shape] };
}

/** What a learner or a checkpoint acts in. */
interface Spaces {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
}

/** @throws RangeError that names both if what the learner or checkpoint `name` was made for is not what the environment has */
export function requireSameSpaces(name: string, { observationSize, actionSpace }: Spaces, env: TrainingEnv): void {
  const size = observationSizeOf(env);
  if (observationSize !== size) {
    throw new RangeError(
      `${name}.observationSize: got ${observationSize}, the environment has ${size}; give the environment it was made for`,
    );
  }
  const [own, given] = [actionSpace, actionSpaceOf(env)].map((space) => describe(plainActionSpace(space)));
  if (own === given) return;
  throw new RangeError(
    `${name}.actionSpace: got ${own}, the environment has ${given}; give the environment it was made for`,
  );
}

function describe(space: ActionSpace): string {
  if (isDiscrete(space)) return `${space.n} actions from ${space.start ?? 0}`;
  const { low, high, shape } = space;
  const bounds = Array.from(low, (least, k) => `[${least}, ${high[k]}]`).join(' x ');
  return `a box of shape [${shape.join(',')}], ${bounds}`;
}

/** Beyond so many standard deviations from its mean a Gaussian has 1 action in 44. */
const REACH = 2;

/**
 * A plain Gaussian begins with mean 0 and standard deviation 1 and is clipped to the box. If the box lies beyond that, nearly every
 * action becomes the bound next to 0, all actions look equally good, and nothing is ever learned.
 * @throws RangeError that names the component and the ways out
 */
export function requireReachableActions(space: ActionSpace, config: PpoConfig): void {
  if (isDiscrete(space) || config.actionDistribution !== 'gaussian' || config.meanActivation !== 'linear') return;
  for (let k = 0; k < space.low.length; k++) {
    const [low, high] = [space.low[k], space.high[k]];
    if (low < REACH && high > -REACH) continue;
    throw new RangeError(
      `env.singleActionSpace: component ${k} lies in [${low}, ${high}], but actionDistribution "gaussian" begins around 0 with a ` +
        'standard deviation of 1, so that nearly all its actions would be clipped to one bound and nothing explored; use ' +
        'actionDistribution "squashedGaussian" or "beta", or meanActivation "tanh", or wrap the environment in RescaleAction',
    );
  }
}
