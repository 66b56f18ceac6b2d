/**
 * PPO with a memory: `require('ppo-lib/recurrent')`. A GRU in plain numbers, backpropagation through time, and a run like that of `train`.
 * Lesson: notebooks/11b-memory.ipynb.
 */
export { RecurrentAgent, type RecurrentActions } from './recurrent/agent';
export { GruPass, type GruInput, type GruSizes, type GruWeights } from './recurrent/gru';
export { recurrentLoss, staleness, type LossColumns, type LossSettings, type RecurrentLoss } from './recurrent/loss';
export { RecurrentNetwork, type RecurrentSizes, type SequenceReading } from './recurrent/network';
export { recurrentPpo, type RecurrentReport } from './recurrent/recurrentPpo';
export { judge, RecurrentPlayer, type Judged, type RecurrentRollout } from './recurrent/rollout';
export { countSequences, gatherSequences, recomputeStates, type Sequences } from './recurrent/sequences';
export type { TrainingEnv } from './training/environment';
export { World } from './relatives/world';
export { recurrentConfig, type RecurrentConfig } from './recurrent/settings';
export { someObservations } from './recurrent/someObservations';
