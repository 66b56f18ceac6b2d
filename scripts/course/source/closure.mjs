// Takes some statements out of a list of cells, with every declaration that they lean on.
import { statementsOf } from './statements.mjs';

/** @typedef {import('./statements.mjs').Statement} Statement */
/** @typedef {{ cell: number, place: number, statement: Statement }} Placed */

/**
 * @param {string[]} cells sources in the order of the notebook; cells that cannot be read are passed over
 * @param {{ cell: number, statement: Statement }[]} roots what is wanted
 * @returns {string} their source and that of all they need, in the notebook's order; the first meaning of a name that is
 *   needed stays its meaning
 */
export function closure(cells, roots) {
  const all = placedStatements(cells);
  const wanted = new Set(
    all.filter((one) => roots.some((root) => root.cell === one.cell && root.statement.text === one.statement.text)),
  );
  const settled = new Set([...wanted].flatMap(({ statement }) => statement.declares));
  const open = [...wanted];
  for (let next = open.pop(); next; next = open.pop()) {
    for (const name of next.statement.uses) {
      if (settled.has(name)) continue;
      settled.add(name);
      const found = declarationFor(all, name, next);
      if (!found || wanted.has(found)) continue;
      found.statement.declares.forEach((also) => settled.add(also));
      wanted.add(found);
      open.push(found);
    }
  }
  return all
    .filter((one) => wanted.has(one))
    .map(({ statement }) => statement.text)
    .join('\n');
}

/** @param {string[]} cells @returns {Placed[]} */
function placedStatements(cells) {
  return cells.flatMap((source, cell) =>
    statementsOf(source).statements.map((statement, place) => ({ cell, place, statement })),
  );
}

/**
 * In the cell itself, else in the nearest cell before it, else in the first after it.
 * @param {Placed[]} all @param {string} name @param {Placed} user
 */
function declarationFor(all, name, user) {
  const declaring = all.filter(({ statement }) => statement.declares.includes(name));
  const own = declaring.filter(({ cell }) => cell === user.cell);
  const before = declaring.filter(({ cell }) => cell < user.cell);
  return own.at(-1) ?? before.at(-1) ?? declaring[0];
}
