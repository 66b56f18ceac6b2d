import { requireKnownOptions } from '../numbers/objects';
import { Random } from '../numbers/random';
import { requireBetween, requireCount } from '../numbers/validate';
import { piecesFrom, PieceFault, shown } from './guard';
import { libraryPieces, type PieceName, type Pieces } from './pieces';

/** Which lesson asks for a piece. */
export const lessonOfPiece: Readonly<Record<PieceName, string>> = Object.freeze({
  slopeOfObjective: '01',
  tdError: '03',
  advantagesOf: '03',
  logSoftmaxOf: '04',
  entropyOf: '04',
  historyOf: '05',
  nextValueOf: '05',
  dealMinibatches: '05',
  totalLoss: '06',
  approximateKl: '06b',
  clipTogether: '06',
  isSolved: '07',
});

type Draw<Name extends PieceName> = (random: Random) => Parameters<Pieces[Name]>;

const normals = (random: Random, length: number, scale = 1): number[] =>
  Array.from({ length }, () => scale * random.normal());
const coin = (random: Random): boolean => random.integer(2) === 1;
const lengthFrom = (random: Random, least: number): number => least + random.integer(8);

/** Arguments for each piece, drawn; also those on which typical mistakes show. */
const draws: { readonly [Name in PieceName]: Draw<Name> } = {
  slopeOfObjective: (random) => [random.uniform(0.3, 1.8), random.normal(), random.uniform(0.05, 0.4)],
  tdError: (random) => [...triple(random), coin(random), coin(random), random.uniform(0.5, 1)],
  advantagesOf(random) {
    const errors = normals(random, lengthFrom(random, 1));
    const going = errors.map(() => Number(random.integer(4) > 0));
    return [errors, going, random.uniform(0.5, 1), random.uniform(0, 1)];
  },
  logSoftmaxOf: (random) => [normals(random, lengthFrom(random, 2), coin(random) ? 1 : 900)],
  entropyOf(random) {
    const raw = Array.from({ length: lengthFrom(random, 2) }, (_, i) => (i > 0 && coin(random) ? 0 : random.uniform()));
    const total = raw.reduce((sum, p) => sum + p, 0);
    return [raw.map((p) => p / total)];
  },
  historyOf(random) {
    const environments = lengthFrom(random, 1);
    return [normals(random, environments * lengthFrom(random, 1)), random.integer(environments), environments];
  },
  nextValueOf: (random) => [coin(random), coin(random), random.normal(), random.normal()],
  dealMinibatches(random) {
    const rows = [...random.permutation(lengthFrom(random, 3))];
    return [rows, 1 + random.integer(rows.length)];
  },
  totalLoss: (random) => [random.normal(), random.uniform(0, 4), random.uniform(), random.uniform(), random.uniform()],
  approximateKl(random) {
    const now = normals(random, lengthFrom(random, 1), 0.5);
    return [now, now.map((logProb) => logProb + 0.4 * random.normal())];
  },
  clipTogether: (random) => [
    Array.from({ length: 1 + random.integer(3) }, () => normals(random, lengthFrom(random, 1))),
    random.uniform(0.3, 6),
  ],
  isSolved(random) {
    const late = Array.from({ length: 80 + random.integer(60) }, () => random.uniform(440, 510));
    return [[...normals(random, random.integer(40)).map(() => 20), ...late]];
  },
};

function triple(random: Random): [number, number, number] {
  return [random.normal(), random.normal(), random.normal()];
}

/**
 * Compares pieces with the library's on `cases` drawn arguments each.
 * @returns what is wrong with the first that differs, with the arguments and what it returned; null if none does
 * @throws TypeError for a piece that there is none of, or an unknown option; RangeError unless `cases` is a whole number from 1 to 100,000
 */
export function faultInPieces(given: Partial<Pieces>, options: { seed: number; cases?: number }): string | null {
  requireKnownOptions('faultInPieces', options, ['seed', 'cases']);
  const { seed, cases = 60 } = options;
  requireBetween('cases', requireCount('cases', cases), 1, 100_000);
  const { pieces, own } = piecesFrom(given);
  const root = new Random(seed, 'faultInPieces');
  for (const name of own) {
    const random = root.stream(name);
    for (let i = 0; i < cases; i++) {
      const fault = faultOf(pieces, name, draws[name](random));
      if (fault !== null) return `${fault} (lesson ${lessonOfPiece[name]})`;
    }
  }
  return null;
}

function faultOf(pieces: Pieces, name: PieceName, args: readonly unknown[]): string | null {
  const call = (all: Pieces): unknown =>
    (all[name] as (...given: readonly unknown[]) => unknown)(...structuredClone(args));
  try {
    const result = call(pieces);
    if (same(result, call(libraryPieces))) return null;
    return `${name}: for (${args.map(shown).join(', ')}) it returned ${shown(result)}, and that is not it`;
  } catch (error) {
    if (error instanceof PieceFault) return error.message;
    return `${name}: for (${args.map(shown).join(', ')}) it stopped with an error. ${String(error)}`;
  }
}

function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((one, i) => same(one, b[i]));
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));
}
