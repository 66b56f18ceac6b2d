/** Worked solutions of lesson 01, and typical wrong answers with the words that each must be answered with. */
export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  slope: {
    // The objective is the line r A up to the cap and flat beyond it; where "beyond" lies depends on the sign of A.
    solution: `function slopeOfObjective(ratio: number, advantage: number, range: number): number {
  if (advantage > 0 && ratio > 1 + range) return 0;
  if (advantage < 0 && ratio < 1 - range) return 0;
  return advantage;
}`,
    wrong: [
      {
        code: `function slopeOfObjective(ratio: number, advantage: number, range: number): number {
  return ratio < 1 - range || ratio > 1 + range ? 0 : advantage;
}`,
        message: 'everywhere outside the band',
      },
      {
        code: `function slopeOfObjective(ratio: number, advantage: number, range: number): number {
  return advantage;
}`,
        message: 'without any clip',
      },
      {
        code: `function slopeOfObjective(ratio: number, advantage: number, range: number): number {
  const dead = (advantage > 0 && ratio > 1 + range) || (advantage < 0 && ratio < 1 - range);
  return dead ? 0 : -advantage;
}`,
        message: 'slope of the loss',
      },
      {
        code: `function slopeOfObjective(ratio: number, advantage: number, range: number): number {
  const dead = (advantage > 0 && ratio < 1 - range) || (advantage < 0 && ratio > 1 + range);
  return dead ? 0 : advantage;
}`,
        message: 'the two dead cells are the other ones',
      },
    ],
  },
  dead: {
    solution: `function deadFractionOf(ratios: number[], batchAdvantages: number[], range: number): number {
  const dead = ratios.filter((ratio, i) => {
    const advantage = batchAdvantages[i];
    return (advantage > 0 && ratio > 1 + range) || (advantage < 0 && ratio < 1 - range);
  });
  return dead.length / ratios.length;
}`,
    wrong: [
      {
        code: `function deadFractionOf(ratios: number[], batchAdvantages: number[], range: number): number {
  return ratios.filter((ratio) => Math.abs(ratio - 1) > range).length / ratios.length;
}`,
        message: 'this is the clip fraction',
      },
      {
        code: `function deadFractionOf(ratios: number[], batchAdvantages: number[], range: number): number {
  return ratios.filter((r, i) => (batchAdvantages[i] > 0 ? r > 1 + range : r < 1 - range)).length;
}`,
        message: 'how many, not which share',
      },
      {
        code: `function deadFractionOf(ratios: number[], batchAdvantages: number[], range: number): number {
  return ratios.filter((r, i) => batchAdvantages[i] > 0 && r > 1 + range).length / ratios.length;
}`,
        message: 'bad actions can be dead as well',
      },
    ],
  },
  cap: {
    // Good action: rises until r = 1 + range, then flat. Bad action: flat until r = 1 - range, then falls.
    solution: `function largestObjective(advantage: number, range: number): number {
  return advantage >= 0 ? (1 + range) * advantage : (1 - range) * advantage;
}`,
    wrong: [
      {
        code: `function largestObjective(advantage: number, range: number): number {
  return (1 + range) * advantage;
}`,
        message: 'right for good actions',
      },
      {
        code: `function largestObjective(advantage: number, range: number): number {
  return (1 + range) * Math.abs(advantage);
}`,
        message: 'never earns anything positive',
      },
      {
        code: `function largestObjective(advantage: number, range: number): number {
  return advantage >= 0 ? 1 + range : 1 - range;
}`,
        message: 'something times the advantage',
      },
      {
        code: `function largestObjective(advantage: number, range: number): number {
  return Math.max(advantage, 0);
}`,
        message: 'Where does the flat part of the curve lie',
      },
    ],
  },
};
