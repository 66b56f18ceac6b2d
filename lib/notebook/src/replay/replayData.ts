import { requireNumber } from '../values/arguments';
import { quoted } from '../values/kinds';
import { extremes, thinIndices } from '../values/numbers';
import type { Episode } from './episode';
import type { ReplayData } from './replayPlayer';

/** Frames a replay keeps at most. */
const MAX_FRAMES = 200;

export interface PlayerOptions {
  /** Names of the discrete actions, e.g. ['left', 'right']. */
  readonly actionNames?: readonly string[];
  /** Environment steps per second of playing (default 50, CartPole's own speed). */
  readonly fps?: number;
  /** Frames kept at most (default 200). */
  readonly maxFrames?: number;
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

function checkPlayer({ actionNames, fps, maxFrames }: PlayerOptions): void {
  if (fps !== undefined) requireNumber(fps, 'replay: fps', { above: 0 });
  if (maxFrames !== undefined) requireNumber(maxFrames, 'replay: maxFrames', { from: 2, whole: true });
  if (actionNames === undefined) return;
  if (!Array.isArray(actionNames) || !actionNames.every((name) => typeof name === 'string'))
    throw new TypeError(`replay: actionNames must be a list such as ['left', 'right'], got ${quoted(actionNames)}`);
}

/** What the player needs for an episode: frames thinned evenly, first and last state kept. */
export function replayData(episode: Episode, options: PlayerOptions = {}): ReplayData {
  checkPlayer(options);
  const kept = thinIndices(episode.frames.length, options.maxFrames ?? MAX_FRAMES);
  const frames = kept.map((index) => episode.frames[index]);
  const names = options.actionNames;
  const size = Math.max(0, extremes(frames.map((frame) => frame.probabilities?.length ?? 0))[1]);
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
