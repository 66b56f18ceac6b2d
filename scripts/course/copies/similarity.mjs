// How much of what is rare in a class two students have in common.
import { runsOf, tokensOf } from './tokens.mjs';

/** @typedef {{ student: string, answers: Map<string, string> }} Work  `answers`: source by exercise, the attempted ones */
/** @typedef {{ a: string, b: string, similarity: number, shared: number, closest: string }} Pair
 *   `similarity`: 0 to 1; `shared`: how many rare runs of tokens both have; `closest`: the exercise with most of them */

/** From here on a pair is worth a look; copies.test.mjs shows how it lies between copies in disguise and different answers. */
export const threshold = 0.8;
/** Less common ground than this says nothing, however equal it is: short answers look alike. */
export const leastShared = 12;

/**
 * @param {Work[]} works
 * @param {{ stubs?: Map<string, string>, known?: Map<string, string[]> }} [ground] what everybody has: the stub of each
 *   exercise, and the answers to it that anybody would write
 * @returns {Pair[]} all pairs with anything rare in common, the most similar first
 */
export function similarPairs(works, { stubs = new Map(), known = new Map() } = {}) {
  const usual = new Map(
    [...new Set(works.flatMap(({ answers }) => [...answers.keys()]))].map((exercise) => {
      const texts = [stubs.get(exercise) ?? '', ...(known.get(exercise) ?? [])];
      return [exercise, new Set(texts.flatMap((text) => [...runsOf(tokensOf(text))]))];
    }),
  );
  const marked = works.map(({ student, answers }) => ({ student, runs: workRuns(answers, usual) }));
  const counts = countsOf(marked.map(({ runs }) => runs));
  // What more than a few have is the way one writes it.
  const common = Math.max(4, works.length / 20);
  const rare = marked.map(({ student, runs }) => ({
    student,
    runs: new Set([...runs].filter((run) => (counts.get(run) ?? 0) <= common)),
  }));
  const pairs = rare.flatMap((a, index) => rare.slice(index + 1).flatMap((b) => pairOf(a, b)));
  return pairs.sort((one, other) => other.similarity - one.similarity || other.shared - one.shared);
}

/** @param {Pair} pair */
export const isSuspicious = ({ similarity, shared }) => similarity >= threshold && shared >= leastShared;

/** @param {Map<string, string>} answers @param {Map<string, Set<string>>} usual @returns {Set<string>} runs, each with its exercise */
function workRuns(answers, usual) {
  const all = [...answers].flatMap(([exercise, source]) =>
    [...runsOf(tokensOf(source))].filter((run) => !usual.get(exercise)?.has(run)).map((run) => `${exercise}|${run}`),
  );
  return new Set(all);
}

/** @param {Set<string>[]} works @returns {Map<string, number>} in how many works each run occurs */
function countsOf(works) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const work of works) for (const run of work) counts.set(run, (counts.get(run) ?? 0) + 1);
  return counts;
}

/** @param {{ student: string, runs: Set<string> }} a @param {{ student: string, runs: Set<string> }} b @returns {Pair[]} none or one */
function pairOf(a, b) {
  const [small, large] = a.runs.size < b.runs.size ? [a.runs, b.runs] : [b.runs, a.runs];
  const both = [...small].filter((run) => large.has(run));
  if (both.length === 0) return [];
  const perExercise = new Map();
  for (const run of both) perExercise.set(run.split('|')[0], (perExercise.get(run.split('|')[0]) ?? 0) + 1);
  const [closest] = [...perExercise].sort(([, one], [, other]) => other - one)[0];
  return [
    {
      a: a.student,
      b: b.student,
      similarity: (2 * both.length) / (a.runs.size + b.runs.size),
      shared: both.length,
      closest,
    },
  ];
}
