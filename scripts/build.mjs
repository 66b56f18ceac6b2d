// npm run build: compiles the packages under lib/ and makes what they ship besides.
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./lib/build.mjs').then(function (module) {
  module.buildCommand();
});
