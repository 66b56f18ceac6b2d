// The README's picture: an agent that falls, its learning curve, and the agent that balances. Drawn from data/figures/front.runs.json.
import { make } from 'gymnasium-js';
import { movingCartPole, posesOf, seconds } from './motion.mjs';

/** @typedef {import('./run.mjs').FrontRun} FrontRun */
/** @typedef {{ moves: boolean }} How */

const size = { width: 840, height: 270 };
const stage = { width: 264, height: 176, top: 54 };
const left = { untrained: 12, curve: 330, trained: 564 };
const curve = { width: 190, height: 150, top: 66 };

const style = `svg{color:#1f2328;font-family:system-ui,sans-serif}.card{fill:#fff;stroke:#d1d9e0}.soft{fill:#59636e}.grid{stroke:#d1d9e0}.line{stroke:#0072B2}
@media(prefers-color-scheme:dark){svg{color:#f0f6fc}.card{fill:#151b23;stroke:#3d444d}.soft{fill:#9198a1}.grid{stroke:#3d444d}.line{stroke:#56B4E9}}`;

/**
 * @param {FrontRun} run
 * @returns {string} what the picture shows, for who cannot see it and for the README
 */
export function describe({ untrained, trained, timesteps, meanReturn100 }) {
  const lengths = untrained.map(({ length }) => length);
  const steps = timesteps[timesteps.length - 1].toLocaleString('en');
  const end = Math.round(meanReturn100[meanReturn100.length - 1]);
  return (
    `An agent on CartPole before training, falling after ${Math.min(...lengths)} to ${Math.max(...lengths)} steps; ` +
    `its mean return climbing to ${end} within ${steps} steps; the same agent afterwards, balancing for ${trained.length} steps.`
  );
}

/**
 * @param {FrontRun} run
 * @param {How} how `moves`: ten seconds again and again, in the real time of CartPole; otherwise a still
 * @returns {string} an SVG that follows the reader's light or dark setting
 */
export function frontPicture(run, how) {
  const lengths = run.untrained.map(({ length }) => length);
  const parts = [
    `<style>${style}</style>`,
    `<rect class="card" x=".5" y=".5" width="${size.width - 1}" height="${size.height - 1}" rx="8"/>`,
    title(
      left.untrained + stage.width / 2,
      'Before training',
      `falls after ${Math.min(...lengths)} to ${Math.max(...lengths)} steps`,
    ),
    stageOf(left.untrained, run.untrained, how, run.untrained[0].length / 2),
    learningCurve(run, how),
    title(left.trained + stage.width / 2, 'After training', `${run.trained.length} of 500 steps, and still up`),
    stageOf(left.trained, [run.trained], how, 0),
  ];
  const { width, height } = size;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${describe(run)}">\n` +
    `${parts.join('\n')}\n</svg>\n`
  );
}

/** @param {number} x @param {string} words @param {string} below */
function title(x, words, below) {
  return (
    `<text x="${x}" y="27" text-anchor="middle" font-size="16" font-weight="600" fill="currentColor">${words}</text>` +
    `<text x="${x}" y="46" text-anchor="middle" font-size="13" class="soft">${below}</text>`
  );
}

/**
 * @param {number} x
 * @param {import('./run.mjs').Episode[]} episodes
 * @param {How} how
 * @param {number} still
 */
function stageOf(x, episodes, { moves }, still) {
  const env = make('CartPole-v1', { renderMode: 'svg' });
  env.reset({ seed: 1, options: { low: 0, high: 0 } });
  const drawing = movingCartPole(String(env.render()), posesOf(episodes), { moves, still: Math.floor(still) });
  return `<svg x="${x}" y="${stage.top}" width="${stage.width}" height="${stage.height}" viewBox="0 0 600 400">${drawing}</svg>`;
}

/** @param {FrontRun} run @param {How} how */
function learningCurve({ timesteps, meanReturn100 }, { moves }) {
  const last = timesteps[timesteps.length - 1];
  const bottom = curve.top + curve.height;
  const y = (/** @type {number} */ value) => bottom - (value / 500) * curve.height;
  const points = timesteps.map(
    (at, index) => `${(left.curve + (at / last) * curve.width).toFixed(1)},${y(meanReturn100[index]).toFixed(1)}`,
  );
  const drawing = moves
    ? `<animate attributeName="stroke-dashoffset" dur="${seconds}s" repeatCount="indefinite" values="1;0;0" keyTimes="0;.8;1"/>`
    : '';
  const ticks = [0, 250, 500].map(
    (value) =>
      `<line class="grid" x1="${left.curve}" x2="${left.curve + curve.width}" y1="${y(value)}" y2="${y(value)}"/>` +
      `<text class="soft" x="${left.curve - 6}" y="${y(value) + 4}" text-anchor="end" font-size="12">${value}</text>`,
  );
  const middle = left.curve + curve.width / 2;
  return [
    title(middle, 'Learning', 'mean return of 100 episodes'),
    ...ticks,
    `<polyline class="line" fill="none" stroke-width="2.5" stroke-linejoin="round" pathLength="1" stroke-dasharray="1" points="${points.join(' ')}">${drawing}</polyline>`,
    `<text class="soft" x="${middle}" y="${bottom + 22}" text-anchor="middle" font-size="13">${last.toLocaleString('en')} steps of CartPole</text>`,
  ].join('\n');
}
