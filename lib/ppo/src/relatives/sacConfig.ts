import { requireOneOf } from '../config/choices';
import { requireBetween, requireFinite, requirePositive } from '../numbers/validate';
import { checkReplay, configure, type CommonSettings, type ReplaySettings } from './settings';

/** Every setting of a SAC run; `learningRate` is the policy's. */
export interface SacConfig extends CommonSettings, ReplaySettings {
  /** of both critics; null: as learningRate */
  readonly criticLearningRate: number | null;
  /** of the temperature; null: as learningRate */
  readonly temperatureLearningRate: number | null;
  /** share of the way that the target critics go to the critics at each gradient step (Polyak averaging) */
  readonly targetShare: number;
  /** what a nat of entropy is worth in rewards at first */
  readonly initialTemperature: number;
  /** true: the temperature is learned, so that the entropy comes to targetEntropy; false: it stays */
  readonly tuneTemperature: boolean;
  /**
   * Entropy to steer to, in nats of the actions that the environment gets; null: for each component -1 plus the logarithm of half its
   * width, which is -1 per component if actions lie in [-1, 1] (the paper's choice)
   */
  readonly targetEntropy: number | null;
}

/** Tuned for Pendulum-v1. */
const defaults: SacConfig = {
  hiddenSizes: [64, 64],
  activation: 'relu',
  initialization: 'torchDefault',
  learningRate: 1e-3,
  annealTo: null,
  criticLearningRate: null,
  temperatureLearningRate: null,
  adamEpsilon: 1e-8,
  maxGradNorm: null,
  gamma: 0.99,
  minibatchSize: 128,
  rewardScale: 1,
  totalTimesteps: 15_000,
  numEnvs: 1,
  numSteps: 200,
  bufferSize: 15_000,
  learningStarts: 500,
  trainEvery: 1,
  gradientSteps: 1,
  bootstrapAtTruncation: true,
  targetShare: 0.005,
  initialTemperature: 1,
  tuneTemperature: true,
  targetEntropy: null,
};

/**
 * A checked configuration of SAC: the defaults, tuned for Pendulum-v1, with some settings replaced.
 * @throws RangeError or TypeError that names the setting, its value and what is allowed
 */
export function sacConfig(settings: Partial<SacConfig> = {}): SacConfig {
  return configure('sac', defaults, settings, (config) => {
    checkReplay(config);
    for (const name of ['criticLearningRate', 'temperatureLearningRate'] as const) {
      const rate = config[name];
      if (rate !== null) requirePositive(name, rate);
    }
    requireBetween('targetShare', config.targetShare, 0, 1);
    requirePositive('initialTemperature', config.initialTemperature);
    requireOneOf('tuneTemperature', config.tuneTemperature, [true, false]);
    if (config.targetEntropy !== null) requireFinite('targetEntropy', config.targetEntropy);
  });
}
