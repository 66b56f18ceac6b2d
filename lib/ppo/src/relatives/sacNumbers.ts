import { logTanhSlope } from '../distributions/squash';
import { requireLength, type NumberArray } from '../numbers/validate';

/** What SAC computes between its networks (Haarnoja et al. 2018): plain loops over B rows that fill arrays of the caller. */

/** The policy network's log standard deviations are held in here; beyond, they have no gradient. */
export const LOG_STD_RANGE = { low: -20, high: 2 } as const;

const HALF_LOG_2PI = 0.5 * Math.log(2 * Math.PI);

/** Actions drawn from a squashed Gaussian, B rows of k components. */
export interface SquashedDraw {
  /** [B,k] u = mean + std * noise, as policies store actions */
  readonly actions: Float64Array;
  /** [B,k] tanh(u), in (-1, 1): what the critics see */
  readonly squashed: Float64Array;
  /** [B] nats, of the action that the environment gets, in its own units */
  readonly logProbs: Float64Array;
}

export function emptyDraw(rows: number, size: number): SquashedDraw {
  const components = rows * size;
  return {
    actions: new Float64Array(components),
    squashed: new Float64Array(components),
    logProbs: new Float64Array(rows),
  };
}

function logStdOf(outputs: NumberArray, b: number, k: number, size: number): number {
  return Math.min(Math.max(outputs[2 * b * size + size + k], LOG_STD_RANGE.low), LOG_STD_RANGE.high);
}

/**
 * Actions from what the policy network put out and from normal noise, so that they can be differentiated with respect to the former
 * (the reparameterisation trick): u = mean + exp(logStd) * noise, and log pi of half * tanh(u).
 * @param outputs [B,2k] k means, then k log standard deviations   @param noise [B,k]; zeros give the middle of the distribution
 * @param halves [k] half widths of the action space
 */
export function drawSquashed(outputs: NumberArray, noise: NumberArray, halves: NumberArray, into: SquashedDraw): void {
  const size = halves.length;
  const rows = into.logProbs.length;
  requireLength('outputs', outputs, 2 * rows * size, '2 k numbers per row');
  requireLength('noise', noise, rows * size, 'k numbers per row');
  for (let b = 0; b < rows; b++) {
    let logProb = 0;
    for (let k = 0; k < size; k++) {
      const i = b * size + k;
      const logStd = logStdOf(outputs, b, k, size);
      const u = outputs[2 * b * size + k] + Math.exp(logStd) * noise[i];
      into.actions[i] = u;
      into.squashed[i] = Math.tanh(u);
      logProb -= 0.5 * noise[i] * noise[i] + logStd + HALF_LOG_2PI + Math.log(halves[k]) + logTanhSlope(u);
    }
    into.logProbs[b] = logProb;
  }
}

/** What both critics move towards, [B]: r + gamma (min(Q1', Q2') - temperature log pi') of the next state, r alone where nothing follows. */
export function sacTargets(input: {
  readonly rewards: NumberArray;
  /** [B] 0 or 1: nothing follows. A time limit is no such end */
  readonly ended: ArrayLike<number | boolean>;
  /** [B] of the target critics, for actions that the policy draws now */
  readonly nextQ1: NumberArray;
  readonly nextQ2: NumberArray;
  /** [B] log pi of those actions */
  readonly nextLogProbs: NumberArray;
  readonly temperature: number;
  readonly gamma: number;
}): Float64Array {
  const { rewards, ended, nextQ1, nextQ2, nextLogProbs, temperature, gamma } = input;
  for (const name of ['ended', 'nextQ1', 'nextQ2', 'nextLogProbs'] as const) {
    requireLength(name, input[name], rewards.length, 'rewards');
  }
  return Float64Array.from(rewards, (reward, b) => {
    const value = Math.min(nextQ1[b], nextQ2[b]) - temperature * nextLogProbs[b];
    return ended[b] ? reward : reward + gamma * value;
  });
}

/** Half the mean squared error of one critic against its targets. @param gradient [B] is filled: the error over B */
export function criticGradient(q: NumberArray, targets: NumberArray, gradient: Float64Array): number {
  const rows = targets.length;
  requireLength('q', q, rows, 'targets');
  let loss = 0;
  for (let b = 0; b < rows; b++) {
    const error = q[b] - targets[b];
    loss += (0.5 * error * error) / rows;
    gradient[b] = error / rows;
  }
  return loss;
}

/**
 * The policy's loss, the mean of temperature * log pi(a|s) - min(Q1, Q2)(s, a), and its derivative with respect to the critics' values:
 * -1 / B for the smaller of the two, 0 for the other.
 */
export function actorLoss(
  input: {
    readonly logProbs: NumberArray;
    readonly q1: NumberArray;
    readonly q2: NumberArray;
    readonly temperature: number;
  },
  q1Gradient: Float64Array,
  q2Gradient: Float64Array,
): number {
  const { logProbs, q1, q2, temperature } = input;
  const rows = logProbs.length;
  let loss = 0;
  for (let b = 0; b < rows; b++) {
    const isFirst = q1[b] <= q2[b];
    loss += (temperature * logProbs[b] - (isFirst ? q1[b] : q2[b])) / rows;
    q1Gradient[b] = isFirst ? -1 / rows : 0;
    q2Gradient[b] = isFirst ? 0 : -1 / rows;
  }
  return loss;
}

/**
 * The derivative of the policy's loss with respect to what the policy network put out. Through the action it is that of the critics,
 * through log pi with the noise held fixed
 *   d log pi / du = 2 tanh(u),  du/dmean = 1,  du/dlogStd = std * noise,  and log pi loses logStd itself.
 * @param input.ofSquashed [B,k] dL/dtanh(u), what the critics' part comes to   @param gradient [B,2k] is filled
 */
export function actorGradient(
  input: {
    readonly outputs: NumberArray;
    readonly noise: NumberArray;
    readonly draw: SquashedDraw;
    readonly ofSquashed: NumberArray;
    readonly temperature: number;
  },
  gradient: Float64Array,
): void {
  const { outputs, noise, draw, ofSquashed, temperature } = input;
  const rows = draw.logProbs.length;
  const size = draw.squashed.length / rows;
  const weight = temperature / rows;
  for (let b = 0; b < rows; b++) {
    for (let k = 0; k < size; k++) {
      const i = b * size + k;
      const a = draw.squashed[i];
      const ofAction = weight * 2 * a + ofSquashed[i] * (1 - a * a);
      const raw = outputs[2 * b * size + size + k];
      const isHeld = raw < LOG_STD_RANGE.low || raw > LOG_STD_RANGE.high;
      gradient[2 * b * size + k] = ofAction;
      gradient[2 * b * size + size + k] = isHeld ? 0 : ofAction * Math.exp(raw) * noise[i] - weight;
    }
  }
}

/**
 * The temperature's loss, the mean of -temperature * (log pi + targetEntropy), and its derivative with respect to log temperature: the
 * loss itself. Where the policy has less entropy than asked for, the temperature rises (Haarnoja et al. 2018, "Algorithms and
 * Applications", eq. 18).
 */
export function temperatureGradient(logProbs: NumberArray, targetEntropy: number, logTemperature: number): number {
  let meanLogProb = 0;
  for (let b = 0; b < logProbs.length; b++) meanLogProb += logProbs[b] / logProbs.length;
  return -Math.exp(logTemperature) * (meanLogProb + targetEntropy);
}
