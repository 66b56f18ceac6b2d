import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import typescript from 'typescript';
import { Fixture } from '../testing/fixture';
import { stampOf, WatchedFiles } from './watchedFiles';

test('a change of a followed file is reported once, without waiting for the file system', () => {
  const fixture = new Fixture({ 'a.ts': 'one', 'node_modules/b.ts': 'one' });
  const seen: string[] = [];
  const system: typescript.System = { ...typescript.sys, watchFile: () => ({ close: () => {} }) };
  const watched = new WatchedFiles();
  watched.follow(system);
  const follow = (file: string): typescript.FileWatcher | undefined =>
    system.watchFile?.(path.join(fixture.root, file), (_name, kind) => seen.push(`${file} ${kind}`));
  const [watcher] = ['a.ts', 'new.ts', 'node_modules/b.ts'].map(follow);
  watched.refresh();
  assert.deepEqual(seen, []);
  for (const file of ['a.ts', 'new.ts', 'node_modules/b.ts']) fixture.write(file, 'changed');
  watched.refresh();
  watched.refresh();
  assert.deepEqual(seen, ['a.ts 1', 'new.ts 0']);
  watcher?.close();
  fixture.remove();
  watched.refresh();
  assert.deepEqual(seen, ['a.ts 1', 'new.ts 0', 'new.ts 2']);
});

test('a stamp tells edits of equal length within one second, and edits whose time was set back', () => {
  const fixture = new Fixture({ 'a.ts': 'one' });
  const file = path.join(fixture.root, 'a.ts');
  const second = Math.floor(Date.now() / 1000);
  const stampAt = (time: number): string => {
    fs.utimesSync(file, time, time);
    return stampOf(file);
  };
  const first = stampAt(second + 0.25);
  const withoutChangeTime = (stamp: string): string => stamp.replace(/:.*:/, ':');
  assert.notEqual(withoutChangeTime(stampAt(second + 0.5)), withoutChangeTime(first));
  fixture.write('a.ts', 'two');
  assert.notEqual(stampAt(second + 0.25), first);
  fixture.remove();
  assert.equal(stampOf(file), '');
});
