/**
 * The part of ppo-lib that trains on the compiled learner, without tfjs: `require('ppo-lib/compiled')` starts in a tenth of the
 * time, and bundled into a page it is small. Everything here is also exported by `ppo-lib` itself. In Node this path loads one file,
 * dist/bundle/compiled.js (scripts/build-assets.mjs).
 */
export * from './advantage';
export * from './compiledLearner';
export * from './config';
export * from './fingerprint';
export * from './presets';
export * from './random';
export * from './rollout';
export * from './stats';
export * from './surrogate';
export * from './train';
