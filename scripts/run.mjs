// The command behind `npm run NAME`: node scripts/run.mjs NAME [options]. What the commands are stands in commands.mjs.
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./commands.mjs').then(function (module) {
  module.runCommand();
});
