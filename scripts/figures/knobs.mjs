// The runs that lesson 07 judges its sliders by: preset fast on CartPole-v1 with one knob turned far down or far up, ten seeds each.
import { ppoConfig, trainMany } from 'ppo-lib';
import { tenSeeds, writeRuns } from './files.mjs';

/** @type {Record<string, Partial<import('ppo-lib').PpoConfig>>} */
const settings = {
  'start settings': {},
  'clipRange 0.02': { clipRange: 0.02 },
  'clipRange 0.8': { clipRange: 0.8 },
  'gaeLambda 0': { gaeLambda: 0 },
  'gaeLambda 1': { gaeLambda: 1 },
  'learningRate 0.0003': { learningRate: 0.0003 },
  'learningRate 0.03': { learningRate: 0.03 },
  'numEpochs 1': { numEpochs: 1 },
  'numEpochs 8': { numEpochs: 8 },
};

export async function knobFigures() {
  const runs = [];
  for (const [knob, changes] of Object.entries(settings)) {
    const config = ppoConfig('fast', changes);
    const many = await trainMany({ config, seeds: tenSeeds, stopAt: { meanReturn100: 475 } }).result;
    const solvedAt = many.runs.map(({ records }) => records.find(({ solved }) => solved)?.timesteps ?? null);
    runs.push({ knob, changes, solvedAt });
    console.log(`  cartpole-knobs, ${knob}: solved at ${solvedAt.join(', ')}`);
  }
  const note =
    'CartPole-v1, preset fast, stopped when solved, null if not within 150,000 steps; written by npm run figures';
  writeRuns('cartpole-knobs', { note, seeds: tenSeeds, runs });
}
