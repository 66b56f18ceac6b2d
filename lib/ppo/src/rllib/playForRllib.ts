import { requireOneOf } from '../config/choices';
import { describe, requireBetween, requireCount, requirePositive } from '../numbers/validate';
import { requireKnownOptions } from '../numbers/objects';
import { RllibConnection, RllibLineError } from './connection';
import { Player } from './player';
import { readState, type Activation, type RllibState } from './policy';

export interface RllibOptions {
  /** an id of gymnasium-js, with discrete actions; default CartPole-v1 */
  readonly env?: string;
  /** `env_config["port"]` of RLlib plus the number of the env runner, counted from 1; one client each */
  readonly port: number;
  /** steps before weights are asked for: exactly `train_batch_size` over the number of env runners, or RLlib waits for ever */
  readonly fragmentSteps: number;
  /** of RLlib's hidden layers; default tanh */
  readonly activation?: Activation;
  readonly seed?: number;
  /** seconds without an answer after which the line is made again; default 60 */
  readonly timeout?: number;
  /** seconds for which RLlib may not be there at all; default 60 */
  readonly patience?: number;
}

/** A fragment that RLlib has learned from. */
export interface RllibFragment {
  /** of the weights that played it */
  readonly version: number;
  /** of the episodes that ended in it, undiscounted */
  readonly episodeReturns: readonly number[];
  /** how often RLlib answered with the old weights before it sent newer ones */
  readonly staleAnswers: number;
}

const defaults = { env: 'CartPole-v1', activation: 'tanh', seed: 0, timeout: 60, patience: 60 } as const;

type Settings = Required<RllibOptions>;

/** ms between two questions whether there are newer weights */
const PAUSE = 5;

/**
 * Plays an environment of gymnasium-js for RLlib's PPO, through its protocol for environments outside
 * (`EnvRunnerServerForExternalInference`, Ray 2.60; on this machine only). RLlib learns; here the policy is worked out from the weights
 * that it sends. Goes on until the loop is left.
 * @throws Error if RLlib cannot be reached for `patience` seconds, TypeError if its network is not the default one
 * @example for await (const { version, episodeReturns } of playForRllib({ port: 5556, fragmentSteps: 2048 })) { ... }
 */
export function playForRllib(options: RllibOptions): AsyncGenerator<RllibFragment, void, void> {
  requireKnownOptions('playForRllib', options, Object.keys({ ...defaults, port: 0, fragmentSteps: 0 }));
  const settings: Settings = { ...defaults, ...options };
  if (typeof settings.env !== 'string') {
    throw new TypeError(`env: got ${describe(settings.env)}, expected an id of gymnasium-js such as "CartPole-v1"`);
  }
  requireBetween('port', requireCount('port', settings.port), 1, 65535);
  requireCount('fragmentSteps', settings.fragmentSteps);
  requireCount('seed', settings.seed, 0);
  requirePositive('timeout', settings.timeout);
  requirePositive('patience', settings.patience);
  requireOneOf('activation', settings.activation, ['tanh', 'relu']);
  return fragmentsOf(settings, new Player(settings.env, settings.seed));
}

/** A line that breaks is made again; what was played of an episode is lost with it. */
async function* fragmentsOf(settings: Settings, player: Player): AsyncGenerator<RllibFragment, void, void> {
  try {
    for (;;) {
      const line = await RllibConnection.open(settings.port, settings);
      try {
        yield* overOneLine(line, settings, player);
      } catch (error) {
        if (!(error instanceof RllibLineError)) throw error;
        player.restart();
      } finally {
        line.close();
      }
    }
  } finally {
    player.close();
  }
}

async function* overOneLine(line: RllibConnection, settings: Settings, player: Player): AsyncGenerator<RllibFragment> {
  const { fragmentSteps, activation, timeout } = settings;
  const ask = async (question: Parameters<RllibConnection['ask']>[0]): Promise<RllibState> =>
    readState((await line.ask(question, timeout)).get('state'), player, activation);
  let state = await ask({ type: 'GET_STATE' });
  for (;;) {
    const { version, policy } = state;
    const { pieces, episodeReturns } = player.play(policy, fragmentSteps);
    state = await ask({ type: 'EPISODES_AND_GET_STATE', episodes: pieces, timesteps: fragmentSteps });
    let staleAnswers = 0; // RLlib 2.60 also answers when its own runners are synchronised, with the weights of before
    for (; state.version <= version; staleAnswers++) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      state = await ask({ type: 'GET_STATE' });
    }
    yield { version, episodeReturns, staleAnswers };
  }
}
