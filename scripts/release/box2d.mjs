// The part of the package that needs planck: without it everything else works (the other checks have none), with it landers fly.
import assert from 'node:assert/strict';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';
import { esbuilt } from './bundlers.mjs';
import { printed } from './project.mjs';

/** @typedef {import('./check.mjs').Check} Check */
/** @typedef {import('./project.mjs').Project} Project */

/** Lands with the pilot, and prints whether that went well. */
const landing = `
  const env = make('LunarLander-v3');
  let { observation } = env.reset({ seed: 1 });
  let score = 0;
  for (let over = false; !over; ) {
    const step = env.step(lunarLanderHeuristic(observation));
    observation = step.observation;
    score += step.reward;
    over = step.terminated || step.truncated;
  }
  console.log(score > 200, String(make('LunarLanderContinuous-v3').actionSpace));
`;
const expected = 'true Box(-1.0, 1.0, (2,), float32)';
const asModule = `import { make } from 'gymnasium-js'; import { lunarLanderHeuristic } from 'gymnasium-js/box2d'; ${landing}`;
const asCommonJs = `const { make } = require('gymnasium-js'); const { lunarLanderHeuristic } = require('gymnasium-js/box2d'); ${landing}`;

/**
 * @param {Project} project
 * @returns {Check[]}
 */
export function box2dChecks(project) {
  return [
    { name: 'box2d without planck: an error that names it', work: () => withoutPlanck(project) },
    { name: 'box2d with planck: import, require, esbuild', work: () => withPlanck(project) },
  ];
}

/** @param {Project} project */
export async function withoutPlanck(project) {
  project.write('landing.mjs', asModule);
  await assert.rejects(printed(project, process.execPath, ['landing.mjs']), /Cannot find (module|package) 'planck'/);
}

/** @param {Project} project */
export async function withPlanck(project) {
  const place = join(project.folder, 'node_modules', 'planck');
  cpSync(join(root, 'node_modules', 'planck'), place, { recursive: true });
  try {
    project.write('landing.mjs', asModule);
    project.write('landing.cjs', asCommonJs);
    project.write('landing-bundled.mjs', (await esbuilt(project, asModule)).toString());
    for (const file of ['landing.mjs', 'landing.cjs', 'landing-bundled.mjs']) {
      assert.equal(await printed(project, process.execPath, [file]), expected, file);
    }
  } finally {
    rmSync(place, { recursive: true });
  }
}
