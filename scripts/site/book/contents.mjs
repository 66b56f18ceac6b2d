// The first page of the book: what it has, the search, and how to run a lesson.
import { escape } from '../../course/html.mjs';
import { searchForm } from './pages.mjs';

/**
 * @param {readonly import('./pages.mjs').Lesson[]} lessons
 * @param {string | null} print  address of the book for printing; null: not made
 */
export function contentsPage(lessons, print) {
  const entry = (/** @type {import('./pages.mjs').Lesson} */ { name, title, question }) =>
    `<li><a href="${name}.html">${escape(title)}</a>${question ? `<br>${escape(question)}` : ''}</li>`;
  const paper = print === null ? '' : ` For paper there is <a href="${print}">one PDF of everything</a>.`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>PPO, cell by cell</title>
<link rel="stylesheet" href="shared/book.css">
<script defer src="shared/book.js"></script>
</head>
<body class="jp-Notebook contents" data-jp-theme-light="true">
<a class="skip" href="#lesson">Skip to the contents</a>
<header class="bar"><nav aria-label="Book"><a href="index.html" aria-current="page">Contents</a></nav>
${searchForm}
</header>
<main id="lesson" tabindex="-1" class="jp-RenderedHTMLCommon">
<h1>PPO, cell by cell</h1>
<p>Every lesson with what it prints and draws. Figures answer the mouse, guesses and explorables work, and nothing has to run.${paper}</p>
<section id="found" aria-live="polite" hidden></section>
<h2>Lessons</h2>
<ul>
${lessons.map(entry).join('\n')}
</ul>
<h2 id="running">Running the lessons</h2>
<p>"Run this lesson", above each page, opens it in <a href="../lab/index.html">the edition that runs in your browser</a>, at the place where you are. The installed edition needs Node and
Python; its README says how, and <code>npm start</code> in the project's folder sets up everything else.</p>
</main>
</body>
</html>
`;
}
