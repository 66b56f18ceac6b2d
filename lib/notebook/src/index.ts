export { showCard, type Card } from './card';
export { escapeHtml } from './html';
export {
  collectOutputs,
  display,
  inKernel,
  kernelBridge,
  type Bundle,
  type KernelBridge,
  type ShownOutput,
} from './outputs';
export { projectFile } from './project';
export { show, type ShowOptions } from './show';
export type { Figure, Trace } from './figure';
export { colors, divergingScale, palette } from './template';
export type { AxesOptions, LegendPlace, Mark, Ticks } from './axes';
export { barFigure } from './bars';
export { lineFigure, type Bounds, type EvenSteps, type Line } from './lines';
export { panelsFigure, type PanelsOptions } from './panels';
export { seedCurves, type Interval, type RecordCurves, type RunCurves } from './seedCurves';
export { diagramFigure, type Arrow, type Box } from './diagram';
export { percent, thousands } from './texts';
export { heatmapFigure, histogramFigure } from './binnedFigures';
export { formatNumber, table, type Row, type TableOptions } from './table';
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
export type { Records, Source, Training } from './source';
export { live, type LiveOptions, type LiveView } from './live';
export { finish, lastRun, run, type RunOptions, type RunOutcome } from './run';
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
