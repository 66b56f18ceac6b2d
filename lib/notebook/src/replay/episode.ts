import { shownAs } from '../values/inspectable';
import { wellFormed } from '../values/wellFormed';
import { actionText, checkDecision, checkPlay, checkResult } from './checkEpisode';

/** What `replay` needs of an environment: gymnasium-js's Env with `renderMode: 'svg'`. */
export interface ReplayEnv<Obs, Act> {
  reset(options?: { seed?: number }): { observation: Obs };
  step(action: Act): { observation: Obs; reward: number; terminated: boolean; truncated: boolean };
  render(): string | null;
}

/** What a policy says about one observation; a bare action is enough. */
export interface PolicyStep<Act> {
  readonly action: Act;
  /** Probability of each discrete action, summing to 1. */
  readonly probabilities?: ArrayLike<number>;
  /** The critic's estimate for this observation. */
  readonly value?: number;
}
export type Policy<Obs, Act> = (observation: Obs) => Act | PolicyStep<Act>;

/** One picture of an episode and what happened there. Frame 0 is the reset; the last frame is the end of the episode. */
export interface EpisodeFrame {
  readonly svg: string;
  /** What the policy did in this state; null in the last frame. */
  readonly action: string | null;
  readonly probabilities: readonly number[] | null;
  readonly value: number | null;
  /** Reward for that action; null in the last frame. */
  readonly reward: number | null;
  /** Sum of all rewards before this state. */
  readonly returnSoFar: number;
}

export interface Episode {
  readonly frames: readonly EpisodeFrame[];
  readonly episodeReturn: number;
  readonly length: number;
  readonly ending: 'terminated' | 'truncated' | 'stopped';
}

export interface RecordOptions {
  readonly seed?: number;
  /** Stops the recording after so many steps (default 1000). */
  readonly maxSteps?: number;
}

/** Of more options, those that the recording takes. */
export const recordOptions = ({ seed, maxSteps }: RecordOptions): RecordOptions => ({
  ...(seed === undefined ? {} : { seed }),
  ...(maxSteps === undefined ? {} : { maxSteps }),
});

const isPolicyStep = <Act>(decision: Act | PolicyStep<Act>): decision is PolicyStep<Act> =>
  typeof decision === 'object' && decision !== null && 'action' in decision;

/**
 * Plays one episode and keeps a picture of every state.
 * @throws TypeError if the environment draws nothing, with the fix; TypeError or RangeError that names the step if the policy gives no action,
 *   probabilities that do not sum to 1, or the environment no finite reward
 * @example const episode = recordEpisode(make('CartPole-v1', { renderMode: 'svg' }), () => 1, { seed: 1 })
 */
export function recordEpisode<Obs, Act>(
  env: ReplayEnv<Obs, Act>,
  policy: Policy<Obs, Act>,
  options: RecordOptions = {},
): Episode {
  checkPlay(env, policy, options);
  const { seed, maxSteps = 1000 } = options;
  let { observation } = env.reset(seed === undefined ? {} : { seed });
  const frames: EpisodeFrame[] = [];
  let episodeReturn = 0;
  for (let step = 0; ; step++) {
    const svg = picture(env);
    const decided = policy(observation);
    const decision: PolicyStep<Act> = isPolicyStep(decided) ? decided : { action: decided };
    checkDecision(decision, step);
    const result = env.step(decision.action);
    checkResult(result, step);
    frames.push({
      svg,
      action: actionText(decision.action),
      probabilities: decision.probabilities ? Array.from(decision.probabilities) : null,
      value: decision.value ?? null,
      reward: result.reward,
      returnSoFar: episodeReturn,
    });
    episodeReturn += result.reward;
    observation = result.observation;
    if (!result.terminated && !result.truncated && step + 1 < maxSteps) continue;
    frames.push({
      svg: picture(env),
      action: null,
      probabilities: null,
      value: null,
      reward: null,
      returnSoFar: episodeReturn,
    });
    const ending = result.terminated ? 'terminated' : result.truncated ? 'truncated' : 'stopped';
    const episode: Episode = { frames, episodeReturn, length: step + 1, ending };
    return shownAs(episode, () => `Episode: ${episode.length} steps, return ${episodeReturn}, ${ending}`);
  }
}

function picture(env: { render(): string | null }): string {
  const svg = env.render();
  if (typeof svg === 'string' && svg.includes('<svg')) return wellFormed(withNamespace(svg));
  throw new TypeError(
    "replay: env.render() gave no SVG. Make the environment with { renderMode: 'svg' }, e.g. make('CartPole-v1', { renderMode: 'svg' })",
  );
}

/** A picture on its own needs to say that it is SVG. */
function withNamespace(svg: string): string {
  const opening = svg.match(/<svg[^>]*>/)?.[0] ?? '';
  return /\sxmlns=/.test(opening) ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}
