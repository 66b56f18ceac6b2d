/**
 * A replay of an episode that was played in the page itself. In an explorable:
 * `import { addReplay, recordReplay } from 'notebook-kit/replay'`; the data may come from a worker.
 */
import { type Policy, recordEpisode, recordOptions, type RecordOptions, type ReplayEnv } from '../replay/episode';
import { type PlayerOptions, replayData } from '../replay/replayData';
import { type ReplayData, replayPlayer } from '../replay/replayPlayer';

/**
 * Plays one episode and returns what `addReplay` shows: plain data, so it can travel from a worker.
 * @param env made with `renderMode: 'svg'`
 */
export function recordReplay<Obs, Act>(
  env: ReplayEnv<Obs, Act>,
  policy: Policy<Obs, Act>,
  options: RecordOptions & PlayerOptions = {},
): ReplayData {
  return replayData(recordEpisode(env, policy, recordOptions(options)), options);
}

/** Adds a player and returns a function that shows another episode in it. It plays at once, unless the reader asked for less motion. */
export function addReplay(root: HTMLElement): (data: ReplayData) => void {
  const page = root.ownerDocument;
  const place = root.appendChild(page.createElement('div'));
  return (data) => {
    const player = page.createElement('div'); // a new one: the old player stops when it leaves the page
    place.replaceChildren(player);
    replayPlayer(player, data);
    const calm = page.defaultView?.matchMedia?.('(prefers-reduced-motion: reduce)').matches ?? false;
    if (!calm) player.querySelector('button')?.click();
  };
}
