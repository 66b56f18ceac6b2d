/**
 * The part of this package that vectors of the built-in environments need: `require('gymnasium-js/built-in')` loads in a fraction of the
 * time of the whole, for programs and bundles that are over in a fraction of a second. Everything here is also exported by `gymnasium-js`.
 */

export { makeVec } from './registry/make.js';
export { nearestFirst } from './registry/nearest.js';
export { RunningMeanStd } from './wrappers/runningMeanStd.js';
