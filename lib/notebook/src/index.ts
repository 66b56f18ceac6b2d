export { collectOutputs, inKernel, kernelBridge, type Bundle, type KernelBridge, type ShownOutput } from './outputs';
export { projectFile } from './project';
export { show, type ShowOptions } from './show';
export type { Figure, Trace } from './figure';
export { colors, divergingScale, palette } from './template';
export type { AxesOptions, Mark } from './axes';
export { barFigure, lineFigure, type Line } from './figures';
export { heatmapFigure, histogramFigure } from './binnedFigures';
export { table, type Row, type TableOptions } from './table';
export { assertClose, maxDifference, type Numeric } from './compare';
export { predict, scoreboard, verdict, type PredictOptions, type VerdictOptions } from './predict';
export { exercise, notAttempted, NotAttempted, type ExerciseKind, type ExerciseOptions } from './exercise';
export {
  check,
  earnedPoints,
  type AnyFunction,
  type CheckCase,
  type CheckSpec,
  type Judge,
  type Misconception,
} from './check';
export { live, type LiveOptions, type LiveView } from './live';
export { lastRun, run, type RunOptions, type RunOutcome } from './run';
export {
  recordEpisode,
  type Episode,
  type EpisodeFrame,
  type Policy,
  type PolicyStep,
  type RecordOptions,
  type ReplayEnv,
} from './episode';
export { replay, type ReplayOptions } from './replay';
export { slider, type SliderOptions, type SliderResult } from './slider';
export { inBrowser, type InBrowserOptions } from './inBrowser';
export { autopsy, candidateList, giveUp, labBoard, nameBug, patientChart } from './bugLab';
