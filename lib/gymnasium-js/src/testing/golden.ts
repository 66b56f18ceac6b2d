import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Reference values of the repository's `data/golden`; see its README for where they come from. For tests only. */
export function golden<T>(name: string): T {
  return JSON.parse(
    readFileSync(join(__dirname, '..', '..', '..', '..', 'data', 'golden', `${name}.json`), 'utf8'),
  ) as T;
}
