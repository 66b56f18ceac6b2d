// What readers can load, and why some of it is not called by the fuzzer.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';

/** Subpath -> why it has no file in `targets`. */
export const withoutTargets = Object.freeze({
  'gymnasium-js/built-in': 'everything in it is what gymnasium-js exports, the same functions',
  'lesson-kernel': 'a name under which the kernel offers itself to a cell',
  'notebook-kit/explorable': 'bundled into the committed pages of lessons, whose browser tests draw it',
  'notebook-kit/replay': 'as notebook-kit/explorable',
  'notebook-kit/worker': 'as notebook-kit/explorable',
  'ppo-lib/surrogate': 'everything in it is what ppo-lib exports, the same functions',
});

/**
 * Everything that `require` takes from the packages: gymnasium-js, gymnasium-js/workers, ...
 * @returns {string[]}
 */
export function publicSubpaths() {
  const folder = join(root, 'lib');
  return readdirSync(folder).flatMap((name) => {
    const { name: packageName, exports } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'));
    return Object.keys(exports)
      .filter((path) => !path.endsWith('.json'))
      .map((path) => packageName + path.slice(1));
  });
}
