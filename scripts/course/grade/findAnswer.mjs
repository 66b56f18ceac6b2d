// Where in a notebook the answer to an exercise stands, whatever happened to its cells: by the id of the cell, else by its
// tag, else by the name of the function.
import { textOf } from '../../lib/notebooks/files.mjs';
import { closure } from '../source/closure.mjs';
import { javascriptOf, statementsOf } from '../source/statements.mjs';

/** @typedef {import('../lesson/exercises.mjs').Exercise} Exercise */
/** @typedef {import('./readSubmission.mjs').HandedCell} HandedCell */
/** @typedef {import('./readSubmission.mjs').HandedNotebook} HandedNotebook */
/**
 * @typedef {{ code: string, source: string, notes: string[] }} FoundAnswer
 *   `code`: JavaScript that hands the function to `take`; `source`: the TypeScript it was made of
 * @typedef {FoundAnswer | { refused: string } | { untouched: true }} Found
 */

/** Calls that belong to the page, not to the answer. */
const pageCalls = [
  'check',
  'exercise',
  'show',
  'table',
  'predict',
  'verdict',
  'scoreboard',
  'showCard',
  'assertClose',
  'labBoard',
];

/**
 * @param {HandedNotebook} notebook
 * @param {Exercise} exercise
 * @returns {Found}
 */
export function findAnswer({ cells }, exercise) {
  const readable = cells.map((cell) => (isCode(cell) ? cell.source : ''));
  const candidates = candidateCells(cells, exercise);
  if (candidates.places.length === 0) return elsewhere(cells, readable, exercise);
  const attempts = candidates.places.map((place) => attemptAt(cells, readable, exercise, place));
  const written = attempts.filter((attempt) => !('untouched' in attempt));
  if (written.length === 0) {
    const other = elsewhere(cells, readable, exercise, candidates.places);
    return 'refused' in other ? { untouched: true } : other;
  }
  // As in the notebook itself: of several cells that declare the function the last one counts.
  const good = written.filter((attempt) => 'code' in attempt);
  const chosen = good.at(-1) ?? written[written.length - 1];
  if (!('code' in chosen)) return chosen;
  const notes = [...candidates.notes, ...chosen.notes];
  if (written.length > 1)
    notes.push(`${written.length} cells answer this exercise (${candidates.by}): the last one was marked; keep one.`);
  return { ...chosen, notes };
}

/** @param {HandedCell[]} cells @param {Exercise} exercise */
function candidateCells(cells, { id, cells: { stub } }) {
  const all = cells.map((cell, place) => ({ cell, place }));
  const byId = all.filter(({ cell }) => cell.id === stub.id);
  const byTag = all.filter(({ cell }) => cell.tags.includes(`exercise:${id}`));
  const found = byId.length > 0 ? byId : byTag;
  const by = byId.length > 0 ? `all with the id ${stub.id}` : `all with the tag exercise:${id}`;
  return { places: found.map(({ place }) => place), by, notes: /** @type {string[]} */ ([]) };
}

/**
 * @param {HandedCell[]} cells @param {string[]} readable @param {Exercise} exercise @param {number} place
 * @returns {Found}
 */
function attemptAt(cells, readable, exercise, place) {
  const cell = cells[place];
  const label = `Cell ${place + 1} (${exercise.cells.stub.id})`;
  if (isUntouched(cell.source, exercise)) return { untouched: true };
  if (cell.source.trim() === '')
    return {
      refused: `${label} is empty${cell.hasOutputs ? ', though outputs of it were kept' : ''}: put the function back and hand in again.`,
    };
  if (/^(<{7}|={7}|>{7})( |$)/m.test(cell.source))
    return { refused: `${label} holds conflict markers of git: keep one of the two versions and hand in again.` };
  const sources = [...readable];
  sources[place] = cell.source;
  const notes = isCode(cell) ? [] : [`${label} is a ${cell.type} cell: it was marked as code; set its type to Code.`];
  const parsed = statementsOf(cell.source);
  if (parsed.problem !== null)
    return joined(
      cells,
      sources,
      exercise,
      place,
      `${label} does not compile, ${parsed.problem.replace(/\.$/, '')}. Mend that and hand in again.`,
    );
  return taken(sources, exercise, place, notes, label);
}

/** A cell that was cut in two in the middle of the function: tried together with what follows it. */
function joined(
  /** @type {HandedCell[]} */ cells,
  /** @type {string[]} */ sources,
  /** @type {Exercise} */ exercise,
  /** @type {number} */ place,
  /** @type {string} */ refused,
) {
  let text = sources[place];
  for (const next of [place + 1, place + 2]) {
    if (next >= cells.length || cells[next].id === exercise.cells.check.id) break;
    text += `\n${cells[next].source}`;
    if (statementsOf(text).problem !== null) continue;
    const whole = sources.map((source, index) => (index > place && index <= next ? '' : source));
    whole[place] = text;
    const note = `The function was cut in two: cells ${place + 1} to ${next + 1} were put together; merge them.`;
    return taken(whole, exercise, place, [note], `Cell ${place + 1}`);
  }
  return { refused };
}

/**
 * @param {string[]} sources @param {Exercise} exercise @param {number} place @param {string[]} notes @param {string} label
 * @returns {Found}
 */
function taken(sources, { functionName }, place, notes, label) {
  const { statements } = statementsOf(sources[place]);
  const kept = statements.filter(({ calls }) => calls === null || !pageCalls.includes(calls));
  const name = nameIn(kept, functionName);
  if (name === null) {
    const near = declaredAround(sources, functionName, place);
    if (near !== null)
      return taken(
        sources,
        /** @type {any} */ ({ functionName }),
        near,
        [...notes, `The function ${functionName} was found in cell ${near + 1}.`],
        label,
      );
    return {
      refused: `${label} declares no function: it must declare ${functionName}; put the first line of the function back and hand in again.`,
    };
  }
  if (name !== functionName)
    notes = [
      ...notes,
      `${label}: the function is called ${name} instead of ${functionName}; it was marked all the same.`,
    ];
  const source = closure(
    sources,
    kept.map((statement) => ({ cell: place, statement })),
  );
  return { code: `${javascriptOf(source)}\ntake(${name});`, source, notes };
}

/** @param {import('../source/statements.mjs').Statement[]} statements @param {string} wanted */
function nameIn(statements, wanted) {
  if (statements.some(({ declares }) => declares.includes(wanted))) return wanted;
  const functions = statements.filter(({ text }) =>
    /^(export\s+)?(async\s+)?function\b|^(const|let|var)\s+\w+[^;]*?=\s*(async\s*)?(function\b|\(?[\w\s,:[\]<>|{}.?]*\)?[^=;]*=>)/.test(
      text,
    ),
  );
  return functions.length === 1 ? (functions[0].declares[0] ?? null) : null;
}

/** @param {string[]} sources @param {string} name @param {number} except @returns {number | null} */
function declaredAround(sources, name, except) {
  const places = sources.flatMap((source, place) =>
    place !== except && statementsOf(source).statements.some(({ declares }) => declares.includes(name)) ? [place] : [],
  );
  return places.at(-1) ?? null;
}

/**
 * The cell of the stub is gone, or untouched: some other cell may declare the function.
 * @param {HandedCell[]} cells @param {string[]} sources @param {Exercise} exercise @param {number[]} [except]
 * @returns {Found}
 */
function elsewhere(cells, sources, exercise, except = []) {
  const {
    functionName,
    cells: { stub },
  } = exercise;
  const places = sources.flatMap((source, place) =>
    !except.includes(place) &&
    !isUntouched(source, exercise) &&
    statementsOf(source).statements.some(
      ({ declares, text }) => declares.includes(functionName) && !isUntouched(text, exercise),
    )
      ? [place]
      : [],
  );
  const place = places.at(-1);
  if (place === undefined)
    return {
      refused: `The cell ${stub.id} is missing, and no other cell declares ${functionName}: put the cell back from the notebook you were given and hand in again.`,
    };
  const note = `The answer was found in cell ${place + 1}${cells[place].id ? ` (${cells[place].id})` : ''}; it belongs into the cell ${stub.id}.`;
  const only = statementsOf(sources[place]).statements.filter(({ declares }) => declares.includes(functionName));
  const source = closure(
    sources,
    only.slice(-1).map((statement) => ({ cell: place, statement })),
  );
  return {
    code: `${javascriptOf(source)}\ntake(${functionName});`,
    source,
    notes: except.length > 0 || cells[place].id !== null ? [note] : [],
  };
}

/** @param {string} source @param {Exercise} exercise */
function isUntouched(source, { cells: { stub } }) {
  return tokens(source) === tokens(textOf(stub.source));
}

/** @param {string} source without comments and layout */
const tokens = (source) => source.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '').replace(/[\s;,]+/g, '');

/** @param {HandedCell} cell */
const isCode = ({ type }) => type === 'code';
