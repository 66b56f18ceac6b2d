// The marks as files that a forge shows: junit.xml in its list of tests, summary.md on the page of the run.
import { outOf, pointsOf, studentLabel } from '../grade/results.mjs';

/** @typedef {import('../grade/results.mjs').Result} Result */
/** @typedef {import('../grade/gradeNotebook.mjs').Mark} Mark */

/** @param {Result[]} results @returns {string} XML, one suite for each notebook and one test for each exercise */
export function junitXml(results) {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${results.map(suite).join('\n')}\n</testsuites>\n`;
}

/** @param {Result} result */
function suite({ student, lesson, file, marks, refused }) {
  const name = `${lesson || file}: ${studentLabel(student)}`;
  const cases = refused === null ? marks.map((mark) => testcase(lesson, mark)) : [unread(file, refused)];
  const counts = {
    tests: cases.length,
    failures: marks.filter(({ status }) => status === 'not yet').length,
    errors: marks.filter(({ status }) => status === 'refused').length + Number(refused !== null),
    skipped: marks.filter(({ status }) => status === 'not attempted').length,
  };
  return `<testsuite ${attributes({ name, ...counts })}>\n${cases.join('\n')}\n</testsuite>`;
}

const elements = { 'not yet': 'failure', refused: 'error', 'not attempted': 'skipped' };

/** @param {string} lesson @param {Mark} mark */
function testcase(lesson, { exercise, title, status, points, outOf: most, message, seconds }) {
  const words = `${points} of ${most} points`;
  const outcome =
    status === 'pass' ? '' : `<${elements[status]} ${attributes({ message: [words, message || status].join(': ') })}/>`;
  const properties = `<properties><property ${attributes({ name: 'points', value: points })}/><property ${attributes({ name: 'out of', value: most })}/></properties>`;
  const about = attributes({ classname: lesson, name: `${exercise}: ${title}`, time: seconds });
  return `<testcase ${about}>${properties}${outcome}<system-out>${xml(words)}</system-out></testcase>`;
}

/** @param {string} file @param {string} refused */
const unread = (file, refused) =>
  `<testcase ${attributes({ classname: 'file', name: file })}><error ${attributes({ message: refused })}/></testcase>`;

/** @param {Record<string, string | number>} fields */
const attributes = (fields) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}="${xml(String(value))}"`)
    .join(' ');

/** @param {string} text @returns {string} without what XML cannot hold, and inert */
function xml(text) {
  return (
    text
      .replace(/\p{Cs}/gu, '\ufffd') // half an emoji
      // eslint-disable-next-line no-control-regex -- control characters are what must go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replace(/[&<>"\t\r\n]/g, (/** @type {string} */ one) => `&#${one.charCodeAt(0)};`)
  );
}

/** @param {Result[]} results @returns {string} Markdown */
export function summaryMarkdown(results) {
  const parts = results.map(({ student, lesson, file, marks, refused }) => {
    const heading = `### ${inert(lesson || file)}: ${inert(studentLabel(student))}`;
    if (refused !== null) return `${heading}\n\n${inert(refused)}`;
    const rows = marks.map(
      ({ exercise, title, points, outOf: most, status, message }) =>
        `| ${inert(exercise)}: ${inert(title)} | ${points} of ${most} | ${inert(message || status)} |`,
    );
    return `${heading}\n\n${pointsOf(marks)} of ${outOf(marks)} points\n\n| exercise | points | |\n| --- | --- | --- |\n${rows.join('\n')}`;
  });
  return `${parts.join('\n\n')}\n`;
}

/** @param {string} text @returns {string} that a forge shows as it is: no HTML, link, picture or formula, and no second row */
const inert = (text) =>
  text.replace(/[\r\n]+/g, ' ').replace(/[^\p{L}\p{N} .,:;%+=-]/gu, (one) => `&#${one.codePointAt(0)};`);
