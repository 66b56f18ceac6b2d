import { requireKnownOptions } from '../numbers/objects';
import { describe } from '../numbers/validate';
import { libraryPieces, type PieceName, type Pieces } from './pieces';

/** A piece returned what cannot be, or changed what it was handed. */
export class PieceFault extends Error {
  override readonly name = 'PieceFault';
  constructor(
    readonly piece: PieceName,
    message: string,
  ) {
    super(`${piece}: ${message}`);
  }
}

/** What each piece must give back, and what it must leave alone. */
const shapes: Record<PieceName, (args: readonly unknown[]) => 'number' | 'boolean' | 'deal' | readonly unknown[]> = {
  slopeOfObjective: () => 'number',
  tdError: () => 'number',
  advantagesOf: ([tdErrors]) => tdErrors as number[],
  logSoftmaxOf: ([row]) => row as number[],
  entropyOf: () => 'number',
  historyOf: ([column, , environments]) => new Array<number>((column as number[]).length / (environments as number)),
  nextValueOf: () => 'number',
  dealMinibatches: () => 'deal',
  totalLoss: () => 'number',
  approximateKl: () => 'number',
  clipTogether: ([layers]) => layers as number[][],
  isSolved: () => 'boolean',
};

/**
 * The pieces of a run: those that are given, watched, and the library's for the rest.
 * @throws TypeError for a name that is no piece, or a piece that is no function
 */
export function piecesFrom(given: Partial<Pieces>): { pieces: Pieces; own: PieceName[] } {
  requireKnownOptions('pieces', given, Object.keys(libraryPieces));
  const own = (Object.keys(libraryPieces) as PieceName[]).filter((name) => given[name] !== undefined);
  const watched = own.map((name) => [name, watch(name, given[name])]);
  return { pieces: { ...libraryPieces, ...(Object.fromEntries(watched) as Partial<Pieces>) }, own };
}

type AnyPiece = (...args: readonly unknown[]) => unknown;

function watch(name: PieceName, piece: unknown): AnyPiece {
  if (typeof piece !== 'function') throw new TypeError(`pieces.${name}: got ${describe(piece)}, expected a function`);
  return (...args) => {
    const sums = args.map(checksum);
    const result = (piece as AnyPiece)(...args);
    const fault = faultOf(shapes[name](args), result) ?? (name === 'dealMinibatches' ? rowFault(args, result) : null);
    if (fault !== null)
      throw new PieceFault(name, `for (${args.map(shown).join(', ')}) it returned ${shown(result)}; ${fault}`);
    const changed = args.findIndex((arg, i) => checksum(arg) !== sums[i]);
    if (changed >= 0)
      throw new PieceFault(name, `it changes its argument ${changed + 1}, which others still need; work on a copy`);
    return result;
  };
}

function faultOf(shape: ReturnType<(typeof shapes)[PieceName]>, result: unknown): string | null {
  if (shape === 'number') return Number.isFinite(result) ? null : 'expected a finite number';
  if (shape === 'boolean') return typeof result === 'boolean' ? null : 'expected true or false';
  if (!Array.isArray(result)) return 'expected a list';
  if (shape === 'deal') return result.every(Array.isArray) ? null : 'expected a list of lists of row numbers';
  if (result.length !== shape.length) return `expected a list of ${shape.length}`;
  const flat = result.flat() as unknown[];
  return flat.every(Number.isFinite) ? null : 'expected finite numbers';
}

/** A minibatch holds rows that were dealt, and is not empty. */
function rowFault([rows]: readonly unknown[], result: unknown): string | null {
  const known = new Set(rows as number[]);
  for (const minibatch of result as unknown[][]) {
    if (minibatch.length === 0) return 'a minibatch is empty';
    const stranger = minibatch.find((row) => !known.has(row as number));
    if (stranger !== undefined) return `${shown(stranger)} is no row that was dealt`;
  }
  return null;
}

/** A number that tells whether a list has been written to; the arguments of pieces are short or rarely passed. */
function checksum(value: unknown): number {
  if (typeof value === 'number') return value;
  if (!Array.isArray(value)) return 0;
  let sum = value.length;
  for (let i = 0; i < value.length; i++) sum = (sum * 31 + checksum(value[i])) % 2147483647;
  return sum;
}

export function shown(value: unknown): string {
  if (Array.isArray(value)) {
    const first = value.slice(0, 4).map(shown).join(', ');
    return `[${first}${value.length > 4 ? `, ... ${value.length} in all` : ''}]`;
  }
  return typeof value === 'number' ? String(Number(value.toPrecision(6))) : describe(value);
}
