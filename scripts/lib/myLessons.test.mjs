// The reader's copy of the lessons: what follows the project, and what is nobody's but the reader's.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { firstPage } from './lab.mjs';
import { lessonsCommand, report } from './lessonsCommand.mjs';
import { MyLessons } from './myLessons.mjs';
import { code, notebook } from './notebooks/sample.mjs';
import { myLessons } from './paths.mjs';

/** A project that ships lessons, in a folder with a name of a kind that readers have. */
class Project {
  /** @param {import('node:test').TestContext} t */
  constructor(t) {
    const outside = mkdtempSync(join(tmpdir(), 'my-lessons-test-'));
    t.after(() => rmSync(outside, { recursive: true, force: true }));
    const root = join(outside, 'Übung 1 (a)');
    this.places = { from: join(root, 'notebooks'), to: join(root, 'my-lessons'), list: join(root, 'lessons.sha256') };
    mkdirSync(join(this.places.from, 'solutions'), { recursive: true });
    writeFileSync(join(this.places.from, 'solutions', '01.ts'), 'solutions');
    this.ship({ '01-clip.ipynb': 'clip, first', '02-gae.ipynb': 'gae, first' });
  }

  /**
   * Ships these editions; the list is as sha256sum writes it.
   * @param {Record<string, string>} lessons
   */
  ship(lessons) {
    for (const [name, text] of Object.entries(lessons)) writeFileSync(join(this.places.from, name), text);
    const names = readdirSync(this.places.from).filter((name) => name.endsWith('.ipynb'));
    const hash = (/** @type {string} */ name) =>
      createHash('sha256')
        .update(readFileSync(join(this.places.from, name)))
        .digest('hex');
    writeFileSync(this.places.list, names.map((name) => `${hash(name)}  ${name}\n`).join(''));
  }

  update() {
    return Object.fromEntries(new MyLessons(this.places).update());
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  edit(name, text) {
    writeFileSync(join(this.places.to, name), text);
  }

  /** What lies in the copy: name -> text. */
  get mine() {
    const names = readdirSync(this.places.to).filter((name) => name.endsWith('.ipynb'));
    return Object.fromEntries(names.sort().map((name) => [name, readFileSync(join(this.places.to, name), 'utf8')]));
  }
}

test('the first start copies every lesson, and the solutions are found from there', (t) => {
  const project = new Project(t);
  assert.deepEqual(project.update(), { '01-clip.ipynb': 'copied', '02-gae.ipynb': 'copied' });
  assert.deepEqual(project.mine, { '01-clip.ipynb': 'clip, first', '02-gae.ipynb': 'gae, first' });
  assert.equal(readFileSync(join(project.places.to, 'solutions', '01.ts'), 'utf8'), 'solutions');
  assert.deepEqual(project.update(), { '01-clip.ipynb': 'untouched', '02-gae.ipynb': 'untouched' });
});

test('an untouched lesson becomes the new edition; a touched one stays, with the new edition beside it', (t) => {
  const project = new Project(t);
  project.update();
  project.edit('02-gae.ipynb', 'my gae');
  assert.deepEqual(project.update(), { '01-clip.ipynb': 'untouched', '02-gae.ipynb': 'touched' });
  project.ship({ '01-clip.ipynb': 'clip, second', '02-gae.ipynb': 'gae, second', '03-new.ipynb': 'new' });
  const states = { '01-clip.ipynb': 'updated', '02-gae.ipynb': 'offered', '03-new.ipynb': 'copied' };
  assert.deepEqual(project.update(), states);
  const expected = {
    '01-clip.ipynb': 'clip, second',
    '02-gae.ipynb': 'my gae',
    '02-gae.new.ipynb': 'gae, second',
    '03-new.ipynb': 'new',
  };
  assert.deepEqual(project.mine, expected);
  project.update();
  assert.deepEqual(project.mine, expected, 'a second start changes nothing');

  project.ship({ '02-gae.ipynb': 'gae, third' });
  project.update();
  assert.deepEqual(project.mine, { ...expected, '02-gae.new.ipynb': 'gae, third' });
});

test('a new edition beside that was deleted, or touched, is left as it is', (t) => {
  const project = new Project(t);
  project.update();
  project.edit('01-clip.ipynb', 'my clip');
  project.edit('02-gae.ipynb', 'my gae');
  project.ship({ '01-clip.ipynb': 'clip, second', '02-gae.ipynb': 'gae, second' });
  project.update();
  rmSync(join(project.places.to, '01-clip.new.ipynb'));
  project.edit('02-gae.new.ipynb', 'my second gae');
  project.ship({ '02-gae.ipynb': 'gae, third' });
  assert.deepEqual(project.update(), { '01-clip.ipynb': 'touched', '02-gae.ipynb': 'both touched' });
  const expected = { '01-clip.ipynb': 'my clip', '02-gae.ipynb': 'my gae', '02-gae.new.ipynb': 'my second gae' };
  assert.deepEqual(project.mine, expected);
});

test('a deleted lesson comes back only when it is asked for', (t) => {
  const project = new Project(t);
  project.update();
  rmSync(join(project.places.to, '02-gae.ipynb'));
  project.ship({ '02-gae.ipynb': 'gae, second' });
  assert.equal(project.update()['02-gae.ipynb'], 'deleted');
  assert.equal(existsSync(join(project.places.to, '02-gae.ipynb')), false);
  assert.deepEqual(new MyLessons(project.places).take('02'), { name: '02-gae.ipynb', keptAs: null });
  assert.equal(project.mine['02-gae.ipynb'], 'gae, second');
  assert.equal(project.update()['02-gae.ipynb'], 'untouched');
});

test('taking the edition that ships keeps what the reader had, however often', (t) => {
  const project = new Project(t);
  project.update();
  for (const [n, text] of ['my gae', 'my other gae'].entries()) {
    project.edit('02-gae.ipynb', text);
    project.ship({ '02-gae.ipynb': `gae, edition ${n}` });
    project.update();
    assert.equal(new MyLessons(project.places).take('02-gae').keptAs, `02-gae.mine-${n + 1}.ipynb`);
  }
  assert.deepEqual(project.mine, {
    '01-clip.ipynb': 'clip, first',
    '02-gae.ipynb': 'gae, edition 1',
    '02-gae.mine-1.ipynb': 'my gae',
    '02-gae.mine-2.ipynb': 'my other gae',
  });
  assert.throws(() => new MyLessons(project.places).take('7'), /There is no lesson "7": the lessons are 01-clip/);
  writeFileSync(join(project.places.from, '01-clip.ipynb'), 'changed in place');
  assert.throws(() => new MyLessons(project.places).take('01'), /01-clip\.ipynb is not as it ships/);
});

test('a state that cannot be read is set aside, and costs nobody an answer', (t) => {
  const damages = ['{ "01-clip', '[]', '{ "01-clip.ipynb": { "had": "not a hash" } }', '{ "01-clip.ipynb": null }'];
  for (const damage of damages) {
    const project = new Project(t);
    project.update();
    project.edit('02-gae.ipynb', 'my gae');
    project.ship({ '01-clip.ipynb': 'clip, second', '02-gae.ipynb': 'gae, second' });
    const stateFile = join(project.places.to, '.editions.json');
    writeFileSync(stateFile, damage);
    const mine = new MyLessons(project.places);
    const states = mine.update();
    assert.match(report(states, mine)[0], /could not be read/);
    assert.deepEqual(project.mine, {
      '01-clip.ipynb': 'clip, first', // nobody can know any more that it was not touched
      '01-clip.new.ipynb': 'clip, second',
      '02-gae.ipynb': 'my gae',
      '02-gae.new.ipynb': 'gae, second',
    });
    assert.equal(readFileSync(join(project.places.to, '.editions.damaged.json'), 'utf8'), damage);
    assert.equal(new MyLessons(project.places).wasDamaged, false, 'the next start knows again');
  }
});

test('what was changed in notebooks/ itself goes into the copy as the reader’s own', (t) => {
  const project = new Project(t);
  writeFileSync(join(project.places.from, '01-clip.ipynb'), 'an answer from before there was a copy');
  project.update();
  assert.equal(project.mine['01-clip.ipynb'], 'an answer from before there was a copy');
  project.ship({ '01-clip.ipynb': 'clip, second' });
  assert.equal(project.update()['01-clip.ipynb'], 'offered');
  assert.equal(project.mine['01-clip.ipynb'], 'an answer from before there was a copy');
});

test('a lesson that the list does not know replaces nothing', (t) => {
  const project = new Project(t);
  project.update();
  writeFileSync(join(project.places.from, '01-clip.ipynb'), 'half a merge');
  assert.equal(project.update()['01-clip.ipynb'], 'untouched');
  assert.equal(project.mine['01-clip.ipynb'], 'clip, first');
});

test('the command says what is new, and in which cells', async (t) => {
  const project = new Project(t);
  const edition = (/** @type {[string, string][]} */ ...cells) =>
    JSON.stringify(notebook(cells.map(([id, source]) => code(id, source))));
  project.ship({ '01-clip.ipynb': edition(['same', '1'], ['task', 'stub'], ['old', '2']) });
  project.update();
  project.edit('01-clip.ipynb', edition(['same', '1'], ['task', 'my answer'], ['old', '2']));
  project.ship({ '01-clip.ipynb': edition(['same', '1'], ['task', 'stub'], ['more', '3']) });
  rmSync(join(project.places.to, '02-gae.ipynb'));
  /** @type {string[]} */
  const said = [];
  t.mock.method(console, 'log', (/** @type {string} */ line) => said.push(line));
  await lessonsCommand([], new MyLessons(project.places));
  await lessonsCommand(['--take', '01', '--take', '02'], new MyLessons(project.places));
  assert.deepEqual(said, [
    '  01-clip.ipynb  a new edition beside yours: 01-clip.new.ipynb',
    '  02-gae.ipynb   deleted by you',
    '\n  01-clip.ipynb, its cells beside yours: different: task; only in the new one: more; only in yours: old',
    '\n  npm run lessons -- --take 01 puts the edition that ships in place; yours is kept beside it.',
    '  01-clip.ipynb: as it ships; what you had made of it is 01-clip.mine-1.ipynb.',
    '  02-gae.ipynb: as it ships.',
    '  nothing new: 0 of 2 lessons have been run or edited by you, the rest is as it ships',
  ]);
  await assert.rejects(lessonsCommand(['--give', '01'], new MyLessons(project.places)), /The option is --take LESSON/);
});

test('JupyterLab opens the first lesson of the copy', (t) => {
  const project = new Project(t);
  assert.match(firstPage(project.places.from), /\/%C3%9Cbung%201%20\(a\)\/notebooks\/01-clip\.ipynb$/);
  assert.match(firstPage(join(myLessons, '..', 'notebooks')), /^lab\/tree\/notebooks\/00-start-here\.ipynb$/);
});
