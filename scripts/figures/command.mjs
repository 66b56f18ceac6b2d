// npm run figures: runs that a lesson shows but that are too long for its minute. Writes data/figures/*.runs.json, data/ppo.csv and
// data/a2c.csv. "-- lecture25" makes only the files whose names begin so; several beginnings may be given.
import { Problem, reportAndExit } from '../lib/problems.mjs';
import { setUp } from '../lib/setup.mjs';

export async function figuresCommand() {
  try {
    await setUp();
    const tasks = await allTasks();
    const chosen = choose([...tasks.keys()], process.argv.slice(2));
    const started = performance.now();
    for (const name of chosen) await tasks.get(name)?.();
    console.log(`  ${chosen.length} files in ${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
  } catch (error) {
    reportAndExit(error);
  }
}

/** What makes each file. Loaded only now: it needs the packages, which set-up may just have built. */
async function allTasks() {
  const { cartpoleFigures } = await import('./cartpole.mjs');
  const { clipFile, makeClipFile } = await import('./clip.mjs');
  const { detailFiles } = await import('./details.mjs');
  const { knobFigures } = await import('./knobs.mjs');
  const { continuousFiles, makeContinuousFile } = await import('./continuous.mjs');
  const { lectureFiles, makeLectureFile } = await import('./lecture25.mjs');
  const { lunarFigures } = await import('./lunar.mjs');
  const { recurrentFiles } = await import('./recurrent.mjs');
  const { sourceLoops } = await import('./sources.mjs');
  const { makeFront } = await import('./front/command.mjs');
  const { makeStaleness } = await import('./staleness.mjs');
  const { makeWorkers } = await import('./workers.mjs');
  const { makeRlhf } = await import('./rlhf.mjs');
  const { relativeFiles } = await import('./relatives.mjs');
  /** @type {[string, () => Promise<void>][]} */
  const tasks = [
    ['cartpole-seeds', cartpoleFigures],
    ['lunar-lander', lunarFigures],
    ['source-loops', sourceLoops],
    ['staleness', makeStaleness],
    ['front', makeFront],
    ['workers', makeWorkers],
    ['rlhf', makeRlhf],
    [clipFile, makeClipFile],
    ['cartpole-knobs', knobFigures],
    ...detailFiles,
    ...relativeFiles,
    ...recurrentFiles,
    ...continuousFiles.map((name) => /** @type {const} */ ([name, () => makeContinuousFile(name)])),
    ...lectureFiles.map((name) => /** @type {const} */ ([name, () => makeLectureFile(name)])),
  ].map(([name, make]) => [String(name), /** @type {() => Promise<void>} */ (make)]);
  return new Map(tasks);
}

/**
 * The names that begin with one of the texts; all of them if there is no text.
 * @param {string[]} names
 * @param {string[]} beginnings
 */
export function choose(names, beginnings) {
  const unknown = beginnings.find((text) => !names.some((name) => name.startsWith(text)));
  if (unknown !== undefined)
    throw new Problem(`No figure begins with "${unknown}". The files are ${names.join(', ')}.`);
  return names.filter((name) => beginnings.length === 0 || beginnings.some((text) => name.startsWith(text)));
}
