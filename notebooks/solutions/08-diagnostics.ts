/** Worked solutions of lesson 08, and typical wrong answers with the words that each must be answered with. */
export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  fit: {
    // The explained variance subtracts the mean of the errors; here nothing is subtracted, so an offset counts as error.
    solution: `function honestFit(returns: number[], values: number[]): number {
  const n = returns.length;
  const center = returns.reduce((sum, g) => sum + g, 0) / n;
  const variance = returns.reduce((sum, g) => sum + (g - center) ** 2, 0) / n;
  const squaredError = returns.reduce((sum, g, i) => sum + (g - values[i]) ** 2, 0) / n;
  return 1 - squaredError / variance;
}`,
    wrong: [
      {
        code: `function honestFit(returns: number[], values: number[]): number {
  return explainedVariance(returns, values);
}`,
        message: 'the explained variance itself',
      },
      {
        code: `function honestFit(returns: number[], values: number[]): number {
  return mean(returns.map((g, i) => (g - values[i]) ** 2));
}`,
        message: 'in reward units',
      },
      {
        code: `function honestFit(returns: number[], values: number[]): number {
  return mean(returns.map((g, i) => (g - values[i]) ** 2)) / std(returns) ** 2;
}`,
        message: 'NOT explained',
      },
      {
        code: `function honestFit(returns: number[], values: number[]): number {
  return 1 - mean(returns.map((g, i) => (g - values[i]) ** 2)) / mean(returns.map((g) => g * g));
}`,
        message: 'mean square of the returns',
      },
      {
        code: `function honestFit(returns: number[], values: number[]): number {
  return 1 - mean(returns.map((g, i) => (g - values[i]) ** 2)) / std(returns, 1) ** 2;
}`,
        message: 'divides by n, not by n - 1',
      },
    ],
  },
  triage: {
    // First the data, then numbers that are none, then the step, then the critic. NaN fails every comparison, so ask Number.isFinite.
    solution: `function lookFirst(record: { ratioMin: number; ratioMax: number; kl: number; ev: number }): string {
  if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
  if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
  if (record.kl > 0.05) return 'step';
  if (record.kl === 0) return 'still';
  return record.ev < -0.5 ? 'critic' : 'ok';
}`,
    wrong: [
      {
        code: `function lookFirst(record: { ratioMin: number; ratioMax: number; kl: number; ev: number }): string {
  if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
  if (record.kl > 0.05) return 'step';
  if (record.kl === 0) return 'still';
  return record.ev < -0.5 ? 'critic' : 'ok';
}`,
        message: 'every comparison with NaN is false',
      },
      {
        code: `function lookFirst(record: { ratioMin: number; ratioMax: number; kl: number; ev: number }): string {
  if (record.ratioMin < 0.8 || record.ratioMax > 1.2) return 'data';
  if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
  if (record.kl > 0.05) return 'step';
  if (record.kl === 0) return 'still';
  return record.ev < -0.5 ? 'critic' : 'ok';
}`,
        message: 'no tolerance',
      },
      {
        code: `function lookFirst(record: { ratioMin: number; ratioMax: number; kl: number; ev: number }): string {
  if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
  if (record.kl > 0.05) return 'step';
  if (record.kl === 0) return 'still';
  if (record.ev < -0.5) return 'critic';
  return record.ratioMin !== 1 || record.ratioMax !== 1 ? 'data' : 'ok';
}`,
        message: 'they come first',
      },
      {
        code: `function lookFirst(record: { ratioMin: number; ratioMax: number; kl: number; ev: number }): string {
  if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
  if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
  if (record.ev < -0.5) return 'critic';
  if (record.kl > 0.05) return 'step';
  return record.kl === 0 ? 'still' : 'ok';
}`,
        message: 'the critic is blamed before the step',
      },
      {
        code: `function lookFirst(record: { ratioMin: number; ratioMax: number; kl: number; ev: number }): string {
  if (record.ratioMin !== 1 || record.ratioMax !== 1) return 'data';
  if (record.kl > 0.05) return 'step';
  if (!Number.isFinite(record.kl) || !Number.isFinite(record.ev)) return 'nan';
  if (record.kl === 0) return 'still';
  return record.ev < -0.5 ? 'critic' : 'ok';
}`,
        message: 'it is a broken number',
      },
    ],
  },
};
