import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { test } from 'node:test';
import * as modules from '../compiled';

const bundle = join(__dirname, '../bundle/compiled.js');

/** Runs a script in a fresh Node that has the bundle as `ppo`; prints what `main` resolves to. */
function inFreshNode(main: string): string {
  const script = `const ppo = require(${JSON.stringify(bundle)});
    const loaded = () => Object.keys(require.cache);
    const drive = async (generator) => { let step = await generator.next(); while (!step.done) step = await generator.next(); return step.value; };
    (async () => { ${main} })().then((result) => process.stdout.write(String(result)));`;
  return execFileSync(process.execPath, ['-e', script], { cwd: __dirname, encoding: 'utf8' });
}

const hash = (parameters: Float32Array): string => createHash('sha256').update(parameters).digest('hex');

test('the bundle exports what the modules export', () => {
  assert.deepEqual(inFreshNode('return Object.keys(ppo).sort()').split(','), Object.keys(modules).sort());
});

test('the bundle trains to the bits of the modules, and loads neither tfjs nor the whole of gymnasium-js', async () => {
  const generator = modules.train({
    config: 'fastSmall',
    seed: 3,
    learner: modules.compiledLearner,
    stopAt: { iterations: 15 },
  });
  let step = await generator.next();
  while (!step.done) step = await generator.next();
  const answer = inFreshNode(`
    const { checkpoint } = await drive(ppo.train({ config: 'fastSmall', seed: 3, learner: ppo.compiledLearner, stopAt: { iterations: 15 } }));
    const hash = require('node:crypto').createHash('sha256').update(checkpoint.parameters).digest('hex');
    return [hash, ...loaded()];`);
  const [bits, ...files] = answer.split(',');
  assert.equal(bits, hash(step.value.checkpoint.parameters));
  assert.deepEqual(
    files.filter((file) => /tensorflow|stdlib|gymnasium-js/.test(file)),
    [],
  );
  assert.ok(files.length < 6, `loads ${files.length} files`);
});

test('environments that were registered with gymnasium-js are found by the bundle', () => {
  const answer = inFreshNode(`
    const { register, CartPoleEnv } = require('gymnasium-js');
    register({ id: 'toy/ShortPole-v0', entryPoint: (options) => new CartPoleEnv(options), maxEpisodeSteps: 7, rewardThreshold: 3 });
    const { episodes } = await drive(ppo.train({ env: 'toy/ShortPole-v0', config: 'fastSmall', seed: 1, learner: ppo.compiledLearner, stopAt: { iterations: 2 } }));
    return episodes;`);
  assert.equal(Number(answer), 8 * Math.floor((2 * 64) / 7));
});

test('the bundle names what is misspelt as the modules do', () => {
  const answer = inFreshNode(`
    const misspelt = [{ sead: 1 }, { config: 'fastest' }, { config: ppo.ppoConfig('fast'), stopAt: { iteration: 1 } }];
    const said = await Promise.all(misspelt.map((options) => ppo.train(options).result.catch((error) => error.message)));
    return said.join('\\n');`);
  assert.match(answer, /unknown option "sead", did you mean "seed"/);
  assert.match(answer, /preset: got "fastest".*the nearest is "fast"/);
  assert.match(answer, /stopAt: unknown option "iteration", did you mean "iterations"/);
});

test('the bundle finds the tfjs learner too', () => {
  const answer = inFreshNode(`
    const { learner, timesteps } = await drive(ppo.train({ config: 'fastSmall', seed: 1, stopAt: { iterations: 1 } }));
    learner.dispose();
    return timesteps;`);
  assert.equal(Number(answer), 512);
});
