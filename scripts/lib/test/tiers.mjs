// Which unit tests are quick, and so part of `npm run check:fast`: by the folder of the source, the longest entry that fits.
// A test that lies in none of these folders fails tiers.test.mjs.
import { basename } from 'node:path';

/** @typedef {'quick' | 'slow'} Tier */

/**
 * Folder -> tier. Slow are long trainings, whole kernels, servers and browsers: everything above about four seconds of processor time.
 * @type {Record<string, Tier>}
 */
export const folders = {
  'lib/engine/src': 'quick',
  'lib/gymnasium-js/src': 'quick',
  'lib/gymnasium-js/src/packaging': 'slow',
  'lib/gymnasium-js/src/workers': 'slow',
  'lib/ppo/src/numbers': 'quick',
  'lib/ppo/src/statistics': 'quick',
  'lib/ppo/src/config': 'quick',
  'lib/ppo/src/networks': 'quick',
  'lib/ppo/src/distributions': 'quick',
  'lib/ppo/src/learner': 'quick',
  'lib/ppo/src/tfjs': 'quick',
  'lib/ppo/src/compiled': 'quick',
  'lib/ppo/src/workers': 'quick',
  'lib/ppo/src/training': 'quick',
  'lib/ppo/src/pieces': 'quick',
  'lib/ppo/src/relatives': 'quick',
  'lib/ppo/src/recurrent': 'quick',
  'lib/ppo/src/tokens': 'quick',
  'lib/ppo/src/manySeeds': 'slow',
  'lib/ppo/src/sources': 'quick',
  'lib/ppo/src/rllib': 'quick',
  'lib/ppo/src/ray': 'quick',
  'lib/ppo/src/tensorboard': 'quick',
  'lib/clinic/src': 'quick',
  'lib/notebook/src': 'quick',
  'lib/notebook/src/static': 'slow',
  'lib/kernel/src': 'quick',
  'lib/kernel/src/testing': 'slow',
  scripts: 'quick',
};

/**
 * Slow tests in quick folders: package -> names of files.
 * @type {Record<string, string[]>}
 */
export const slowFiles = {
  'lib/engine': ['wasmBinary.test.ts'],
  'lib/gymnasium-js': ['longArrays.test.ts', 'lunarReturns.test.ts'],
  'lib/ppo': [
    'actorCritic.test.ts',
    'backend.test.ts',
    'bundle.test.ts',
    'checkpoint.test.ts',
    'compareRuns.test.ts',
    'evaluation.test.ts',
    'figureData.test.ts',
    'killedSaves.test.ts',
    'learnersAgree.test.ts',
    'lecture25.test.ts',
    'longRun.test.ts',
    'rayWorkers.test.ts',
    'resume.test.ts',
    'solveCartPole.test.ts',
    'solvePendulum.test.ts',
    'tfjsLearner.test.ts',
    'tokens.test.ts',
    'train.test.ts',
    'workers.test.ts',
  ],
  'lib/clinic': ['capstone.test.ts', 'clinic.test.ts', 'lab.test.ts', 'symptoms.test.ts', 'tokenWard.test.ts'],
  'lib/notebook': [
    'drawn.test.ts',
    'export.test.ts',
    'inBrowser.test.ts',
    'inert.test.ts',
    'lab.test.ts',
    'lines.test.ts',
    'panels.test.ts',
    'run.test.ts',
    'show.test.ts',
    'slider.test.ts',
    'source.test.ts',
    'values.test.ts',
    'worker.test.ts',
  ],
  'lib/kernel': [
    'cellCompiler.test.ts',
    'cellScope.test.ts',
    'comms.test.ts',
    'errorReport.test.ts',
    'executionQueue.test.ts',
    'guardedTimers.test.ts',
    'interrupts.test.ts',
    'io.test.ts',
    'kernel.test.ts',
    'keyboard.test.ts',
    'launch.test.ts',
    'processGuards.test.ts',
    'secrets.test.ts',
    'sourceLoader.test.ts',
    'strayErrors.test.ts',
    'tfjsCompat.test.ts',
  ],
  scripts: [
    'book.test.mjs',
    'build.test.mjs',
    'cluster.test.mjs',
    'copies.test.mjs',
    'gradeClass.test.mjs',
    'hidden.test.mjs',
    'hostile.test.mjs',
    'imports.test.mjs',
    'lab.test.mjs',
    'lesson-07.test.mjs',
    'lesson-13b.test.mjs',
    'lint.test.mjs',
    'mutants.test.mjs',
    'routes.test.mjs',
    'same-bits.test.mjs',
    'setup.test.mjs',
    'site.test.mjs',
    'solutions.test.mjs',
    'structure.test.mjs',
    'tarball.test.mjs',
    'tasks.test.mjs',
    'trust.test.mjs',
  ],
};

/**
 * Quick tests that need a process of their own: what they look at, others would have changed.
 * @type {Record<string, string[]>}
 */
export const ownProcess = {
  'lib/notebook': ['outputs.test.ts'], // which modules the process has loaded
};

/**
 * How many tests check:fast runs at least, by package: so that none are lost unseen. Raise a number when tests are added.
 * @type {Record<string, number>}
 */
export const atLeast = {
  'lib/engine': 38,
  'lib/gymnasium-js': 640,
  'lib/ppo': 400,
  'lib/clinic': 44,
  'lib/notebook': 120,
  'lib/kernel': 30,
  scripts: 270,
};

/** @param {{ source: string, group: string }} test */
export const needsOwnProcess = ({ source, group }) => ownProcess[group]?.includes(basename(source)) ?? false;

/**
 * @param {{ source: string, group: string }} test
 * @returns {Tier | null} null where no folder fits
 */
export function tierOf({ source, group }) {
  if (slowFiles[group]?.includes(basename(source))) return 'slow';
  const fitting = Object.keys(folders).filter((folder) => source.startsWith(`${folder}/`));
  if (fitting.length === 0) return null;
  return folders[fitting.reduce((longest, folder) => (folder.length > longest.length ? folder : longest))];
}
