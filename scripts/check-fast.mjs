// npm run check:fast: build, lint and the unit tests that need no tensors. Under a minute.
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./lib/test/command.mjs').then(function (module) {
  module.fastCommand();
});
