import { type BugId, isBugId } from '../ward/catalogue';
import { caseOf } from '../ward/ward';

/** The lines that were wrong, beside the right ones. */
export interface Autopsy {
  readonly bug: BugId;
  readonly wrong: readonly string[];
  readonly right: readonly string[];
  /** file of lib/ppo/src and function where the right lines are */
  readonly where: string;
  /** what they did to the run */
  readonly story: string;
}

type Report = Omit<Autopsy, 'bug'>;

const reports: Readonly<Record<BugId, Report>> = {
  healthy: {
    wrong: [],
    right: [],
    where: 'nowhere',
    story:
      'There is nothing to find. A seed is a seed: curves of healthy runs differ, and a critic with little left to explain explains little of it.',
  },
  'advantage-scale': {
    wrong: ['this.advantages.set(advantages);'],
    right: ["this.advantages.set(config.normalizeAdvantages === 'batch' ? standardize(advantages) : advantages);"],
    where: 'training/buffer.ts, computeAdvantages',
    story:
      'With small rewards the advantages are small too, and the entropy bonus and the KL penalty, whose weights were chosen for advantages of spread 1, outweigh them.',
  },
  'advantage-sign': {
    wrong: ['loss = mean(min(ratio * A, clip(ratio) * A))'],
    right: ['loss = -mean(min(ratio * A, clip(ratio) * A))'],
    where: 'numbers/lossGradients.ts, surrogateGradient',
    story: 'The optimiser descends: without the minus it makes good actions rarer. The pole falls as fast as it can.',
  },
  'aliased-observation': {
    wrong: [
      'const shown = progress.observations;',
      'learner.actInto(buffer, row, numEnvs, random);',
      'const outcome = env.step(actions); // writes into `shown`',
      'buffer.observations.set(shown, row * observationSize);',
    ],
    right: [
      'buffer.addObservations(progress.observations); // copies now',
      'learner.actInto(buffer, row, numEnvs, random);',
      'const outcome = env.step(actions);',
      'buffer.addOutcome(outcome);',
    ],
    where: 'training/collect.ts, collectRollout; training/buffer.ts, addObservations',
    story:
      'The environment reuses its array, so by the time the buffer reads it, it holds the next observation. The log-probability was computed for another one: the first ratio is not 1.',
  },
  'clipped-action': {
    wrong: ['buffer.actions = clip(actions, low, high);', 'buffer.logProbs = logProb(actions);'],
    right: ['buffer.actions = actions;', 'buffer.logProbs = logProb(actions);', 'env.step(clip(actions, low, high));'],
    where: 'training/collect.ts, collectRollout; training/environment.ts, toEnvActions',
    story:
      'Stored action and stored log-probability belong together only where nothing was clipped. Elsewhere the ratio starts above 1.',
  },
  'critic-untrained': {
    wrong: ['loss = policyLoss - entropyCoef * entropy'],
    right: ['loss = policyLoss + valueCoef * valueLoss - entropyCoef * entropy'],
    where: 'numbers/lossGradients.ts, valueGradient',
    story:
      'The value loss is computed and logged, but not part of the loss. Advantages are measured from a random baseline.',
  },
  'cut-bootstrap': {
    wrong: ['nextValues[lastRow] = 0;'],
    right: ['nextValues[lastRow] = learner.values(lastObservations);'],
    where: 'training/collect.ts, fillNextValues',
    story:
      'The rollout ends, the episodes do not. Every 64th step looks like a fall, and the critic is given targets that no state can explain.',
  },
  'done-shifted': {
    wrong: ['const ended = dones[t];'],
    right: ['const ended = dones[t + 1]; // where dones[t] says that s_t is the first state of an episode'],
    where: 'numbers/advantage.ts, gae',
    story:
      'The fall itself is not an end, the first step of the next episode is one. Return and KL hardly notice; only the definition does.',
  },
  'entropy-sign': {
    wrong: ['loss = policyLoss + valueCoef * valueLoss + entropyCoef * entropy'],
    right: ['loss = policyLoss + valueCoef * valueLoss - entropyCoef * entropy'],
    where: 'distributions/categorical/loops.ts, categoricalGradient',
    story:
      'The bonus became a fine: the policy is paid for being certain. On an easy task it still learns, only with less and less exploration.',
  },
  'kl-detached': {
    wrong: ['const penalty = klCoef * kl.dataSync()[0]; // a number', 'loss = policyLoss.add(penalty)'],
    right: ['const penalty = kl.mul(klCoef); // a tensor', 'loss = policyLoss.add(penalty)'],
    where: 'tfjs/losses.ts, ppoLoss; numbers/lossGradients.ts, surrogateGradient',
    story:
      'A number has no gradient. The loss goes up with the KL and nobody pulls it down, so steps are larger than the penalty should allow.',
  },
  'learning-rate': {
    wrong: ['learningRate: 1.5e-1'],
    right: ['learningRate: 5e-3'],
    where: 'config/presets.ts',
    story:
      'Each step is 30 times too long. One update makes the policy certain of whatever was good in one rollout; KL and clip fraction say so at once.',
  },
  'minibatch-index': {
    wrong: ['advantages[i] = buffer.advantages[i];'],
    right: ['advantages[i] = buffer.advantages[rows[i]];'],
    where: 'training/buffer.ts, gather',
    story:
      'Every minibatch gets the same advantages, those of the first rows. Ratios, KL and the critic are fine, and nothing is learned.',
  },
  nan: {
    wrong: [
      'const planned = (totalTimesteps / minibatchSize) * (numEpochs - 1);',
      'const rate = learningRate * Math.sqrt(1 - step / planned);',
    ],
    right: [
      'const planned = (totalTimesteps / minibatchSize) * numEpochs;',
      'const rate = learningRate * Math.sqrt(Math.max(0, 1 - step / planned));',
    ],
    where: 'networks/adam.ts, annealedRate',
    story:
      'The schedule believes in fewer steps than the run has. Beyond its end it takes the root of a negative number, and one step later every weight is NaN.',
  },
  'ratio-recomputed': {
    wrong: ['const oldLogProbs = learner.evaluate(observations, actions).logProbs; // in every gradient step'],
    right: ['const oldLogProbs = buffer.logProbs; // of the policy that acted'],
    where: 'training/update.ts, updatePolicy; training/buffer.ts, gather',
    story:
      'The ratio is of the policy to itself: always 1, never clipped, KL 0. What looks like perfect calm is several unprotected steps on the same data.',
  },
  'std-frozen': {
    wrong: ['const std = Math.exp(logStd.dataSync()[0]); // a number, made once'],
    right: ['const std = logStd.exp(); // a variable that the optimiser knows'],
    where: 'distributions/gaussian/loops.ts, gaussianGradient',
    story: 'The mean learns, the spread stays at 1. The entropy is a straight line, which no healthy run shows.',
  },
  'terminal-bootstrap': {
    wrong: ['const delta = reward + gamma * nextValue - value;'],
    right: ['const delta = reward + gamma * (terminated ? 0 : nextValue) - value;'],
    where: 'numbers/advantage.ts, gae',
    story:
      'After the fall the value of a fresh episode counts as the future. The values grow towards those of a pole that never falls, and falling costs nothing.',
  },
  'truncation-bootstrap': {
    wrong: ['const future = terminated || truncated ? 0 : nextValue;'],
    right: [
      'const future = terminated ? 0 : nextValue; // of the final observation, where a time limit cut the episode',
    ],
    where: 'training/buffer.ts, computeAdvantages (bootstrapAtTruncation)',
    story:
      'At the time limit the future is dropped. The state does not show the clock, so the critic is told different things about the same state.',
  },
  'value-broadcast': {
    wrong: ['values.sub(returns).square().mean() // [B,1] - [B] = [B,B]'],
    right: ['values.squeeze([1]).sub(returns).square().mean() // [B] - [B] = [B]'],
    where: 'tfjs/losses.ts, checkColumns',
    story:
      'Every value is compared with every return, and the best answer to that is their mean: the critic says the same everywhere.',
  },
};

/** What is asked of `autopsyOf` by who does not want to search any longer. */
export const GIVE_UP = 'I give up';

/**
 * Opens a patient's file: the defective lines beside the right ones. Only for who has named the defect, or gives up.
 * @param named the patient's defect, or `GIVE_UP`
 * @returns null if `named` is neither
 * @throws RangeError if there is no such patient
 */
export function autopsyOf(patient: number, named: string): Autopsy | null {
  const { bug } = caseOf(patient);
  if (named !== GIVE_UP && !(isBugId(named) && named === bug)) return null;
  return { bug, ...reports[bug] };
}
