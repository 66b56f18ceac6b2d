// The release as nbgrader wants it: the same cells, with its metadata on those of the exercises.

/** @typedef {import('../lesson/exercises.mjs').Lesson} Lesson */
/** @typedef {import('../lesson/answerBook.mjs').BookEntry} BookEntry */
/** @typedef {{ id?: string, cell_type: string, metadata?: any, source: any, outputs?: any, execution_count?: any }} RawCell */
/** @typedef {{ cells: RawCell[], metadata: any, nbformat: number, nbformat_minor: number }} RawNotebook */

/**
 * @param {RawNotebook} release
 * @param {Lesson} lesson
 * @param {Map<string, BookEntry>} book
 * @returns {RawNotebook}
 */
export function nbgraderSource(release, lesson, book) {
  const marks = metadataOf(lesson, book);
  const cells = release.cells.map((cell) => marked(cell, marks));
  return { ...release, cells };
}

/**
 * What somebody handed in, ready for nbgrader: whatever happened to its cells, each of the exercises' cells is there once.
 * @param {import('../grade/readSubmission.mjs').HandedNotebook} handed
 * @param {RawNotebook} source
 * @returns {RawNotebook}
 */
export function nbgraderSubmission({ cells }, source) {
  const marks = new Map(source.cells.map((cell) => [cell.id, cell.metadata]));
  /** @type {Set<string>} */
  const used = new Set();
  const own = [...cells.entries()].reverse().map(([place, { id, type, tags, source: text }]) => {
    const known = id !== null && marks.has(id) && !used.has(id);
    if (known) used.add(/** @type {string} */ (id));
    const metadata = known ? structuredClone(marks.get(/** @type {string} */ (id))) : tags.length > 0 ? { tags } : {};
    return rawCell(known ? /** @type {string} */ (id) : `own-${place}`, type, metadata, text);
  });
  const missing = source.cells.filter(
    ({ id, metadata }) => metadata?.nbgrader && !used.has(/** @type {string} */ (id)),
  );
  return { ...source, cells: [...own.reverse(), ...missing] };
}

/** @param {string} id @param {string} type @param {object} metadata @param {string} source @returns {RawCell} */
function rawCell(id, type, metadata, source) {
  const cell_type = ['code', 'markdown'].includes(type) ? type : 'raw';
  const cell = { id, cell_type, metadata, source };
  return cell_type === 'code' ? { ...cell, outputs: [], execution_count: null } : cell;
}

/** @param {RawCell} cell @param {Map<string, object>} marks @returns {RawCell} */
function marked(cell, marks) {
  const nbgrader = marks.get(String(cell.id));
  return nbgrader ? { ...cell, metadata: { ...cell.metadata, nbgrader } } : cell;
}

/** @param {Lesson} lesson @param {Map<string, BookEntry>} book @returns {Map<string, object>} by cell */
function metadataOf({ exercises }, book) {
  const base = { schema_version: 3, task: false, grade: false, solution: false, locked: false };
  /** @type {[string, object][]} */
  const all = [['setup', { ...base, locked: true, grade_id: 'setup' }]];
  for (const { id, points, cells } of exercises) {
    const byHand = !book.get(id)?.spec;
    const grade = { grade: true, points };
    all.push([cells.card.id, { ...base, locked: true, grade_id: cells.card.id }]);
    all.push([cells.stub.id, { ...base, ...(byHand ? grade : {}), solution: true, grade_id: cells.stub.id }]);
    all.push([cells.check.id, { ...base, ...(byHand ? {} : grade), locked: true, grade_id: cells.check.id }]);
  }
  return new Map(all);
}
