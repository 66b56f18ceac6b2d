/** Worked solutions of lesson 02, and typical wrong answers with the words that each must be answered with. */
const divergence = 'function divergence(oldLogits: number[], newLogits: number[]): number';
const stepLength = 'function stepLength(delta: number, curvature: number): number';
const acceptedScale = 'function acceptedScale(kls: number[], gains: number[], delta: number): number';
const logSoftmax = `  const logSoftmax = (logits: number[]) => {
    const top = Math.max(...logits);
    const logSum = top + Math.log(logits.reduce((total, x) => total + Math.exp(x - top), 0));
    return logits.map((x) => x - logSum);
  };
  const [before, after] = [logSoftmax(oldLogits), logSoftmax(newLogits)];`;

export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  divergence: {
    // The old policy drew the actions, so the average of log old - log new is taken under the old policy.
    solution: `${divergence} {
${logSoftmax}
  return before.reduce((total, logProb, a) => total + Math.exp(logProb) * (logProb - after[a]), 0);
}`,
    wrong: [
      {
        code: `${divergence} {
${logSoftmax}
  return after.reduce((total, logProb, a) => total + Math.exp(logProb) * (logProb - before[a]), 0);
}`,
        message: 'KL(new || old)',
      },
      {
        code: `${divergence} {
${logSoftmax}
  return before.reduce((total, logProb, a) => total + Math.exp(logProb) * (oldLogits[a] - newLogits[a]), 0);
}`,
        message: 'logits are not log-probabilities',
      },
      {
        code: `${divergence} {
${logSoftmax}
  return before.reduce((total, logProb, a) => total + logProb - after[a], 0) / before.length;
}`,
        message: 'every action counts the same',
      },
      {
        code: `${divergence} {
${logSoftmax}
  return before.reduce((total, logProb, a) => total + Math.exp(logProb) * (after[a] - logProb), 0);
}`,
        message: 'the sign is turned round',
      },
    ],
  },
  length: {
    // delta = 1/2 s^2 curvature, solved for s.
    solution: `${stepLength} {
  return Math.sqrt((2 * delta) / curvature);
}`,
    wrong: [
      {
        code: `${stepLength} {
  return (2 * delta) / curvature;
}`,
        message: 'the square of the step',
      },
      {
        code: `${stepLength} {
  return Math.sqrt(delta / curvature);
}`,
        message: 'half of its allowance',
      },
      {
        code: `${stepLength} {
  return Math.sqrt(2 * delta * curvature);
}`,
        message: 'a shorter step',
      },
      {
        code: `${stepLength} {
  return Math.sqrt(delta / (2 * curvature));
}`,
        message: 'the wrong side',
      },
    ],
  },
  backtrack: {
    solution: `${acceptedScale} {
  for (let j = 0; j < kls.length; j++) {
    if (kls[j] <= delta && gains[j] > 0) return 0.5 ** j;
  }
  return 0; // no step is better than a bad one
}`,
    wrong: [
      {
        code: `${acceptedScale} {
  const j = kls.findIndex((kl) => kl <= delta);
  return j < 0 ? 0 : 0.5 ** j;
}`,
        message: 'you check the KL only',
      },
      {
        code: `${acceptedScale} {
  const j = gains.findIndex((gain) => gain > 0);
  return j < 0 ? 0 : 0.5 ** j;
}`,
        message: 'you check the surrogate only',
      },
      {
        code: `${acceptedScale} {
  const j = kls.findIndex((kl, i) => kl <= delta || gains[i] > 0);
  return j < 0 ? 0 : 0.5 ** j;
}`,
        message: 'both must hold',
      },
      {
        code: `${acceptedScale} {
  const j = kls.findIndex((kl, i) => kl <= delta && gains[i] > 0);
  return j < 0 ? 0.5 ** (kls.length - 1) : 0.5 ** j;
}`,
        message: 'still take the smallest step',
      },
      {
        code: `${acceptedScale} {
  return kls.findIndex((kl, i) => kl <= delta && gains[i] > 0);
}`,
        message: 'how often you halved',
      },
    ],
  },
};
