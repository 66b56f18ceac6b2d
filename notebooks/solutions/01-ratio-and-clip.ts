/** Worked solutions of lesson 01, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

const slopeOfObjective: Exercise<(ratio: number, advantage: number, range: number) => number> = {
  // The objective is the line r A up to the cap and flat beyond it; where "beyond" lies depends on the sign of A.
  solution: (ratio, advantage, range) => {
    if (advantage > 0 && ratio > 1 + range) return 0;
    if (advantage < 0 && ratio < 1 - range) return 0;
    return advantage;
  },
  wrong: [
    {
      answer: (ratio, advantage, range) => (ratio < 1 - range || ratio > 1 + range ? 0 : advantage),
      message: 'everywhere outside the band',
    },
    { answer: (_ratio, advantage) => advantage, message: 'without any clip' },
    {
      answer: (ratio, advantage, range) => {
        const dead = (advantage > 0 && ratio > 1 + range) || (advantage < 0 && ratio < 1 - range);
        return dead ? 0 : -advantage;
      },
      message: 'slope of the loss',
    },
    {
      answer: (ratio, advantage, range) => {
        const dead = (advantage > 0 && ratio < 1 - range) || (advantage < 0 && ratio > 1 + range);
        return dead ? 0 : advantage;
      },
      message: 'the two dead cells are the other ones',
    },
    {
      answer: (ratio, advantage) => {
        if (advantage > 0 && ratio > 1.2) return 0;
        return advantage < 0 && ratio < 0.8 ? 0 : advantage;
      },
      message: 'use range',
    },
    {
      answer: (ratio, advantage, range) => {
        const objective = (r: number) =>
          Math.min(r * advantage, Math.min(Math.max(r, 1 - range), 1 + range) * advantage);
        return (objective(ratio + 1e-6) - objective(ratio - 1e-6)) / 2e-6;
      },
      message: 'your function returned',
    },
  ],
};

const deadFractionOf: Exercise<(ratios: number[], batchAdvantages: number[], range: number) => number> = {
  // Dead is who has gone too far in the direction that the advantage asks for; on the other side the gradient pulls back.
  solution: (ratios, batchAdvantages, range) => {
    const dead = ratios.filter((ratio, i) => {
      const advantage = batchAdvantages[i];
      return (advantage > 0 && ratio > 1 + range) || (advantage < 0 && ratio < 1 - range);
    });
    return dead.length / ratios.length;
  },
  wrong: [
    {
      answer: (ratios, _batchAdvantages, range) =>
        ratios.filter((ratio) => Math.abs(ratio - 1) > range).length / ratios.length,
      message: 'this is the clip fraction',
    },
    {
      answer: (ratios, batchAdvantages, range) =>
        ratios.filter((r, i) => (batchAdvantages[i] > 0 ? r > 1 + range : r < 1 - range)).length,
      message: 'how many, not which share',
    },
    {
      answer: (ratios, batchAdvantages, range) =>
        ratios.filter((r, i) => batchAdvantages[i] > 0 && r > 1 + range).length / ratios.length,
      message: 'bad actions can be dead as well',
    },
    {
      answer: (ratios, batchAdvantages) =>
        ratios.filter((ratio, i) => (batchAdvantages[i] > 0 ? ratio > 1.2 : ratio < 0.8)).length / ratios.length,
      message: 'use range',
    },
  ],
};

const largestObjective: Exercise<(advantage: number, range: number) => number> = {
  // Good action: rises until r = 1 + range, then flat. Bad action: flat until r = 1 - range, then falls.
  solution: (advantage, range) => (advantage >= 0 ? (1 + range) * advantage : (1 - range) * advantage),
  wrong: [
    { answer: (advantage, range) => (1 + range) * advantage, message: 'right for good actions' },
    { answer: (advantage, range) => (1 + range) * Math.abs(advantage), message: 'never earns anything positive' },
    {
      answer: (advantage, range) => (advantage >= 0 ? 1 + range : 1 - range),
      message: 'something times the advantage',
    },
    { answer: (advantage) => (advantage >= 0 ? 1.2 * advantage : 0.8 * advantage), message: 'use range' },
    { answer: (advantage) => Math.max(advantage, 0), message: 'Where does the flat part of the curve lie' },
  ],
};

export const solutions: Solutions = { slope: slopeOfObjective, dead: deadFractionOf, cap: largestObjective };
