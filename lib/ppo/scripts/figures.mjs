// npm run figures: runs that a lesson shows but that are too long for its minute. Writes data/figures/*.runs.json, data/ppo.csv and
// data/a2c.csv. "-- lecture25" makes only the files whose names begin so; several beginnings may be given.
import { cartpoleFigures } from './figures/cartpole.mjs';
import { continuousFiles, makeContinuousFile } from './figures/continuous.mjs';
import { lectureFiles, makeLectureFile } from './figures/lecture25.mjs';

const tasks = new Map([
  ['cartpole-seeds', cartpoleFigures],
  ...continuousFiles.map((name) => [name, () => makeContinuousFile(name)]),
  ...lectureFiles.map((name) => [name, () => makeLectureFile(name)]),
]);
const beginnings = process.argv.slice(2);
const chosen = [...tasks.keys()].filter(
  (name) => beginnings.length === 0 || beginnings.some((text) => name.startsWith(text)),
);
if (chosen.length === 0) {
  console.error(`Nothing begins with ${beginnings.join(' or ')}. The files are ${[...tasks.keys()].join(', ')}.`);
  process.exitCode = 1;
}
const started = performance.now();
for (const name of chosen) await tasks.get(name)();
console.log(`  ${chosen.length} files in ${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
