// Makes pages of a book from lessons as nbconvert exports them: what pages have in common goes into shared files, links lead to pages,
// and a way through the book stands above and below.
import { escape } from '../../course/html.mjs';
import { hash } from '../edition.mjs';

/** @typedef {{ name: string, title: string, question: string }} Lesson  name: of the notebook, without .ipynb; question: '' if it asks none */

/** Scripts longer than this are files of their own, which pages share. */
const longScript = 4000;

/** Files that several pages use: what is put in comes back as its address. */
export class SharedFiles {
  /** @param {(path: string, content: string | Buffer) => void} write  @param {Record<string, string>} [known]  addresses of what the site has, by SHA-256 */
  constructor(write, known = {}) {
    this.write = write;
    /** @type {Map<string, string>} */
    this.addresses = new Map(Object.entries(known));
    /** @type {Set<string>} */
    this.styles = new Set();
  }

  /** @param {string | Buffer} content @param {string} ending of its name */
  put(content, ending) {
    const key = hash(content);
    const known = this.addresses.get(key);
    if (known !== undefined) return known;
    const address = `shared/${key.slice(0, 16)}.${ending}`;
    this.write(address, content);
    this.addresses.set(key, address);
    return address;
  }
}

/**
 * @param {string} exported  the lesson's page as nbconvert makes it
 * @param {number} at        which of the lessons it is
 * @param {readonly Lesson[]} lessons  in the order of the book
 * @param {SharedFiles} shared
 */
export function bookPage(exported, at, lessons, shared) {
  const lesson = lessons[at];
  const { head, body } = parts(exported);
  const scripts = head.match(/<script[\s\S]*?<\/script>/g) ?? [];
  for (const [, style] of head.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)) shared.styles.add(style);
  const links = linksToPages(body, lessons);
  const main = withPictures(withoutStops(withFiles(links, shared, '')), shared);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(lesson.title)}</title>
<link rel="stylesheet" href="shared/book.css">
<noscript><style>.for-print { display: block; }</style></noscript>
${neighbours(at, lessons, (name, other) => `<link rel="${name}" href="${other.name}.html">`)}
<script defer src="shared/book.js"></script>
${scripts.map((script) => withFiles(script, shared, ' defer')).join('\n')}
</head>
<body class="jp-Notebook" data-jp-theme-light="true">
<a class="skip" href="#lesson">Skip to the lesson</a>
<header class="bar">
<nav aria-label="Book"><a href="index.html">Contents</a>${way(at, lessons)}</nav>
<a data-run href="../lab/index.html?path=${lesson.name}.ipynb">Run this lesson</a>
${searchForm}
</header>
<main id="lesson" tabindex="-1">
${main}
</main>
<footer class="bar"><nav aria-label="Next and previous lesson">${way(at, lessons)}</nav></footer>
</body>
</html>
`;
}

/** Asks the contents, which have the search. */
export const searchForm = `<form role="search" action="index.html"><input type="search" name="q" aria-label="Search all lessons" placeholder="Search"><button>Search</button></form>`;

/** @param {string} page */
export function parts(page) {
  const found = /<head>([\s\S]*)<\/head>[\s\S]*?<main[^>]*>([\s\S]*)<\/main>/.exec(page);
  if (found === null) throw new Error('a page of nbconvert has a head and a main part; this one has not');
  return { head: found[1], body: found[2] };
}

/**
 * @param {number} at
 * @param {readonly Lesson[]} lessons
 * @param {(name: 'prev' | 'next', lesson: Lesson) => string} shown
 */
function neighbours(at, lessons, shown) {
  const [before, after] = [lessons[at - 1], lessons[at + 1]];
  return [before && shown('prev', before), after && shown('next', after)].filter(Boolean).join('\n');
}

/** @param {number} at @param {readonly Lesson[]} lessons */
const way = (at, lessons) =>
  neighbours(at, lessons, (name, { name: file, title }) => {
    const label = name === 'prev' ? `← ${title}` : `${title} →`;
    return `<a rel="${name}" href="${file}.html">${escape(label)}</a>`;
  });

/**
 * Links to notebooks lead to their pages; what a reader needs of the project's README stands in the contents.
 * @param {string} html
 * @param {readonly Lesson[]} lessons
 */
function linksToPages(html, lessons) {
  const names = new Set(lessons.map(({ name }) => name));
  return html
    .replace(/href="([\w-]+)\.ipynb(#[^"]*)?"/g, (whole, name, place = '') =>
      names.has(name) ? `href="${name}.html${place}"` : whole,
    )
    .replaceAll('href="../README.md"', 'href="index.html#running"');
}

/** @param {string} html @param {SharedFiles} shared @param {string} how they are loaded */
function withFiles(html, shared, how) {
  return html.replace(/<script( data-code(?:="")?)?>([\s\S]*?)<\/script>/g, (whole, kind = '', code) =>
    code.length < longScript ? whole : `<script${kind}${how} src="${shared.put(code.trim(), 'js')}"></script>`,
  );
}

/**
 * Cells are no stops of the keyboard here: only what can be used is.
 * @param {string} html
 */
const withoutStops = (html) => html.replaceAll(/(<div class="jp-Cell-\w+Wrapper") tabindex="0"/g, '$1');

/**
 * Pictures are files. That of a figure stands beside it, for paper and for browsers that run no scripts.
 * @param {string} html
 * @param {SharedFiles} shared
 */
function withPictures(html, shared) {
  return html
    .replace(/<noscript><img ([\s\S]*?)><\/noscript>/g, '<img class="for-print" loading="lazy" $1>')
    .replace(/"data:image\/png;base64,([^"]+)"/g, (_, code) => `"${shared.put(Buffer.from(code, 'base64'), 'png')}"`);
}
