import assert from 'node:assert/strict';
import test from 'node:test';
import { SharedFiles, bookPage } from './pages.mjs';
import { wholeBook } from './paper.mjs';
import { sectionsOf } from './search.mjs';

const lessons = ['00-start', '01-clip', 'errata'].map((name) => ({ name, title: `The ${name} & more`, question: '' }));
const long = 'x'.repeat(5000);

/** @param {string} body @param {string} [head] */
const exported = (body, head = '<style>p { margin: 0 }</style>') =>
  `<html><head><title>old</title>${head}</head><body><main>${body}</main></body></html>`;

/** @param {string} body @param {number} [at] */
function made(body, at = 1) {
  /** @type {Record<string, string>} */
  const files = {};
  const shared = new SharedFiles((path, content) => void (files[path] = String(content)));
  return { page: bookPage(exported(body), at, lessons, shared), files, shared };
}

test('a page leads to its neighbours and to the lesson that runs', () => {
  const { page } = made('');
  assert.match(page, /<a rel="prev" href="00-start\.html">← The 00-start &amp; more<\/a>/);
  assert.match(page, /<a rel="next" href="errata\.html">/);
  assert.match(page, /href="\.\.\/lab\/index\.html\?path=01-clip\.ipynb">Run this lesson/);
  assert.doesNotMatch(made('', 0).page, /rel="prev"/);
  assert.doesNotMatch(made('', 2).page, /rel="next"/);
});

test('links to lessons lead to pages, with their places; others stay', () => {
  const { page } = made('<a href="00-start.ipynb#one-two">a</a><a href="mine.ipynb">b</a><a href="../README.md">c</a>');
  assert.match(
    page,
    /<a href="00-start\.html#one-two">a<\/a><a href="mine\.ipynb">b<\/a><a href="index\.html#running">c</,
  );
});

test('long code is one file for all pages that have it, loaded where it stood; short code and data stay', () => {
  const body = `<script data-code="">${long}</script><script>short()</script><script type="application/json">"${long}"</script>`;
  const { page, files } = made(`${body}${body}`);
  assert.equal(Object.values(files).filter((text) => text === long).length, 1);
  assert.equal(page.match(/<script data-code="" src="shared\/\w+\.js"><\/script>/g)?.length, 2);
  assert.equal(page.match(/short\(\)/g)?.length, 2);
  assert.equal(page.match(/application\/json/g)?.length, 2);
});

test('what the site has already is not written again', () => {
  /** @type {string[]} */
  const writes = [];
  const first = new SharedFiles((path) => writes.push(path));
  const address = first.put(long, 'js');
  const hash = [...first.addresses.keys()][0];
  const second = new SharedFiles((path) => writes.push(path), { [hash]: '../there.js' });
  assert.deepEqual([second.put(long, 'js'), writes], ['../there.js', [address]]);
});

test('the picture of a figure is a file beside it, for paper', () => {
  const { page, files } = made('<noscript><img src="data:image/png;base64,aGk=" alt="A line."></noscript>');
  assert.match(page, /<img class="for-print" loading="lazy" src="(shared\/\w+\.png)" alt="A line.">/);
  assert.deepEqual(Object.values(files), ['hi']);
});

test('styles are kept once, for the common style sheet', () => {
  const { page, shared } = made('');
  assert.doesNotMatch(page, /margin/);
  assert.deepEqual([...shared.styles], ['p { margin: 0 }']);
});

test('a page that is no export is refused', () => {
  assert.throws(() => bookPage('<p>', 0, lessons, new SharedFiles(() => {})), /has a head and a main part/);
});

test('the whole book has each place once, links inside itself, and pictures without scripts', () => {
  const body = `<h2 id="one">A</h2><a href="#one">a</a><a href="00-start.ipynb#one">b</a><a href="errata.ipynb">c</a>
    <script>draw()</script><noscript><img src="data:image/png;base64,aGk=" alt="A line."></noscript>`;
  const whole = wholeBook(
    lessons,
    (name) =>
      made(
        body,
        lessons.findIndex((one) => one.name === name),
      ).page,
  );
  assert.equal(whole.match(/id="01-clip\/one"/g)?.length, 1);
  assert.match(whole, /href="#01-clip\/one">a<\/a><a href="#00-start\/one">b<\/a><a href="#errata">c</);
  assert.doesNotMatch(whole, /draw\(\)|loading="lazy"/);
  assert.equal(whole.match(/class="for-print"/g)?.length, 3);
});

test('sections are what a reader reads, with the cell where they begin', () => {
  const markdown = (/** @type {string} */ id, /** @type {string} */ source) =>
    /** @type {any} */ ({ cell_type: 'markdown', id, source });
  const cells = [
    markdown('a', '# T\n\nOne **two**.'),
    markdown('b', 'three'),
    markdown('c', '## H `x`\n\n[link](y.ipynb) $r_t$'),
  ];
  const notebook = /** @type {any} */ ({ cells });
  assert.deepEqual(sectionsOf({ name: '01-clip', title: 'T', question: '' }, notebook), [
    { page: '01-clip.html#cell-id=a', title: 'T', heading: 'T', text: 'One two . three' },
    { page: '01-clip.html#cell-id=c', title: 'T', heading: 'H x', text: 'link r t' },
  ]);
});
