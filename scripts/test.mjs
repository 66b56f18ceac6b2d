// npm test: sets the project up, then runs every check. The last line is "N passed, N failed".
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./lib/test/command.mjs').then(function (module) {
  module.testCommand();
});
