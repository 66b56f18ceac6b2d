import { makeVec } from 'gymnasium-js';
import { ppoConfig, type PpoConfig, type TrainingEnv } from 'ppo-lib';

/** The two tasks of the planted-bug lab, small enough for a run in a fraction of a second. */
export type TaskName = 'CartPole' | 'Pendulum';

/** What all programs of a task have in common, and are meant to do. */
export interface Task {
  readonly name: TaskName;
  readonly envId: string;
  /** steps after which an episode is cut */
  readonly timeLimit: number;
  /** real actions are clipped to [-actionBound, actionBound]; null: the actions are discrete */
  readonly actionBound: number | null;
  readonly config: PpoConfig;
}

const common: Partial<PpoConfig> = {
  hiddenSizes: [32, 32],
  annealTo: null,
  totalTimesteps: 40_960,
  numEnvs: 16,
  numSteps: 64,
  minibatchSize: 256,
  normalizeAdvantages: 'batch',
  valueClipRange: null,
};

/** 40 iterations of 16 environments each, the same configuration for every patient of a task. */
export const clinicTasks: Readonly<Record<TaskName, Task>> = {
  CartPole: {
    name: 'CartPole',
    envId: 'CartPole-v1',
    timeLimit: 200,
    actionBound: null,
    config: ppoConfig('cleanrl', {
      ...common,
      learningRate: 0.005,
      numEpochs: 4,
      entropyCoef: 0.08,
      klCoef: 2,
      rewardScale: 0.02,
    }),
  },
  Pendulum: {
    name: 'Pendulum',
    envId: 'Pendulum-v1',
    timeLimit: 200,
    actionBound: 2,
    config: ppoConfig('cleanrl', {
      ...common,
      learningRate: 0.004,
      numEpochs: 10,
      gamma: 0.9,
      entropyCoef: 0,
      klCoef: 1,
      rewardScale: 0.1,
    }),
  },
};

/** The environments of a task, as its healthy program uses them. */
export function makeTaskEnv(task: Task): TrainingEnv {
  return makeVec(task.envId, {
    numEnvs: task.config.numEnvs,
    maxEpisodeSteps: task.timeLimit,
    autoresetMode: 'same-step',
  });
}
