import { display, kernelBridge } from '../host/outputs';
import { requireOptions, requireText } from '../values/arguments';
import { escapeHtml } from '../values/html';
import { thinIndices } from '../values/numbers';
import { wellFormed } from '../values/wellFormed';
import { contactSheet } from './contactSheet';
import {
  type Episode,
  type EpisodeFrame,
  type Policy,
  recordEpisode,
  type RecordOptions,
  recordOptions,
  type ReplayEnv,
} from './episode';
import { type PlayerOptions, replayData } from './replayData';
import { type ReplayData, replayPlayer } from './replayPlayer';

/** A replay that is longer than this as HTML is refused, so that a notebook stays small. */
const MAX_HTML = 300_000;
const SHEET_FRAMES = 6;

export interface ReplayOptions extends RecordOptions, PlayerOptions {
  /** What the replay shows, in one sentence; length and return are added. */
  readonly alt: string;
}

/**
 * Shows an episode as an animation in the page: play, pause, scrub, by mouse and keyboard, with the action probabilities, value
 * and reward of each step beside it. Where scripts do not run (GitHub, an untrusted notebook, PDF) it is a sheet of six frames.
 *
 * @param env      an environment made with `renderMode: 'svg'`, or an episode from `recordEpisode`
 * @param policy   observation to action, or to `{ action, probabilities, value }`; null with a recorded episode
 * @returns the episode, so that a cell can say how long it was
 * @throws TypeError if alt is missing or nothing is drawn; RangeError if the page would be larger than 300 KB
 * @example replay(make('CartPole-v1', { renderMode: 'svg' }), (observation) => (observation[2] > 0 ? 1 : 0),
 *   { alt: 'A pole balanced by pushing towards the side it leans to.', seed: 1, actionNames: ['left', 'right'] })
 */
export function replay<Obs, Act>(
  env: ReplayEnv<Obs, Act> | Episode,
  policy: Policy<Obs, Act> | null,
  options: ReplayOptions,
): Episode {
  requireText(options?.alt, 'replay: alt', 'Say in one sentence what the replay shows.', 20);
  requireOptions(options, 'replay', ['alt', 'seed', 'maxSteps', 'actionNames', 'fps', 'maxFrames']);
  const episode = isEpisode(env) ? env : recordEpisode(env, requirePolicy(policy), recordOptions(options));
  const data = replayData(episode, options);
  const text = `${options.alt.trim()} (${episode.length} steps, return ${Number(episode.episodeReturn.toFixed(2))}, ${episode.ending})`;
  const png = sheet(episode);
  const html = page(data, text, png);
  if (html.length > MAX_HTML) {
    throw new RangeError(
      `replay: ${Math.round(html.length / 1000)} KB are more than 300 KB; set maxFrames below ${data.frames.length}`,
    );
  }
  display({
    data: { 'text/html': html, ...(png === null ? {} : { 'image/png': png }), 'text/plain': text },
    metadata: png === null ? {} : { 'image/png': { alt: text } },
  });
  return episode;
}

const isEpisode = (env: unknown): env is Episode => Array.isArray((env as Episode | null | undefined)?.frames);

function requirePolicy<Obs, Act>(policy: Policy<Obs, Act> | null): Policy<Obs, Act> {
  if (policy !== null && policy !== undefined) return policy;
  throw new TypeError('replay: an environment needs a policy, e.g. (observation) => (observation[2] > 0 ? 1 : 0)');
}

/** Base64; null in a page, where scripts run and the player is seen at once. */
function sheet(episode: Episode): string | null {
  if (kernelBridge()?.page !== undefined) return null;
  const indices = thinIndices(episode.frames.length, Math.max(2, Math.min(SHEET_FRAMES, episode.frames.length)));
  return contactSheet(
    indices.map((index) => ({ svg: episode.frames[index].svg, label: sheetLabel(episode.frames[index], index) })),
  ).toString('base64');
}

function sheetLabel(frame: EpisodeFrame, index: number): string {
  const value = frame.value === null ? '' : `, value ${frame.value.toFixed(1)}`;
  return `step ${index}${frame.action === null ? ', end' : `, action ${frame.action}`}${value}`;
}

/**
 * The page: the picture sheet, which a script replaces by the player. JupyterLab runs scripts of trusted notebooks only, GitHub
 * never; there the sheet stays. The data is inert JSON, so a notebook's text search finds it and nothing runs twice.
 */
function page(data: ReplayData, text: string, png: string | null): string {
  const json = JSON.stringify(wellFormed(data)).replace(/</g, '\\u003c');
  const still = png === null ? '' : `<img src="data:image/png;base64,${png}" alt="${escapeHtml(text)}">`;
  const script = `(function(){var box=document.currentScript.parentElement,data=JSON.parse(box.querySelector('script[type="application/json"]').textContent);
var play=${replayPlayer.toString()};
play(box.querySelector('[data-player]'),data)})()`;
  return [
    `<div role="group" aria-label="Replay: ${escapeHtml(text)}">`,
    `<div data-player>${still}</div>`,
    `<div>${escapeHtml(text)}</div>`,
    `<script type="application/json">${json}</script>`,
    `<script>${script}</script>`,
    '</div>',
  ].join('\n');
}
