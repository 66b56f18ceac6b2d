// npm run notebooks: executes the lessons from clean kernels and writes them back, or compares them (-- --check).
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./lib/notebooks/command.mjs').then(function (module) {
  module.notebooksCommand();
});
