import { requireLength, type NumberArray } from '../numbers/validate';

/** What value methods compute from tables of action values [B,A]: plain loops that fill arrays of the caller. */

/** How an error counts: 'huber', half its square up to 1 and its size less 1/2 beyond; or 'squared', half its square. */
export type ErrorForm = 'huber' | 'squared';

/** The action of the largest value in row b; the first one if several tie. */
export function bestAction(qValues: NumberArray, b: number, numActions: number): number {
  let best = 0;
  for (let action = 1; action < numActions; action++) {
    if (qValues[b * numActions + action] > qValues[b * numActions + best]) best = action;
  }
  return best;
}

/**
 * What Q-learning moves Q(s,a) towards, [B]:
 *   r + gamma Q'(s', a'),  a' the best action of s' by Q' itself (Mnih et al. 2015), or by `chooser` (double DQN, van Hasselt et al. 2016)
 * and r alone where nothing follows.
 * @param input.nextQValues [B,A] Q' of the next states, from the target network
 * @param input.ended [B] 0 or 1: nothing follows. A time limit is no such end
 * @param input.chooser [B,A] the trained network's values of the next states: double DQN; left out: nextQValues
 */
export function qTargets(input: {
  readonly rewards: NumberArray;
  readonly ended: ArrayLike<number | boolean>;
  readonly nextQValues: NumberArray;
  readonly chooser?: NumberArray;
  readonly gamma: number;
}): Float32Array {
  const { rewards, ended, nextQValues, chooser = nextQValues, gamma } = input;
  const rows = rewards.length;
  const numActions = nextQValues.length / rows;
  requireLength('ended', ended, rows, 'rewards');
  requireLength('chooser', chooser, nextQValues.length, 'nextQValues');
  const targets = new Float32Array(rows);
  for (let b = 0; b < rows; b++) {
    const next = nextQValues[b * numActions + bestAction(chooser, b, numActions)];
    targets[b] = ended[b] ? rewards[b] : rewards[b] + gamma * next;
  }
  return targets;
}

/**
 * The mean loss of Q(s,a) against its targets, and its derivative with respect to all action values: only those of the actions taken
 * have one, the error over B, for 'huber' held between -1 and 1.
 * @param gradient [B,A] is filled   @returns the mean loss
 */
export function qGradient(
  input: {
    /** [B,A] */
    readonly qValues: NumberArray;
    /** [B] whole numbers */
    readonly actions: ArrayLike<number>;
    /** [B] */
    readonly targets: NumberArray;
    readonly form: ErrorForm;
  },
  gradient: Float64Array,
): number {
  const { qValues, actions, targets, form } = input;
  const rows = targets.length;
  const numActions = gradient.length / rows;
  requireLength('qValues', qValues, gradient.length, 'gradient');
  requireLength('actions', actions, rows, 'targets');
  gradient.fill(0);
  let loss = 0;
  for (let b = 0; b < rows; b++) {
    const at = b * numActions + actions[b];
    const error = qValues[at] - targets[b];
    const size = Math.abs(error);
    const isLarge = form === 'huber' && size > 1;
    loss += isLarge ? size - 0.5 : 0.5 * error * error;
    gradient[at] = (isLarge ? Math.sign(error) : error) / rows;
  }
  return loss / rows;
}
