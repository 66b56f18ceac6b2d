// What the scripts of npm run figures share: driving runs, rounding, writing files.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
export const ppo = require('../../dist/compiled.js');
export const { trainMany } = require('../../dist/trainMany.js');
export const { evaluatePolicy } = require('../../dist/evaluation.js');
export const { restoreLearner } = require('../../dist/checkpoint.js');
export const { Normalizers } = require('../../dist/normalize.js');
export const { lectureRow, lectureCsv } = require('../../dist/lecture25.js');
const data = fileURLToPath(new URL('../../../../data/', import.meta.url));

export const tenSeeds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
export const versions = {
  'ppo-lib': require('../../package.json').version,
  'gymnasium-js': require('gymnasium-js/package.json').version,
  node: process.versions.node,
};

export const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length;
export const deviation = (values) =>
  Math.sqrt(values.reduce((sum, x) => sum + (x - mean(values)) ** 2, 0) / (values.length - 1));
/** So many significant digits, and no more bytes than that takes. */
export const digits = (x, count = 5) => (Number.isFinite(x) ? Number(x.toPrecision(count)) : null);

/** Means of every `size` values; the last one of what is left. */
export function bins(values, size) {
  const result = [];
  for (let i = 0; i < values.length; i += size) result.push(mean(values.slice(i, i + size)));
  return result;
}

/** data/NAME, where everything but the runs stands first and every run has a line of its own. */
export function writeRuns(name, { runs, ...head }) {
  const fields = Object.entries({ ...head, versions }).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)},\n`,
  );
  const lines = runs.map((run) => `    ${JSON.stringify(run)}`).join(',\n');
  writeFileSync(join(data, 'figures', `${name}.runs.json`), `{\n${fields.join('')}  "runs": [\n${lines}\n  ]\n}\n`);
}

export const writeText = (name, text) => writeFileSync(join(data, name), text);

export async function drive(generator, onNews = () => undefined) {
  let step = await generator.next();
  for (; !step.done; step = await generator.next()) onNews(step.value);
  return step.value;
}

/**
 * Every seed to its end on worker threads. Gives, per seed, the records and the checkpoint, which is null with the reason beside it where
 * training broke down: then the records are those before.
 */
export async function trainSeeds(options) {
  const records = new Map(options.seeds.map((seed) => [seed, []]));
  const { runs, failures } = await drive(trainMany(options), (news) => records.get(news.seed).push(...news.records));
  return options.seeds.map((seed) => ({
    seed,
    records: records.get(seed),
    checkpoint: runs.find((run) => run.seed === seed)?.checkpoint ?? null,
    failure: failures.find((one) => one.seed === seed)?.error.message ?? null,
  }));
}

/** Mean and deviation over 100 episodes of a finished run, as it explores and as it would act for good. */
export async function finalScores(checkpoint, env) {
  if (checkpoint === null) return null;
  const learner = await restoreLearner(checkpoint, ppo.compiledLearner);
  const normalizers = checkpoint.normalizers ? Normalizers.from(checkpoint.normalizers) : null;
  const scores = {};
  for (const [name, deterministic] of [
    ['stochastic', false],
    ['deterministic', true],
  ]) {
    const { episodeReturns } = await evaluatePolicy({
      learner,
      env,
      normalizers,
      deterministic,
      seed: checkpoint.seed,
    });
    scores[name] = digits(mean(episodeReturns));
    scores[`${name}Deviation`] = digits(deviation(episodeReturns));
  }
  learner.dispose();
  return scores;
}
