// What the bundle takes for gymnasium-js: the package itself if anybody has loaded it, because environments may have been registered
// there; otherwise a copy of the part that built-in environments need, which loads much faster than the whole package.
'use strict';

const builtIn = require('gymnasium-js/built-in');

/** @returns {typeof builtIn} */
function whole() {
  const loaded = require.cache[require.resolve('gymnasium-js')];
  return loaded?.loaded ? loaded.exports : builtIn;
}

module.exports = {
  RunningMeanStd: builtIn.RunningMeanStd,
  nearestFirst: builtIn.nearestFirst,
  /** @type {typeof builtIn.makeVec} */
  makeVec: (id, options) => whole().makeVec(id, options),
};
