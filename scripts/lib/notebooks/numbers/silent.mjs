// What in a Markdown cell states no number of the lesson: formulas, code, addresses, headings, references, years, names.

/** The names of things that are numbered: "lesson 03", "sections 2 and 4". */
const numbered =
  'lessons?|sections?|equations?|algorithms?|cells?|figures?|exercises?|patients?|chapters?|parts?|lectures?|pages?|levels?|questions?|versions?|node|python|pytorch|gymnasium|jupyterlab';
const place = String.raw`\(?\d+(?:\.\d+)?[a-z]?\b\)?`;

const patterns = [
  /\$\$[^]*?\$\$/g,
  /(?<!\\)\$[^$]+?(?<!\\)\$/g,
  /```[^]*?```/g,
  /`[^`\n]*`/g,
  /\[\d+[a-z]?\]\([^)\n]*\)/g,
  /\]\([^)\n]*\)/g,
  /https?:\/\/\S+/g,
  /<[^>\n]*>/g,
  /^#{1,6} .*$/gm,
  /^\s*\d+[.)] /gm,
  /\barXiv:\d+\.\d+/g,
  /\b\d+(?:st|nd|rd|th)\b/g,
  /\bAbout \d+ minutes to read\b/g,
  new RegExp(`\\b(?:${numbered}) ${place}(?:(?:, | and | or | to |–|, and )${place}(?!\\s*%))*`, 'gi'),
  /\(\d+[a-z]?\)(?!\s*%)/g,
  /\[[A-Z]?\d+(?:[-,]\s*[A-Z]?\d+)*\]/g,
  /\b(?:1[89]|20)\d\d\b(?![,.]\d)/g,
  /(?<![\p{L}\p{N}])\p{L}[\p{L}\p{N}_-]*\d[\p{L}\p{N}_.-]*/gu,
  /\b\d+-?(?:bit|D)\b/g,
  /(?<![\d.,])0\d\b(?![.,]\d)/g,
];

/** @param {string} markdown @returns {string} of the same length, with blanks where nothing is stated */
export function silent(markdown) {
  return patterns.reduce((text, pattern) => text.replace(pattern, blank), markdown);
}

const blank = (/** @type {string} */ text) => text.replace(/[^\n]/g, ' ');
