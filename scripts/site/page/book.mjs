// In every page of the book: light and dark as the system has it, "Run this lesson" at the place that is read, stops of the keyboard where
// something has to be scrolled, and the search on the first page.
import MiniSearch from 'minisearch';

/** @typedef {{ page: string, title: string, heading: string, text: string }} Section  as scripts/site/book/search.mjs makes it */

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const setTheme = () => document.body.setAttribute('data-jp-theme-light', String(!dark.matches));
setTheme();
dark.addEventListener('change', setTheme);

/** The cell whose beginning was the last to pass the upper edge. */
function placeOfReading() {
  const cells = [...document.querySelectorAll('[id^="cell-id="]')];
  return cells.filter((cell) => cell.getBoundingClientRect().top < 120).at(-1)?.id;
}

const run = /** @type {HTMLAnchorElement | null} */ (document.querySelector('[data-run]'));
for (const event of ['pointerdown', 'keydown', 'focus'])
  run?.addEventListener(event, () => (run.hash = placeOfReading() ?? ''));

/** What is wider than the page can be scrolled with the keyboard too. */
function markScrolled() {
  for (const part of document.querySelectorAll('.jp-OutputArea-output, .jp-RenderedMarkdown, .jp-InputArea-editor'))
    if (part.scrollWidth > part.clientWidth) part.setAttribute('tabindex', '0');
    else part.removeAttribute('tabindex');
}
window.addEventListener('load', () => {
  markScrolled();
  /** @type {any} */ (window).MathJax?.startup.promise.then(markScrolled);
});
window.addEventListener('resize', markScrolled);

const found = document.getElementById('found');
const field = /** @type {HTMLInputElement} */ (document.querySelector('input[name=q]'));
/** @type {Promise<MiniSearch<Section>> | null} */
let index = null;

async function load() {
  /** @type {Section[]} */
  const sections = await (await fetch('shared/search.json')).json();
  const search = new MiniSearch({
    fields: ['heading', 'title', 'text'],
    storeFields: ['page', 'title', 'heading', 'text'],
    searchOptions: { prefix: true, fuzzy: 0.1, combineWith: 'AND', boost: { heading: 3, title: 2 } },
  });
  search.addAll(sections);
  return search;
}

/** @param {HTMLElement} list @param {string} words */
async function show(list, words) {
  list.hidden = words === '';
  if (words === '') return;
  const results = (await (index ??= load())).search(words).slice(0, 20);
  if (words !== field.value.trim()) return;
  const heading = document.createElement('h2');
  heading.textContent = results.length === 0 ? `Nothing says "${words}"` : `Sections that say "${words}"`;
  const entries = document.createElement('ul');
  entries.append(...results.map(entryOf));
  list.replaceChildren(heading, entries);
}

/** @param {Section & { terms: readonly string[] }} result */
function entryOf({ page, title, heading, text, terms }) {
  const entry = document.createElement('li');
  const link = Object.assign(document.createElement('a'), { href: page });
  link.textContent = heading === title ? title : `${title}: ${heading}`;
  const at = Math.max(0, text.toLowerCase().indexOf(terms[0]) - 60);
  entry.append(link, document.createElement('br'), `${at > 0 ? '… ' : ''}${text.slice(at, at + 160)} …`);
  return entry;
}

if (found) {
  field.value = new URLSearchParams(location.search).get('q') ?? '';
  field.addEventListener('input', () => void show(found, field.value.trim()));
  void show(found, field.value.trim());
}
