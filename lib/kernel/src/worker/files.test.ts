import assert from 'node:assert/strict';
import * as disk from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import * as memory from './files';

/** What a program does to a folder and sees there. */
function session(fs: typeof memory | typeof disk, folder: string): unknown[] {
  const files = fs as typeof memory;
  const seen: unknown[] = [];
  const attempt = (act: () => unknown): void => {
    try {
      seen.push(act());
    } catch (error) {
      seen.push((error as NodeJS.ErrnoException).code);
    }
  };
  const at = (name: string): string => `${folder}/${name}`;
  attempt(() => files.readFileSync(at('a.txt'), 'utf8'));
  attempt(() => files.writeFileSync(at('none/a.txt'), 'x'));
  attempt(() => files.writeFileSync(at('a.txt'), 'père'));
  attempt(() => files.readFileSync(at('a.txt'), 'utf8'));
  attempt(() => [...(files.readFileSync(at('a.txt')) as Buffer)]);
  attempt(() => files.statSync(at('a.txt'))?.size);
  attempt(() => files.appendFileSync(at('a.txt'), ' et fils'));
  attempt(() => files.mkdirSync(at('sub')));
  attempt(() => files.renameSync(at('a.txt'), at('sub/b.txt')));
  attempt(() => [files.existsSync(at('a.txt')), files.readdirSync(folder), files.readdirSync(at('sub'))]);
  attempt(() => files.readFileSync(at('sub/../sub/b.txt'), 'utf8'));
  attempt(() => files.readFileSync(at('sub')));
  attempt(() => files.readdirSync(at('elsewhere')));
  attempt(() => files.rmSync(at('sub'), { recursive: true }));
  attempt(() => [files.existsSync(at('sub')), files.existsSync(at('sub/b.txt')), files.readdirSync(folder)]);
  attempt(() => files.rmSync(at('sub')));
  attempt(() => files.rmSync(at('sub'), { force: true }));
  return seen;
}

test('files in memory behave as those on the disk', (t) => {
  const folder = disk.mkdtempSync(join(tmpdir(), 'files-test-'));
  t.after(() => disk.rmSync(folder, { recursive: true }));
  assert.deepEqual(session(memory, memory.mkdtempSync('/tmp/files-test-')), session(disk, folder));
});

test('a file of data is fetched once, when it is asked for, and is missing where the site has none', () => {
  const asked: string[] = [];
  memory.mountProject({ '/project/package.json': '{}' }, (path) => {
    asked.push(path);
    return path === 'ppo.csv' ? 'step,return' : undefined;
  });
  assert.equal(memory.readFileSync('/project/package.json', 'utf8'), '{}');
  assert.equal(memory.readFileSync('/project/notebooks/../data/ppo.csv', 'utf8'), 'step,return');
  assert.equal(memory.readFileSync('/project/data/ppo.csv', 'utf8'), 'step,return');
  assert.equal(memory.existsSync('/project/data/none.csv'), false);
  assert.deepEqual(asked, ['ppo.csv', 'none.csv']);
});

test('progress of before is there, and what is written to it is kept whole, under its last name', () => {
  const kept: [string, string][] = [];
  memory.mountProgress({ 'scores.json': '[1]' }, (name, text) => kept.push([name, text]));
  const folder = '/project/.ppo-progress';
  assert.equal(memory.readFileSync(`${folder}/scores.json`, 'utf8'), '[1]');
  assert.deepEqual(kept, [], 'what was kept is not kept again');
  memory.writeFileSync(`${folder}/scores.json.1.tmp`, '[1,2]');
  memory.renameSync(`${folder}/scores.json.1.tmp`, `${folder}/scores.json`);
  memory.writeFileSync('/tmp/elsewhere.json', '3');
  assert.deepEqual(kept, [['scores.json', '[1,2]']]);
});
