// Which tests a change concerns: those that import the changed file, by however many steps inside its package or the scripts.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { tierOf } from '../test/tiers.mjs';

const importPattern = /(?:require\(|from\s|import\(|import\s)\s*["'](\.[^"']+)["']/g;

/**
 * A file and every file that it imports by a relative path, and so on.
 * @param {string} file absolute
 * @param {Set<string>} [seen]
 */
export function closureOf(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, name] of readFileSync(file, 'utf8').matchAll(importPattern)) {
    const base = resolve(dirname(file), name);
    const found = [base, `${base}.js`, join(base, 'index.js')].find(
      (path) => /\.[cm]?js$/.test(path) && existsSync(path),
    );
    if (found !== undefined) closureOf(found, seen);
  }
  return seen;
}

/**
 * The tests to run after these files have changed: every quick one that uses one of them, and a slow one only if it stands beside it.
 * @param {string[]} changed compiled files, or scripts; absolute
 * @param {import('../test/unit.mjs').TestFile[]} tests
 */
export function testsOf(changed, tests) {
  const twins = new Set(changed.map((file) => file.replace(/(?:\.test)?\.([cm]?js)$/, '.test.$1')));
  return tests.filter((test) => {
    if (!existsSync(test.file)) return false;
    if (twins.has(test.file)) return true;
    if (tierOf(test) !== 'quick') return false;
    const used = closureOf(test.file);
    return changed.some((file) => used.has(file));
  });
}
