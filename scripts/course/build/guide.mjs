// One page for the teacher of a lesson: what to ask, where students stumble, and what to leave out when time is short.
import { escape, page, tableOf } from '../html.mjs';
import { openingOf, sectionsOf } from './lessonText.mjs';
import { formulas, inline } from './markdownHtml.mjs';

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('../lesson/answerBook.mjs').BookEntry} BookEntry */

const style =
  'body { font-size: 14px; line-height: 1.4; margin: 1rem auto; } h1, h2, h3, p, ul { margin: .5rem 0; } svg { vertical-align: middle; }';

/** @param {Lesson} lesson @param {Map<string, BookEntry>} book @returns {Promise<string>} HTML */
export async function guide(lesson, book) {
  const formula = await formulas();
  const text = (/** @type {string} */ words) => inline(words, formula);
  const { question, needs, goal } = openingOf(lesson.cells);
  const sections = sectionsOf(lesson.cells);
  const asked = sections.flatMap(({ predictions }) => predictions.map((one) => `<li>${text(one.question)}</li>`));
  return page(
    `Guide: ${lesson.title}`,
    `<h1>${text(lesson.title)}</h1>
<p><strong>${text(question)}</strong> ${text(needs)}</p>
<p>${text(goal)}</p>
<h2>Ask before you show</h2><ul>${asked.join('')}</ul>
<h2>Time</h2>${timeTable(sections)}
<p><strong>45 minutes:</strong> ${text(plan(sections, 45, lesson))} <strong>90 minutes:</strong> ${text(plan(sections, 90, lesson))}</p>
<h2>Where they stumble</h2>${stumbles(lesson, book, text)}`,
    style,
  );
}

/** @param {import('./lessonText.mjs').Section[]} sections */
function timeTable(sections) {
  return tableOf(
    ['section', '#minutes'],
    sections.map(({ heading, minutes }) => [heading.replaceAll('`', ''), Math.max(1, Math.round(minutes))]),
  );
}

/**
 * Sections from the front, as long as they fit with one exercise in class; a second reading is the first thing to go.
 * @param {import('./lessonText.mjs').Section[]} sections
 * @param {number} minutes
 * @param {Lesson} lesson
 */
function plan(sections, minutes, { exercises }) {
  const first = exercises[0];
  let left = minutes - (first?.minutes ?? 0);
  /** @type {string[]} */
  const skipped = [];
  const kept = sections.filter((section) => {
    const fits = section.minutes <= left && !(minutes < 60 && /second reading/i.test(section.heading));
    if (fits) left -= section.minutes;
    else skipped.push(section.heading);
    return fits;
  });
  const inClass = left > 10 ? exercises.filter((_, index) => index < 2) : exercises.slice(0, 1);
  const leave =
    skipped.length === 0 ? 'everything fits' : `leave out ${skipped.map((heading) => `"${heading}"`).join(', ')}`;
  return `${kept.length} of ${sections.length} sections: ${leave}; exercise ${inClass.map(({ id }) => id).join(' and ')} in class, the others at home.`;
}

/** @param {Lesson} lesson @param {Map<string, BookEntry>} book @param {(words: string) => string} text */
function stumbles({ exercises }, book, text) {
  const items = exercises.map(({ id, title, points, minutes }) => {
    const ideas = book.get(id)?.spec?.misconceptions.map(({ says }) => `<li>${text(says)}</li>`) ?? [];
    return `<h3>${escape(id)}: ${text(title)} <small>(${points} points, ${minutes} minutes)</small></h3><ul>${ideas.join('')}</ul>`;
  });
  return items.join('\n');
}
