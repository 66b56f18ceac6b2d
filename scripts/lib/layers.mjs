// Who may import whom: the packages, and the four layers inside ppo-lib.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/** Package -> the workspace packages it may import. The kernel stands apart. */
export const arrows = {
  'gymnasium-js': [],
  'ppo-engine': [],
  'ppo-lib': ['ppo-engine', 'gymnasium-js'],
  'notebook-kit': ['ppo-lib', 'ppo-engine', 'gymnasium-js'],
  'lesson-kernel': [],
};

/** From the innermost layer of ppo-lib to the outermost. A file may import from its own layer and the ones before. */
export const layers = ['numbers', 'tensors', 'algorithm', 'edges'];

const placed = {
  numbers: ['random', 'stats', 'surrogate', 'advantage', 'distributions', 'schedules', 'config'],
  tensors: ['backend', 'shapes', 'tensorDistributions', 'networks', 'actorCritic', 'losses', 'gradients'],
  algorithm: [
    'learner',
    'tfjsLearner',
    'compiledLearner',
    'rollout',
    'update',
    'train',
    'a2c',
    'diagnostics',
    'checkpoint',
  ],
  edges: [
    'tensorboard',
    'workers',
    'tokens',
    'plantedBugs',
    'plantedBugsAutopsy',
    'plantedBugsBuffer',
    'plantedBugsCatalogue',
    'plantedBugsChart',
    'plantedBugsColumns',
    'plantedBugsDefects',
    'plantedBugsEnv',
    'plantedBugsFindings',
    'plantedBugsFollow',
    'plantedBugsJudge',
    'plantedBugsLearner',
    'plantedBugsProbes',
    'plantedBugsRun',
    'plantedBugsSigns',
    'plantedBugsTasks',
    'plantedBugsTerms',
    'plantedBugsWard',
  ],
};

/** What a TypeScript file imports, as written there. */
export function importsOf(path) {
  const { importedFiles } = ts.preProcessFile(readFileSync(path, 'utf8'), true, true);
  return importedFiles.map(({ fileName }) => fileName);
}

/** The files of the same package that a file imports, as absolute paths. */
export function localImports(path) {
  return importsOf(path)
    .filter((name) => name.startsWith('.'))
    .flatMap((name) => {
      const base = resolve(dirname(path), name.replace(/\.js$/, ''));
      return [`${base}.ts`, join(base, 'index.ts')].filter((candidate) => existsSync(candidate)).slice(0, 1);
    });
}

/** The layer that a file of ppo-lib belongs to: its place above, or for a helper the outermost layer it needs itself. */
export function layerOf(folder, file) {
  return layers[depth(join(folder, 'src', file), join(folder, 'src'), new Set())];
}

function depth(path, source, seen) {
  const name = relative(source, path).replace(/\.ts$/, '');
  const known = layers.findIndex((layer) => placed[layer].includes(name.split('/')[0]));
  if (known >= 0) return known;
  if (seen.has(path)) return 0;
  seen.add(path);
  const own = importsOf(path).some((imported) => imported.startsWith('@tensorflow/')) ? 1 : 0;
  return Math.max(own, ...localImports(path).map((imported) => depth(imported, source, seen)));
}

/** Imports that point outwards: `file -> imported`, for every file of ppo-lib that is placed in a layer. */
export function wrongLayers(folder, files) {
  const source = join(folder, 'src');
  return files.flatMap((path) => {
    const own = depth(path, source, new Set());
    return localImports(path)
      .filter((imported) => depth(imported, source, new Set()) > own)
      .map((imported) => `${relative(source, path)} -> ${relative(source, imported)}`);
  });
}
