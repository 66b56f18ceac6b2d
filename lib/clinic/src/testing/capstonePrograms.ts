/** The capstone's program without fault, written for the tests. */
import type { CapstoneProgram } from '../capstone/program';

export const sound: CapstoneProgram = {
  ratioOf: (now, old) => Math.exp(now - old),
  slopeOf: (ratio, advantage, range) => {
    if (advantage > 0) return ratio > 1 + range ? 0 : advantage;
    return ratio < 1 - range ? 0 : advantage;
  },
  advantagesOf: (rewards, values, nextValues, terminated, truncated, gamma, lambda) => {
    const result: number[] = [];
    let later = 0;
    for (let t = rewards.length - 1; t >= 0; t--) {
      const delta = rewards[t] + gamma * (1 - terminated[t]) * nextValues[t] - values[t];
      const goesOn = terminated[t] + truncated[t] > 0 ? 0 : 1;
      later = delta + gamma * lambda * goesOn * later;
      result[t] = later;
    }
    return result;
  },
  targetsOf: (advantages, values) => advantages.map((A, t) => A + values[t]),
  entropySlopes: (probabilities) => {
    const logs = probabilities.map((p) => Math.log(Math.max(p, 1e-300)));
    const entropy = -probabilities.reduce((sum, p, a) => sum + p * logs[a], 0);
    return probabilities.map((p, a) => -p * (logs[a] + entropy));
  },
};
