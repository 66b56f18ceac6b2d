// The commands of the project. What a command needs is loaded when it is called: most of them must start before anything is installed.
import { Problem, reportAndExit } from './lib/problems.mjs';

/**
 * Name -> what runs it.
 * @type {Record<string, () => Promise<unknown>>}
 */
export const commands = {
  /** From a fresh clone to JupyterLab. Options: --no-browser, --port N, --retry-native, --unchecked-download. */
  start: async () => (await import('./lib/start.mjs')).start(),
  /** What is new in the lessons, and how it stands with the reader's copy of them: -- [--take 03]. */
  lessons: async () => (await import('./lib/lessonsCommand.mjs')).lessonsCommand(),
  /** Sets the project up, then runs every check. The last line is "N passed, N failed". */
  test: async () => (await import('./lib/test/command.mjs')).testCommand(),
  /** Types, lint, format and the quick unit tests of every package. A minute or two. */
  'check:fast': async () => (await import('./lib/test/command.mjs')).fastCommand(),
  /** The tests of the files whose name matches, built first: npm run unit -- surrogate. */
  unit: async () => (await import('./lib/develop/unit.mjs')).unitCommand(),
  /** Rebuilds on every change and runs the tests of what changed. */
  dev: async () => (await import('./lib/develop/dev.mjs')).devCommand(),
  /** Formats sources and lessons. */
  format: async () => (await import('./lib/develop/format.mjs')).formatCommand(),
  /** Executes the lessons from clean kernels and writes them back, or compares them (-- --check). */
  notebooks: async () => (await import('./lib/notebooks/command.mjs')).notebooksCommand(),
  /** The runs that lessons show but that are too long for their minute. */
  figures: async () => (await import('./figures/command.mjs')).figuresCommand(),
  /** Speed, as ratios against peers on the same machine. */
  bench: async () => (await import('./bench/command.mjs')).benchCommand(),
  /** Rollouts on a Ray cluster, and for RLlib: -- --address A, install, test, rllib, source. Nothing else of the project needs Ray. */
  ray: async () => (await import('./ray/command.mjs')).rayCommand(),
  /** Opens the runs of a folder in TensorBoard, on this computer only: -- [FOLDER] [--port N]; -- test compares what it reads. */
  tensorboard: async () => (await import('./tensorboard/command.mjs')).tensorboardCommand(),
  /** Plants faults, one at a time, and prints which of them the tests notice. Long: see CONTRIBUTING.md. */
  mutants: async () => (await import('./mutants/command.mjs')).mutantsCommand(),
  /** Calls every export of the packages with wrong values, and judges the answers. -- --seed S --calls N. */
  fuzz: async () => (await import('./fuzz/command.mjs')).fuzzCommand(),
  /** Progress of all exercises, a hint, an exercise as it was, a lesson for handing in: -- --hint, --reset, --hand-in. */
  exercises: async () => (await import('./exercises/command.mjs')).exercisesCommand(),
  /** The classroom: assignments and key from the lessons, and marks from what is handed in. -- build, -- grade FOLDER. */
  course: async () => (await import('./course/command.mjs')).courseCommand(),
  /** The lessons as a folder for any static server, run in the reader's browser: site/; -- check [00 01 ...] runs them there. */
  site: async () => (await import('./site/command.mjs')).siteCommand(),
  /** A page of what a reader has earned, from .ppo-progress: -- --name "YOUR NAME". */
  certificate: async () => (await import('./certificate/command.mjs')).certificateCommand(),
  /** Goes through the lessons in JupyterLab as a reader would, and takes pictures: -- [01 07] [--pictures N]. */
  walk: async () => (await import('./walk/command.mjs')).walkCommand(),
  /** Packs gymnasium-js and tries the tarball as strangers will: -- check. */
  release: async () => (await import('./release/command.mjs')).releaseCommand(),
  /** Gymnasium's published tests on our environments, and Stable-Baselines3 training on them: -- test [--record]. */
  bridge: async () => (await import('./bridge/command.mjs')).bridgeCommand(),
  /** Compiles the packages under lib/ and makes what they ship besides. */
  build: async () => (await import('./lib/develop/build.mjs')).buildCommand(),
};

/** Runs the command that process.argv names; the command finds its own options there, as if it were the program. */
export async function runCommand() {
  const [name] = process.argv.splice(2, 1);
  try {
    if (!Object.hasOwn(commands, name ?? '')) {
      throw new Problem(`There is no command "${name ?? ''}". The commands are ${Object.keys(commands).join(', ')}.`);
    }
    await commands[name]();
  } catch (error) {
    reportAndExit(error);
  }
}
