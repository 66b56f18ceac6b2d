import type { PpoConfig } from '../config/types';
import type { OptimizerState } from '../learner/learner';
import type { ActionSpace } from '../networks/parameters';
import type { RandomState } from '../numbers/random';
import { requireKnownFields } from '../numbers/objects';
import { describe } from '../numbers/validate';
import type { NormalizerState } from './normalize';

/** Everything a run needs to go on as if it had never stopped. Plain data; holds copies, so later training does not change it. */
export interface Checkpoint {
  readonly config: PpoConfig;
  readonly seed: number;
  /** null if the environments came from a function; then give the function again to resume */
  readonly envId: string | null;
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly counters: { iteration: number; timesteps: number; gradientSteps: number; episodes: number };
  readonly parameters: Float32Array;
  readonly optimizer: OptimizerState;
  readonly streams: { readonly env: RandomState; readonly sampling: RandomState; readonly shuffling: RandomState };
  readonly progress: { observations: Float32Array; returns: Float64Array; lengths: Int32Array };
  readonly recentReturns: readonly number[];
  /** weight of the KL penalty in the next update; missing in older files: that of the configuration */
  readonly klCoef?: number;
  /** what the environments saved of themselves; null if they cannot */
  readonly env: unknown;
  /** running statistics, see `Normalizers.from`; null (missing in older files) where nothing is normalised */
  readonly normalizers?: NormalizerState | null;
}

const partNames = [
  'config',
  'seed',
  'envId',
  'observationSize',
  'actionSpace',
  'counters',
  'parameters',
  'optimizer',
  'streams',
  'progress',
  'recentReturns',
  'klCoef',
  'env',
  'normalizers',
] as const satisfies readonly (keyof Checkpoint)[];

type Kind = 'an object' | 'a list' | 'numbers' | 'a number';

/** What a checkpoint has to have at least; the numbers themselves are checked by whoever takes them. */
const shape: readonly (readonly [path: string, kind: Kind])[] = [
  ['config', 'an object'],
  ['seed', 'a number'],
  ['observationSize', 'a number'],
  ['actionSpace', 'an object'],
  ['counters', 'an object'],
  ['counters.iteration', 'a number'],
  ['counters.timesteps', 'a number'],
  ['counters.gradientSteps', 'a number'],
  ['counters.episodes', 'a number'],
  ['parameters', 'numbers'],
  ['optimizer', 'a list'],
  ['streams', 'an object'],
  ['streams.env', 'an object'],
  ['streams.sampling', 'an object'],
  ['streams.shuffling', 'an object'],
  ['progress', 'an object'],
  ['progress.observations', 'numbers'],
  ['progress.returns', 'numbers'],
  ['progress.lengths', 'numbers'],
  ['recentReturns', 'a list'],
];

const counterNames = ['iteration', 'timesteps', 'gradientSteps', 'episodes'];

/** @throws TypeError that names the first part that is missing or of another kind: "resume.parameters: got undefined, expected numbers" */
export function requireCheckpoint(name: string, checkpoint: unknown): asserts checkpoint is Checkpoint {
  if (!isKind(checkpoint, 'an object')) {
    throw new TypeError(
      `${name}: got ${describe(checkpoint)}, expected a checkpoint, such as result.checkpoint of train`,
    );
  }
  for (const [path, kind] of shape) {
    let part: unknown = checkpoint;
    for (const key of path.split('.')) part = (part as Record<string, unknown>)[key];
    if (isKind(part, kind)) continue;
    throw new TypeError(
      `${name}.${path}: got ${describe(part)}, expected ${kind}; pass a whole checkpoint, such as result.checkpoint of train`,
    );
  }
  requireKnownFields(name, checkpoint, partNames, 'a checkpoint');
  const { counters } = checkpoint as Checkpoint;
  requireKnownFields(`${name}.counters`, counters, counterNames, 'the counters of a checkpoint');
}

function isKind(value: unknown, kind: Kind): boolean {
  if (kind === 'a number') return typeof value === 'number';
  if (kind === 'a list') return Array.isArray(value);
  if (kind === 'numbers') return Array.isArray(value) || ArrayBuffer.isView(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
