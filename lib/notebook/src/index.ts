export { escapeHtml } from './values/html';
export { formatNumber, percent, thousands } from './values/numberTexts';
export { collectOutputs, display, type Bundle, type ShownOutput } from './host/outputs';
export { projectFile } from './host/project';

export { colors, divergingScale } from './figures/template';
export type { Figure, Trace } from './figures/figure';
export type { AxesOptions, LegendPlace, Mark, Ticks } from './figures/axes';
export type { Bounds, EvenSteps, Line } from './figures/line';
export { lineFigure } from './figures/lines';
export { barFigure } from './figures/bars';
export { heatmapFigure, histogramFigure } from './figures/binned';
export { panelsFigure } from './figures/panels';
export type { PanelsOptions } from './figures/panelsOptions';
export { seedCurves, type Interval, type RecordCurves, type RunCurves } from './figures/seedCurves';
export { diagramFigure, type Arrow, type Box } from './figures/diagram';

export { show, type ShowOptions } from './show/show';
export { table, type Row, type TableOptions } from './show/table';
export { live, type LiveOptions, type LiveView } from './show/live';
export { finish, run, type RunOptions, type RunOutcome } from './show/run';
export type { Records, Source, Training } from './show/source';
export { slider, type SliderOptions, type SliderResult } from './show/slider';

export { showCard, type Card } from './cards/card';
export { predict, scoreboard, verdict, type PredictOptions, type VerdictOptions } from './cards/predict';
export { exercise, notAttempted, type ExerciseKind, type ExerciseOptions } from './cards/exercise';
export { check, type AnyFunction, type Judge } from './cards/check';
export type { CheckCase, CheckSpec, Misconception } from './cards/examine';
export { courseMap } from './cards/courseMap';
export { exportScores } from './cards/exportScores';
export { keepScore, keptScores, type KeptScore, type Score } from './cards/scores';
export { assertClose, maxDifference, type Numeric } from './cards/compare';

export {
  recordEpisode,
  type Episode,
  type EpisodeFrame,
  type Policy,
  type PolicyStep,
  type RecordOptions,
  type ReplayEnv,
} from './replay/episode';
export { replay, type ReplayOptions } from './replay/replay';
export { inBrowser, type InBrowserOptions } from './browser/inBrowser';
