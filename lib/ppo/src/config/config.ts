import { nearestFirst } from 'gymnasium-js';
import { presets, type PresetName } from './presets';
import type { PpoConfig } from './types';
import { validateConfig } from './validateConfig';
import { describe } from '../numbers/validate';

export type { PpoConfig } from './types';

/** CleanRL's settings for classic control. */
export const defaultConfig: PpoConfig = presets.cleanrl;

/** Fields that configurations in older checkpoints lack, with what they meant then. */
const laterFields = {
  layerNorm: false,
  initialization: 'orthogonal',
  actionDistribution: 'gaussian',
  meanActivation: 'linear',
  stdForm: 'exp',
  storeClippedActions: false,
  normalizeObservations: false,
  normalizeRewards: false,
  objective: 'clip',
  clipRangeHigh: null,
  dualClip: null,
  rollbackSlope: 0.3,
  klTarget: null,
  adamClock: 'run',
  outerStepSize: 1,
  staggerSteps: 0,
  normalizedLimit: 10,
} as const satisfies Partial<PpoConfig>;

/**
 * A checked configuration: a preset with some fields replaced.
 * @throws RangeError or TypeError that names the field, its value and what is allowed
 * @example ppoConfig('cleanrl', { numEnvs: 8 }).minibatchSize // 128
 */
export function ppoConfig(preset: PresetName | PpoConfig = 'cleanrl', overrides: Partial<PpoConfig> = {}): PpoConfig {
  const config = { ...laterFields, ...baseOf(preset), ...overrides };
  checkKnownFields(config);
  validateConfig(config);
  return Object.freeze({ ...config, hiddenSizes: Object.freeze([...config.hiddenSizes]) });
}

function baseOf(preset: PresetName | PpoConfig): PpoConfig {
  if (typeof preset === 'object' && (preset as PpoConfig | null) !== null) return preset;
  const name: unknown = preset;
  if (typeof name === 'string' && Object.hasOwn(presets, name)) return presets[name as PresetName];
  const names = Object.keys(presets);
  const nearest = typeof name === 'string' ? `; the nearest is "${nearestFirst(name, names)[0]}"` : '';
  throw new RangeError(
    `preset: got ${describe(name)}, known presets are ${names.join(', ')}${nearest}; give one, or a whole configuration`,
  );
}

/**
 * One run has one configuration. Names are those that the reader gave the two by, such as "config" and "learner.config".
 * @throws RangeError that names the first field in which they differ, with both values
 */
export function requireSameConfig(name: string, config: PpoConfig, ownerName: string, owner: PpoConfig): void {
  for (const field of Object.keys(defaultConfig) as (keyof PpoConfig)[]) {
    const [given, owned] = [JSON.stringify(config[field]), JSON.stringify(owner[field])];
    if (given === owned) continue;
    throw new RangeError(
      `${name}.${field}: got ${given}, but ${ownerName}.${field} is ${owned}; a run has one configuration, so leave one of the two out or make them equal`,
    );
  }
}

function checkKnownFields(config: object): void {
  for (const name of Object.keys(config)) {
    if (Object.hasOwn(defaultConfig, name)) continue;
    const fields = Object.keys(defaultConfig);
    throw new RangeError(
      `${name}: not a field of PpoConfig, the nearest is ${nearestFirst(name, fields)[0]}; the fields are ${fields.join(', ')}`,
    );
  }
}
