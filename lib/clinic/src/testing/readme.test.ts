import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import * as clinic from '../index';

const packageFolder = join(__dirname, '../..');
const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8');

test('every folder of src has a line in the README, but for the helpers of the tests', () => {
  const entries = readdirSync(join(packageFolder, 'src'), { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const described = [...readme.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
  assert.deepEqual([...described, 'testing'].sort(), folders.sort());
});

test('the example of the README imports what there is, and prints what it says', async () => {
  const [, names] = /import \{ (.*) \} from 'ppo-clinic'/.exec(readme) ?? [];
  assert.deepEqual(
    names.split(', ').filter((name) => !(name in clinic)),
    [],
  );
  const { patients, candidates, plantedRun, autopsyOf } = clinic;
  assert.ok(readme.includes(`// ${patients.length} patients, ${candidates.length} names`));
  const { records, result } = await plantedRun({ patient: 3 }).whole();
  assert.ok(readme.includes(`// ${records.length} records; a mean return of ${result.meanReturn100?.toFixed(1)},`));
  assert.equal(autopsyOf(3, 'entropy-sign'), null);
});
