// What the bundle takes for gymnasium-js: the package itself if anybody has loaded it, because environments may have been registered
// there; otherwise a copy of the few modules that built-in environments need, which loads much faster than the whole package.
'use strict';

require('../../../gymnasium-js/dist/registry/builtin.js');
const own = require('../../../gymnasium-js/dist/registry/make.js');
const { RunningMeanStd } = require('../../../gymnasium-js/dist/wrappers/runningMeanStd.js');

function whole() {
  const loaded = require.cache[require.resolve('gymnasium-js')];
  return loaded?.loaded ? loaded.exports : own;
}

module.exports = {
  RunningMeanStd,
  makeVec: (id, options) => whole().makeVec(id, options),
};
