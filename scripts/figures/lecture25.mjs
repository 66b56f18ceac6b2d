// The runs of lessons 10 to 10d: Lecture 25's program and its A2C twin, ten seeds of 3000 episodes each, with other numbers of passes, with the
// ratio but no clip, and with the program's faults put right. Writes data/figures/lecture25-*.runs.json, data/ppo.csv and data/a2c.csv.
import { lectureCsv, lectureRow, mean, ppoConfig } from 'ppo-lib';
import { digits } from '../lib/numbers.mjs';
import { tenSeeds, writeRuns, writeText } from './files.mjs';
import { recordReplays } from './replays.mjs';
import { bins, finalScores, trainSeeds } from './runs.mjs';

/** @typedef {import('ppo-lib').TrainRecord} TrainRecord */
/** @typedef {Partial<import('ppo-lib').PpoConfig>} Changes */
/** @typedef {{ preset: import('ppo-lib').PresetName, changes?: Changes, note: string }} Experiment */

const ENV = 'Pendulum-v1';
const BIN = 10; // episodes in one point of a curve
const BLOCK = 100; // episodes in one block of ratio statistics
/** @satisfies {Record<string, Changes>} */
const fixes = {
  exp: { stdForm: 'exp' },
  raw: { storeClippedActions: false },
  shuffle: { shuffle: true },
  normalize: { normalizeAdvantages: 'minibatch' },
};
/** @type {Changes} */
const allFixes = Object.assign({}, ...Object.values(fixes));
/** @type {Changes} */
const noClip = { objective: 'ratio' };

/**
 * File name -> what differs from the preset.
 * @type {Record<string, Experiment>}
 */
const experiments = {
  ppo: { preset: 'lecture25', note: "Lecture 25's PPO, two passes" },
  a2c: { preset: 'a2c', note: 'its A2C twin, five passes' },
  'a2c-10': { preset: 'a2c', changes: { numEpochs: 10 }, note: 'A2C, ten passes' },
  'ppo-10': { preset: 'lecture25', changes: { numEpochs: 10 }, note: 'PPO, ten passes' },
  'a2c-2': { preset: 'a2c', changes: { numEpochs: 2 }, note: 'A2C, two passes' },
  'ppo-5': { preset: 'lecture25', changes: { numEpochs: 5 }, note: 'PPO, five passes' },
  'ratio-2': {
    preset: 'lecture25',
    changes: noClip,
    note: "the lecture's PPO without its clip, two passes",
  },
  'ratio-raw-10': {
    preset: 'lecture25',
    changes: { ...noClip, ...fixes.raw, numEpochs: 10 },
    note: 'PPO without its clip, ten passes, with the log-probability of the raw action',
  },
  corrected: {
    preset: 'lecture25',
    changes: allFixes,
    note: 'PPO, two passes, corrected: exp(log-std), log-probability of the raw action, shuffled minibatches, normalised advantages',
  },
  'raw-10': {
    preset: 'lecture25',
    changes: { ...fixes.raw, numEpochs: 10 },
    note: 'PPO, ten passes, with the log-probability of the raw action',
  },
  'corrected-10': {
    preset: 'lecture25',
    changes: { ...allFixes, numEpochs: 10 },
    note: 'PPO, ten passes, with all four corrections',
  },
  'a2c-raw-10': {
    preset: 'a2c',
    changes: { ...fixes.raw, numEpochs: 10 },
    note: 'A2C, ten passes, with the log-probability of the raw action',
  },
  'fix-exp': {
    preset: 'lecture25',
    changes: fixes.exp,
    note: 'only exp(log-std) instead of |output|',
  },
  'fix-raw': {
    preset: 'lecture25',
    changes: fixes.raw,
    note: 'only the log-probability of the raw action',
  },
  'fix-shuffle': { preset: 'lecture25', changes: fixes.shuffle, note: 'only shuffled minibatches' },
  'fix-normalize': {
    preset: 'lecture25',
    changes: fixes.normalize,
    note: 'only normalised advantages',
  },
};

/** @param {TrainRecord[]} records */
function blocksOf(records) {
  /** @type {Record<'ratioMin' | 'ratioMax' | 'outside' | 'dead' | 'entropy', number>[]} */
  const blocks = [];
  for (let i = 0; i < records.length; i += BLOCK) {
    const block = records.slice(i, i + BLOCK);
    const average = (/** @type {'clipFraction' | 'deadFraction' | 'entropy'} */ name) =>
      digits(mean(block.map((record) => record[name])), 4);
    blocks.push({
      ratioMin: digits(Math.min(...block.map(({ ratioMin }) => ratioMin)), 3),
      ratioMax: digits(Math.max(...block.map(({ ratioMax }) => ratioMax)), 3),
      outside: average('clipFraction'),
      dead: average('deadFraction'),
      entropy: average('entropy'),
    });
  }
  const names = /** @type {(keyof typeof blocks[number])[]} */ (Object.keys(blocks[0]));
  return Object.fromEntries(names.map((name) => [name, blocks.map((block) => block[name])]));
}

/** @param {import('./runs.mjs').SeedResult} result */
async function summarize({ seed, records, checkpoint, failure }) {
  const returns = records.map(({ episodeReturns }) => episodeReturns[0]);
  return {
    seed,
    failure,
    episodes: returns.length,
    last100: digits(mean(returns.slice(-100))),
    final: await finalScores(checkpoint, ENV),
    returns: bins(returns, BIN).map((x) => digits(x)),
    blocks: blocksOf(records),
  };
}

/** @param {string} name */
async function runExperiment(name) {
  const { preset, changes = {}, note } = experiments[name];
  const started = performance.now();
  const config = ppoConfig(preset, changes);
  const results = await trainSeeds({ env: ENV, config, seeds: tenSeeds });
  const runs = [];
  for (const result of results) runs.push(await summarize(result));
  writeRuns(`lecture25-${name}`, {
    note: `${ENV}, ${note}; 3000 episodes of 200 steps; written by npm run figures`,
    seeds: tenSeeds,
    preset,
    changes,
    config,
    binEpisodes: BIN,
    blockEpisodes: BLOCK,
    runs,
  });
  if (name === 'ppo' || name === 'a2c') {
    writeText(`${name}.csv`, lectureCsv(results[0].records.map((record) => lectureRow(record, config))));
  }
  const last = runs.map(({ last100 }) => last100);
  console.log(
    `  lecture25-${name}: last 100 episodes ${last.join(', ')} (${((performance.now() - started) / 1000).toFixed(0)} s)`,
  );
}

/** The names of the files, without their ending. */
export const lectureFiles = [...Object.keys(experiments), 'replays'].map((name) => `lecture25-${name}`);

/** @param {string} file one of `lectureFiles` */
export async function makeLectureFile(file) {
  const name = file.slice('lecture25-'.length);
  await (name === 'replays' ? recordReplays() : runExperiment(name));
}
