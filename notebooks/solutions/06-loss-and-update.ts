/** Worked solutions of lesson 06, and typical wrong answers with the words that each must be answered with. */
const totalLoss =
  'function totalLoss(objective: number, squaredError: number, entropy: number, valueCoef: number, entropyCoef: number): number';
const approximateKl = 'function approximateKl(logProbs: number[], oldLogProbs: number[]): number';
const clipTogether = 'function clipTogether(layers: number[][], maxNorm: number): number[][]';

export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  loss: {
    // The optimiser goes down: minus for what should grow (objective, entropy), plus for what should shrink.
    solution: `${totalLoss} {
  const policyLoss = -objective;
  const valueLoss = 0.5 * squaredError;
  return policyLoss + valueCoef * valueLoss - entropyCoef * entropy;
}`,
    wrong: [
      {
        code: `${totalLoss} {
  return objective + valueCoef * 0.5 * squaredError - entropyCoef * entropy;
}`,
        message: 'the objective should grow',
      },
      {
        code: `${totalLoss} {
  return -objective + valueCoef * 0.5 * squaredError + entropyCoef * entropy;
}`,
        message: 'the bonus has become a penalty',
      },
      {
        code: `${totalLoss} {
  return -objective + valueCoef * squaredError - entropyCoef * entropy;
}`,
        message: 'half the squared error',
      },
      {
        code: `${totalLoss} {
  return -objective - valueCoef * 0.5 * squaredError - entropyCoef * entropy;
}`,
        message: 'error should shrink',
      },
    ],
  },
  k3: {
    // exp(x) - 1 - x with x = log r: the gap between the exponential and its tangent at 0, so never negative.
    solution: `${approximateKl} {
  let total = 0;
  for (let i = 0; i < logProbs.length; i++) {
    const logRatio = logProbs[i] - oldLogProbs[i];
    total += Math.exp(logRatio) - 1 - logRatio;
  }
  return total / logProbs.length;
}`,
    wrong: [
      {
        code: `${approximateKl} {
  return logProbs.reduce((sum, now, i) => sum + oldLogProbs[i] - now, 0) / logProbs.length;
}`,
        message: 'this is k1',
      },
      {
        code: `${approximateKl} {
  return logProbs.reduce((sum, now, i) => sum + 0.5 * (now - oldLogProbs[i]) ** 2, 0) / logProbs.length;
}`,
        message: 'this is k2',
      },
      {
        code: `${approximateKl} {
  const k3 = logProbs.map((now, i) => Math.exp(oldLogProbs[i] - now) - 1 - (oldLogProbs[i] - now));
  return k3.reduce((sum, x) => sum + x, 0) / k3.length;
}`,
        message: 'upside down',
      },
      {
        code: `${approximateKl} {
  return logProbs.reduce((sum, now, i) => sum + Math.exp(now - oldLogProbs[i]) - 1 - (now - oldLogProbs[i]), 0);
}`,
        message: 'the mean is wanted',
      },
    ],
  },
  norm: {
    // One length for all numbers of all layers, and one factor, which is never above 1.
    solution: `${clipTogether} {
  let squares = 0;
  for (const layer of layers) for (const g of layer) squares += g * g;
  const factor = Math.min(1, maxNorm / (Math.sqrt(squares) + 1e-6));
  return layers.map((layer) => layer.map((g) => g * factor));
}`,
    wrong: [
      {
        code: `${clipTogether} {
  return layers.map((layer) => {
    const factor = Math.min(1, maxNorm / Math.hypot(...layer));
    return layer.map((g) => g * factor);
  });
}`,
        message: 'each layer on its own',
      },
      {
        code: `${clipTogether} {
  return layers.map((layer) => layer.map((g) => Math.max(-maxNorm, Math.min(maxNorm, g))));
}`,
        message: 'every single number',
      },
      {
        code: `${clipTogether} {
  const factor = maxNorm / Math.hypot(...layers.flat());
  return layers.map((layer) => layer.map((g) => g * factor));
}`,
        message: 'you make it longer',
      },
      {
        code: `${clipTogether} {
  const size = layers.flat().reduce((sum, g) => sum + Math.abs(g), 0);
  return layers.map((layer) => layer.map((g) => g * Math.min(1, maxNorm / size)));
}`,
        message: 'root of the sum of squares',
      },
    ],
  },
};
