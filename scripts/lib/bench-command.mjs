import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBenchTable } from './bench-table.mjs';
import { runInEachWorkspace } from './each-workspace.mjs';
import { root } from './paths.mjs';

export async function benchCommand() {
  await runInEachWorkspace('bench');
  const [results, readme] = ['data/bench.json', 'README.md'].map((path) => join(root, path));
  if (!existsSync(results)) return;
  const text = readFileSync(readme, 'utf8');
  writeFileSync(readme, withBenchTable(text, JSON.parse(readFileSync(results, 'utf8'))));
}
