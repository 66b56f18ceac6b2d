// One run of Lecture 25's program on the compiled learner, in a process of its own. Prints one JSON object.
// usage: PRESET EPISODES SEED
const { train, ppoConfig, compiledLearner } = require('../../dist/compiled.js');

async function main(preset, episodes, seed) {
  const config = ppoConfig(preset);
  const wall = performance.now();
  const processor = process.cpuUsage();
  const generator = train({
    env: 'Pendulum-v1',
    config,
    seed,
    learner: compiledLearner,
    stopAt: { iterations: episodes },
  });
  let step = await generator.next();
  while (!step.done) step = await generator.next();
  const { user, system } = process.cpuUsage(processor);
  const { timesteps, meanReturn100 } = step.value;
  return {
    perSecond: (1000 * timesteps) / (performance.now() - wall),
    perProcessorSecond: (1e6 * timesteps) / (user + system),
    meanReturn100,
  };
}

const [preset, episodes, seed] = process.argv.slice(2);
main(preset, Number(episodes), Number(seed)).then((result) => console.log(JSON.stringify(result)));
