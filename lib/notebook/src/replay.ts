import { replayPlayer, type ReplayData } from './browser/replayPlayer';
import { contactSheet } from './contactSheet';
import {
  recordEpisode,
  type Episode,
  type EpisodeFrame,
  type Policy,
  type RecordOptions,
  type ReplayEnv,
} from './episode';
import { escapeHtml, requireText } from './html';
import { display } from './outputs';
import { thinIndices } from './numbers';

/** Frames a replay keeps at most; a longer episode is thinned evenly, first and last state kept. */
const MAX_FRAMES = 200;
/** A replay that is longer than this as HTML is refused, so that a notebook stays small. */
const MAX_HTML = 300_000;
const SHEET_FRAMES = 6;

export interface ReplayOptions extends RecordOptions {
  /** What the replay shows, in one sentence; length and return are added. */
  readonly alt: string;
  /** Names of the discrete actions, e.g. ['left', 'right']. */
  readonly actionNames?: readonly string[];
  /** Environment steps per second of playing (default 50, CartPole's own speed). */
  readonly fps?: number;
  /** Frames kept at most (default 200). */
  readonly maxFrames?: number;
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
  const episode = 'frames' in env ? env : recordEpisode(env, requirePolicy(policy), options);
  const kept = thinIndices(episode.frames.length, options.maxFrames ?? MAX_FRAMES);
  const text = `${options.alt.trim()} (${episode.length} steps, return ${Number(episode.episodeReturn.toFixed(2))}, ${episode.ending})`;
  const png = sheet(episode).toString('base64');
  const html = page(playerData(episode, kept, options), text, png);
  if (html.length > MAX_HTML) {
    throw new RangeError(
      `replay: ${Math.round(html.length / 1000)} KB are more than 300 KB; set maxFrames below ${kept.length}`,
    );
  }
  display({
    data: { 'text/html': html, 'image/png': png, 'text/plain': text },
    metadata: { 'image/png': { alt: text } },
  });
  return episode;
}

function requirePolicy<Obs, Act>(policy: Policy<Obs, Act> | null): Policy<Obs, Act> {
  if (policy !== null) return policy;
  throw new TypeError('replay: an environment needs a policy, e.g. (observation) => (observation[2] > 0 ? 1 : 0)');
}

function sheet(episode: Episode): Buffer {
  const indices = thinIndices(episode.frames.length, Math.max(2, Math.min(SHEET_FRAMES, episode.frames.length)));
  return contactSheet(
    indices.map((index) => ({ svg: episode.frames[index].svg, label: sheetLabel(episode.frames[index], index) })),
  );
}

function sheetLabel(frame: EpisodeFrame, index: number): string {
  const value = frame.value === null ? '' : `, value ${frame.value.toFixed(1)}`;
  return `step ${index}${frame.action === null ? ', end' : `, action ${frame.action}`}${value}`;
}

/** Splits pictures at their numbers: frames of one environment share the text between, so each costs its numbers only. */
export function splitPictures(pictures: readonly string[]): Pick<ReplayData, 'templates' | 'frames'> {
  const known = new Map<string, number>();
  const templates: string[][] = [];
  const frames = pictures.map((svg) => {
    const { parts, numbers } = splitAtNumbers(svg);
    const key = parts.join('\u0000');
    const template = known.get(key) ?? templates.push(parts) - 1;
    known.set(key, template);
    return { template, numbers };
  });
  return { templates, frames };
}

/** Colours such as #000 and numbers that would come back differently ('007') stay in the text. */
function splitAtNumbers(svg: string): { parts: string[]; numbers: number[] } {
  const parts: string[] = [];
  const numbers: number[] = [];
  let start = 0;
  for (const match of svg.matchAll(/#[\da-fA-F]+|-?\d+(?:\.\d+)?/g)) {
    if (String(Number(match[0])) !== match[0]) continue;
    parts.push(svg.slice(start, match.index ?? 0));
    numbers.push(Number(match[0]));
    start = (match.index ?? 0) + match[0].length;
  }
  parts.push(svg.slice(start));
  return { parts, numbers };
}

function playerData(episode: Episode, kept: readonly number[], options: ReplayOptions): ReplayData {
  const frames = kept.map((index) => episode.frames[index]);
  const names = options.actionNames;
  const size = Math.max(0, ...frames.map((frame) => frame.probabilities?.length ?? 0));
  const nameOf = (action: string | null): string | null =>
    action === null ? null : (names?.[Number(action)] ?? action);
  const round = (value: number | null, digits: number): number | null =>
    value === null ? null : Number(value.toFixed(digits));
  return {
    ...splitPictures(frames.map((frame) => frame.svg)),
    steps: kept,
    lastStep: episode.length,
    actions: frames.map((frame) => nameOf(frame.action)),
    actionNames: Array.from({ length: size }, (_, action) => names?.[action] ?? String(action)),
    probabilities: frames.map((frame) => frame.probabilities?.map((share) => round(share, 4) as number) ?? null),
    values: frames.map((frame) => round(frame.value, 3)),
    rewards: frames.map((frame) => round(frame.reward, 3)),
    returns: frames.map((frame) => round(frame.returnSoFar, 2) as number),
    endings: frames.map((frame) => (frame.action === null ? episode.ending : '')),
    framesPerSecond: Math.max(1, ((options.fps ?? 50) * kept.length) / episode.frames.length),
  };
}

/**
 * The page: the picture sheet, which a script replaces by the player. JupyterLab runs scripts of trusted notebooks only, GitHub
 * never; there the sheet stays. The data is inert JSON, so a notebook's text search finds it and nothing runs twice.
 */
function page(data: ReplayData, text: string, png: string): string {
  const json = JSON.stringify(data).replace(/</g, '\\u003c');
  const script = `(function(){var box=document.currentScript.parentElement,data=JSON.parse(box.querySelector('script[type="application/json"]').textContent);
var play=${replayPlayer.toString()};
play(box.querySelector('[data-player]'),data)})()`;
  return [
    `<div role="group" aria-label="Replay: ${escapeHtml(text)}">`,
    `<div data-player><img src="data:image/png;base64,${png}" alt="${escapeHtml(text)}"></div>`,
    `<div>${escapeHtml(text)}</div>`,
    `<script type="application/json">${json}</script>`,
    `<script>${script}</script>`,
    '</div>',
  ].join('\n');
}
