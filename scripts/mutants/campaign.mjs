// Tries many faults on a few benches at once.
/** @typedef {import('./bench.mjs').Bench} Bench */
/** @typedef {import('./bench.mjs').Trial} Trial */
/** @typedef {import('./faults.mjs').Mutant} Mutant */

/**
 * @param {Bench[]} benches
 * @param {Mutant[]} mutants
 * @param {(trial: Trial) => void} [tell] called as each ends
 * @returns {Promise<Trial[]>} in the order of the faults
 */
export async function tryAll(benches, mutants, tell = () => {}) {
  /** @type {Map<Mutant, Trial>} */
  const trials = new Map();
  await share(benches, mutants, async (bench, mutant) => {
    const trial = await bench.try(mutant);
    trials.set(mutant, trial);
    tell(trial);
  });
  return mutants.map((mutant) => /** @type {Trial} */ (trials.get(mutant)));
}

/**
 * Every worker takes the next piece of work when it has done one.
 * @template W, T
 * @param {W[]} workers
 * @param {T[]} pieces
 * @param {(worker: W, piece: T) => Promise<void>} work
 */
async function share(workers, pieces, work) {
  const queue = [...pieces];
  await Promise.all(
    workers.map(async (worker) => {
      for (let piece = queue.shift(); piece !== undefined; piece = queue.shift()) await work(worker, piece);
    }),
  );
}
