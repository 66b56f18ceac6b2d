import type { FromWorker, ToWorker } from '../workers/channel';
import { FragmentPlayer, plainResult } from './fragment';

/**
 * The far end of a pool's channel, wherever it is: gets its messages, in turn, and answers each of them, with null where there is nothing
 * to say.
 * @param prepare  what has to happen before the first environment is made
 */
export function fragmentWorker(
  prepare: () => Promise<unknown> = () => Promise.resolve(),
): (message: ToWorker) => Promise<FromWorker | null> {
  let player: Promise<FragmentPlayer> | null = null;
  let turn: Promise<unknown> = Promise.resolve();

  const answerTo = async (message: ToWorker): Promise<FromWorker | null> => {
    if (message.kind === 'setup') player = prepare().then(() => FragmentPlayer.of(message.setup));
    const mine = await player;
    if (message.kind === 'weights') mine?.setWeights(message.version, message.parameters);
    if (message.kind !== 'fragment' || !mine) return null;
    return { kind: 'result', result: plainResult(mine.play(message.fragment)) };
  };
  return (message) => {
    const fragment = message.kind === 'fragment' ? message.fragment : null;
    const answer = turn
      .then(() => answerTo(message))
      .catch((error: unknown): FromWorker => ({ kind: 'error', fragment, error: error as Error }));
    turn = answer;
    return answer;
  };
}
