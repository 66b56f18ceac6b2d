// npm start: from a fresh clone to JupyterLab. Options: --no-browser, --port N, --retry-native.
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./lib/start.mjs').then(function (module) {
  module.start();
});
