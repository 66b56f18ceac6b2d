// The marks as tables: one for everybody, and one each in the form that Moodle and Canvas import.
import { csv } from '../csv.mjs';
import { byStudent, outOf, pointsOf } from './results.mjs';

/** @typedef {import('./results.mjs').Result} Result */
/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */

/** @param {Result[]} results @param {Lesson[]} lessons those that were handed in @returns {string} */
export function marksCsv(results, lessons) {
  const exercises = lessons.flatMap((lesson) =>
    lesson.exercises.map(({ id, points }) => ({ lesson: lesson.name, id, points })),
  );
  const head = [
    'student',
    'id',
    'points',
    'out of',
    ...exercises.map(({ lesson, id, points }) => `${lesson.split('-')[0]} ${id} (${points})`),
    'remarks',
  ];
  const rows = [...byStudent(results).values()].map((own) => {
    const { name, id } = own[0].student;
    const marks = own.flatMap((result) => result.marks);
    const each = exercises.map(
      (one) =>
        own.find(({ lesson }) => lesson === one.lesson)?.marks.find(({ exercise }) => exercise === one.id)?.points ??
        '',
    );
    const most = lessons.reduce(
      (sum, lesson) => sum + lesson.exercises.reduce((total, { points }) => total + points, 0),
      0,
    );
    return [name, id, pointsOf(marks), most, ...each, remarks(own)];
  });
  return csv([head, ...rows]);
}

/** @param {Result[]} results @returns {string} a Moodle "grading worksheet": participants, grade, comment */
export function moodleCsv(results) {
  const own = [...byStudent(results.filter(({ student }) => student.platform === 'moodle')).values()];
  const rows = own.map((one) => [`Participant ${one[0].student.id}`, one[0].student.name, total(one), remarks(one)]);
  return rows.length === 0 ? '' : csv([['Identifier', 'Full name', 'Grade', 'Feedback comments'], ...rows]);
}

/** @param {Result[]} results @param {Lesson[]} lessons @returns {string} for Canvas: Grades, Import */
export function canvasCsv(results, lessons) {
  const own = [...byStudent(results.filter(({ student }) => student.platform === 'canvas')).values()];
  const rows = own.map((one) => [one[0].student.name, one[0].student.id, '', '', '', total(one)]);
  const title = lessons.map(({ name }) => name).join(' and ');
  return rows.length === 0 ? '' : csv([['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', title], ...rows]);
}

/** @param {Result[]} own */
const total = (own) => pointsOf(own.flatMap(({ marks }) => marks));

/** @param {Result[]} own */
function remarks(own) {
  const files = own.flatMap(({ refused, notes }) => [...(refused === null ? [] : [refused]), ...notes]);
  const refusedMarks = own.flatMap(({ marks }) =>
    marks.flatMap(({ status, message, exercise }) => (status === 'refused' ? [`${exercise}: ${message}`] : [])),
  );
  return [...files, ...refusedMarks].join(' ');
}

export { outOf };
