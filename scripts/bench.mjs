// npm run bench: the script `bench` of every package that has one; then the README's table is made anew from data/bench.json.
import { requireNode } from './lib/node-version.mjs';

requireNode();
import('./lib/bench-command.mjs').then(function (module) {
  module.benchCommand();
});
