/**
 * The part of ppo-lib that trains on the compiled learner, without tfjs: `require('ppo-lib/compiled')` starts in a tenth of the
 * time, and bundled into a page it is small. Everything here is also exported by `ppo-lib` itself, but for the two ends of a pool of
 * workers (`WorkerPool`, `fragmentWorker`), with which a page makes its own. In Node this path loads one file,
 * dist/bundle/compiled.js (scripts/build-assets.mjs).
 */
export * from './numbers/advantage';
export * from './compiled/compiledLearner';
export * from './config/config';
export * from './numbers/fingerprint';
export * from './config/presets';
export * from './numbers/random';
export { meanInterval, type Interval } from './statistics/interval';
export * from './statistics/percentile';
export * from './training/buffer';
export * from './training/collect';
export { fragmentWorker } from './training/fragmentWorker';
export * from './numbers/stats';
export * from './numbers/surrogate';
export * from './training/train';
export { WorkerPool } from './workers/pool';
