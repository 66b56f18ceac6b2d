import { assertRank, assertShape, tf } from '../tfjs/tensors';
import { requireOneOf } from '../config/choices';
import { requireAtLeastZero, requireFloat32 } from '../numbers/floats';
import { requireKnownOptions } from '../numbers/objects';
import { requireBetween, requireFinite, requireNumbers, requirePositive } from '../numbers/validate';
import type { ErrorForm } from './qNumbers';

/**
 * The relatives' losses as tensors, to read and to differentiate with `tf.variableGrads`; `qNumbers` and `sacNumbers` hold the same by
 * hand, which is what training runs. What a loss moves towards comes from tensors that are computed outside of it: numbers, so that no
 * gradient flows into them. Columns are [B]. Lesson: notebooks/12-relatives.ipynb.
 */

/** Q(s,a) of the actions taken, [B]. @param qValues [B,A]   @param actions [B] int32 */
export function takenValues(qValues: tf.Tensor2D, actions: tf.Tensor1D): tf.Tensor1D {
  assertRank(qValues, 2, 'qValues');
  const [rows, numActions] = qValues.shape;
  assertShape(actions, [rows], 'actions');
  return tf.tidy(() => {
    const chosen = tf.oneHot(actions.toInt(), numActions); // [B,A], 1 at the action taken
    return qValues.mul(chosen).sum<tf.Tensor1D>(1);
  });
}

/**
 * DQN's loss (Mnih et al. 2015): the mean of f(Q(s,a) - y) with y = r + gamma max_a' Q'(s',a'), and y = r where the episode terminated.
 * With `nextOnlineQValues` double DQN's (van Hasselt et al. 2016): the trained network chooses a', the target network values it.
 * @throws RangeError if a column is not [B] or a table not [B,A]
 */
export function dqnLoss(input: {
  /** [B,A] of the network that is trained */
  readonly qValues: tf.Tensor2D;
  /** [B] int32 */
  readonly actions: tf.Tensor1D;
  readonly rewards: tf.Tensor1D;
  /** [B] 1 where nothing follows; a time limit is no such end */
  readonly terminated: tf.Tensor1D;
  /** [B,A] of the target network, at the next states */
  readonly nextQValues: tf.Tensor2D;
  /** [B,A] of the trained network, at the next states: double DQN */
  readonly nextOnlineQValues?: tf.Tensor2D;
  readonly gamma: number;
  /** default 'huber' */
  readonly errorForm?: ErrorForm;
}): tf.Scalar {
  const tables = ['qValues', 'nextQValues', 'nextOnlineQValues'];
  requireKnownOptions('dqnLoss', input, [...tables, 'actions', 'rewards', 'terminated', 'gamma', 'errorForm']);
  const { qValues, actions, rewards, terminated, nextQValues, nextOnlineQValues = nextQValues, gamma } = input;
  const { errorForm = 'huber' } = input;
  requireOneOf('errorForm', errorForm, ['huber', 'squared']);
  requireBetween('gamma', gamma, 0, 1);
  assertRank(qValues, 2, 'qValues');
  for (const name of ['actions', 'rewards', 'terminated'] as const) assertShape(input[name], [qValues.shape[0]], name);
  assertShape(nextQValues, qValues.shape, 'nextQValues');
  assertShape(nextOnlineQValues, qValues.shape, 'nextOnlineQValues');
  return tf.tidy(() => {
    const choice = nextOnlineQValues.argMax<tf.Tensor1D>(1); // [B]
    const next = takenValues(nextQValues, choice); // [B]
    const targets = rewards.add(tf.sub(1, terminated).mul(next).mul(gamma)); // [B]
    const error = takenValues(qValues, actions).sub<tf.Tensor1D>(targets); // [B]
    return (errorForm === 'huber' ? huber(error) : error.square().mul<tf.Tensor1D>(0.5)).mean<tf.Scalar>();
  });
}

/** e^2 / 2 up to |e| = 1, |e| - 1/2 beyond: with q = min(|e|, 1) it is q (|e| - q / 2). */
function huber(error: tf.Tensor1D): tf.Tensor1D {
  const size = error.abs();
  const small = size.clipByValue(0, 1);
  return small.mul(size.sub(small.mul(0.5)));
}

/** PQN's loss (Gallici et al. 2025): half the mean squared error of Q(s,a) against lambda-returns [B], which are numbers. */
export function pqnLoss(input: {
  /** [B,A] */
  readonly qValues: tf.Tensor2D;
  /** [B] int32 */
  readonly actions: tf.Tensor1D;
  /** [B] lambda-returns of the greedy values */
  readonly returns: tf.Tensor1D;
}): tf.Scalar {
  requireKnownOptions('pqnLoss', input, ['qValues', 'actions', 'returns']);
  const { qValues, actions, returns } = input;
  assertRank(qValues, 2, 'qValues');
  assertShape(returns, [qValues.shape[0]], 'returns');
  return tf.tidy(() => takenValues(qValues, actions).sub(returns).square().mean().mul<tf.Scalar>(0.5));
}

/**
 * The loss of SAC's twin critics (Haarnoja et al. 2018): half the mean squared error of each against
 *   y = r + gamma (min(Q1', Q2')(s', a') - temperature log pi(a'|s')),  y = r where the episode terminated,
 * with a' drawn now and Q1', Q2' the slowly following copies.
 */
export function sacCriticLoss(input: {
  /** of the actions taken, by the critics that are trained */
  readonly q1: tf.Tensor1D;
  readonly q2: tf.Tensor1D;
  readonly rewards: tf.Tensor1D;
  /** 1 where nothing follows; a time limit is no such end */
  readonly terminated: tf.Tensor1D;
  /** of actions that the policy draws in the next states, by the target critics */
  readonly nextQ1: tf.Tensor1D;
  readonly nextQ2: tf.Tensor1D;
  /** nats */
  readonly nextLogProbs: tf.Tensor1D;
  readonly temperature: number;
  readonly gamma: number;
}): tf.Scalar {
  const names = ['q1', 'q2', 'rewards', 'terminated', 'nextQ1', 'nextQ2', 'nextLogProbs'] as const;
  requireKnownOptions('sacCriticLoss', input, [...names, 'temperature', 'gamma']);
  const { q1, q2, rewards, terminated, nextQ1, nextQ2, nextLogProbs, temperature, gamma } = input;
  assertRank(q1, 1, 'q1');
  for (const name of names) assertShape(input[name], [q1.size], name);
  requireFloat32('temperature', requireAtLeastZero('temperature', temperature));
  requireBetween('gamma', gamma, 0, 1);
  return tf.tidy(() => {
    const soft = nextQ1.minimum(nextQ2).sub(nextLogProbs.mul(temperature)); // [B] soft value of the next state
    const targets = rewards.add<tf.Tensor1D>(tf.sub(1, terminated).mul(soft).mul(gamma)); // [B]
    const halfMse = (q: tf.Tensor1D): tf.Scalar => q.sub(targets).square().mean().mul<tf.Scalar>(0.5);
    return halfMse(q1).add<tf.Scalar>(halfMse(q2));
  });
}

/**
 * The loss of SAC's policy: the mean of temperature log pi(a|s) - min(Q1, Q2)(s, a), for actions a that were drawn from it so that the
 * gradient flows through them (mean + std * noise).
 */
export function sacActorLoss(input: {
  readonly logProbs: tf.Tensor1D;
  readonly q1: tf.Tensor1D;
  readonly q2: tf.Tensor1D;
  readonly temperature: number;
}): tf.Scalar {
  requireKnownOptions('sacActorLoss', input, ['logProbs', 'q1', 'q2', 'temperature']);
  const { logProbs, q1, q2, temperature } = input;
  assertRank(logProbs, 1, 'logProbs');
  for (const name of ['q1', 'q2'] as const) assertShape(input[name], [logProbs.size], name);
  requireFloat32('temperature', requireAtLeastZero('temperature', temperature));
  return tf.tidy(() => logProbs.mul(temperature).sub(q1.minimum(q2)).mean<tf.Scalar>());
}

/**
 * The loss of SAC's temperature, the mean of -temperature (log pi + targetEntropy), as a function of log temperature: it rises while the
 * policy has less entropy than asked for. The log-probabilities are numbers here.
 */
export function temperatureLoss(input: {
  /** a scalar, usually a variable */
  readonly logTemperature: tf.Scalar;
  readonly logProbs: tf.Tensor1D;
  /** nats */
  readonly targetEntropy: number;
}): tf.Scalar {
  requireKnownOptions('temperatureLoss', input, ['logTemperature', 'logProbs', 'targetEntropy']);
  const { logTemperature, logProbs, targetEntropy } = input;
  assertShape(logTemperature, [], 'logTemperature');
  assertRank(logProbs, 1, 'logProbs');
  requireFloat32('targetEntropy', requireFinite('targetEntropy', targetEntropy));
  return tf.tidy(() => logProbs.add(targetEntropy).mean<tf.Scalar>().mul<tf.Scalar>(logTemperature.exp()).neg());
}

/**
 * Actions drawn from a squashed Gaussian so that gradients flow through them, as SAC's policy needs: u = mean + exp(logStd) * noise,
 * with log pi of half * tanh(u).
 * @param outputs [B,2k] k means, then k log standard deviations, which are held in [-20, 2]   @param noise [B,k] standard normal
 * @param halves [k] half widths of the action space   @returns squashed [B,k] = tanh(u), logProbs [B] in nats
 */
export function squashedSample(
  outputs: tf.Tensor2D,
  noise: tf.Tensor2D,
  halves: ArrayLike<number>,
): { readonly squashed: tf.Tensor2D; readonly logProbs: tf.Tensor1D } {
  assertRank(noise, 2, 'noise');
  const [rows, size] = noise.shape;
  requireNumbers('halves', halves, { length: size, like: 'columns of noise' });
  for (let k = 0; k < size; k++) requirePositive(`halves[${k}]`, halves[k]);
  assertShape(outputs, [rows, 2 * size], 'outputs');
  return tf.tidy(() => {
    const [mean, raw] = outputs.split<tf.Tensor2D>(2, 1);
    const logStd = raw.clipByValue(-20, 2);
    const u = mean.add<tf.Tensor2D>(logStd.exp().mul(noise)); // [B,k]
    const gaussian = noise
      .square()
      .mul(-0.5)
      .sub(logStd)
      .sub(0.5 * Math.log(2 * Math.PI)); // [B,k] nats
    const logSlope = tf.sub(Math.LN2, u).sub(u.mul(-2).softplus()).mul(2); // log(1 - tanh(u)^2)
    const logHalf = tf.tensor1d(Array.from(halves, Math.log));
    return { squashed: u.tanh(), logProbs: gaussian.sub(logSlope).sub(logHalf).sum<tf.Tensor1D>(1) };
  });
}
