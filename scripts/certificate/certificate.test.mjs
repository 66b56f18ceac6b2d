import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { JSDOM } from 'jsdom';
import { certificateCommand } from './command.mjs';

/** @type {string} */
let folder;
test.beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'certificate (a) ü'))));
test.afterEach(() => rmSync(folder, { recursive: true }));

const keep = (/** @type {string} */ file, /** @type {unknown} */ value) =>
  writeFileSync(join(folder, file), typeof value === 'string' ? value : JSON.stringify(value));
const exercise = (/** @type {number} */ earned, /** @type {number} */ points) => ({
  title: 'T',
  points,
  earned,
  attempted: true,
});
const score = (/** @type {number} */ earned, /** @type {string} */ at) => ({
  test: 'exam',
  at,
  earned,
  points: 60,
  parts: {},
  seed: 7,
});

/** @param {string} name @returns {Promise<Document>} the page as a browser has it */
async function pageFor(name) {
  await certificateCommand(folder, ['--name', name]);
  return new JSDOM(readFileSync(join(folder, 'certificate.html'), 'utf8'), { runScripts: 'dangerously' }).window
    .document;
}
const rowsOf = (/** @type {Document} */ page) =>
  [...page.querySelectorAll('tr')].map((row) => [...row.children].map((cell) => cell.textContent));

test('the page has the points of each lesson, their sum, and the best attempt at each test', async () => {
  keep('01-ratio-and-clip.json', { predictions: [], exercises: { slope: exercise(2, 2), dead: exercise(1, 3) } });
  keep('03-advantage.json', { predictions: [], exercises: { gae: exercise(4, 4) } });
  keep('04-actor-critic.json', { predictions: ['x'], exercises: { entropy: exercise(0, 2) } });
  keep('scores.json', [
    score(30, '2026-01-01T10:00:00.000Z'),
    score(45, '2026-02-03T10:00:00.000Z'),
    score(40, '2026-03-01T10:00:00.000Z'),
  ]);
  assert.deepEqual(rowsOf(await pageFor('Ada')), [
    ['lesson', 'exercises passed', 'points'],
    ['01-ratio-and-clip', '1 of 2', '3 of 5'],
    ['03-advantage', '1 of 1', '4 of 4'],
    ['all of these', '2 of 3', '7 of 9'],
    ['test', 'points', 'seed', 'day'],
    ['exam', '45 of 60', '7', '2026-02-03'],
  ]);
});

test('names and what is kept are text, never markup', async () => {
  const evil = '<img src=x onerror="document.title=1"><script>document.title=2</script>&amp;\'"';
  keep('scores.json', [{ ...score(1, '2026-01-01T10:00:00.000Z'), test: evil }]);
  const page = await pageFor(evil);
  assert.equal(page.querySelector('.name')?.textContent, evil);
  assert.equal(rowsOf(page)[1][0], evil);
  assert.equal(page.title, `Certificate: ${evil}`);
  assert.equal(page.querySelectorAll('img, script, link, iframe').length, 0);
});

test('damaged files are left out; where nothing is earned, or no name given, a sentence says what to do', async () => {
  keep('01-ratio-and-clip.json', '{ "exercises": ');
  keep('02-why-a-trust-region.json', { predictions: [], exercises: { kl: { earned: 'all', points: 2 } } });
  await assert.rejects(pageFor('Ada'), /Nothing has been earned yet/);
  assert.equal(existsSync(join(folder, 'certificate.html')), false);
  keep('03-advantage.json', { predictions: [], exercises: { gae: exercise(4, 4) } });
  assert.deepEqual(rowsOf(await pageFor('Ada'))[1], ['03-advantage', '1 of 1', '4 of 4']);
  await assert.rejects(certificateCommand(folder, []), /Give a name/);
  await assert.rejects(certificateCommand(folder, ['--who', 'x']), /The option is --name/);
});
