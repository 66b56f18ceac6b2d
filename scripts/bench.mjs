// npm run bench: the script `bench` of every package that has one.
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./lib/each-workspace.mjs').then(function (module) {
  module.runInEachWorkspace('bench');
});
