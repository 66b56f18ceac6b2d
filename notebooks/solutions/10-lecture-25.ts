/** Worked solutions of lesson 10, and typical wrong answers with the words that each must be answered with. */
const improvement = 'function probabilityOfImprovement(x: number[], y: number[]): number';
const standardError = 'function standardError(scores: number[][]): number';
const comparable = 'function comparable(low: number, high: number, margin: number): string';
const means = `  const mean = (values: number[]) => values.reduce((total, v) => total + v, 0) / values.length;
  const seeds = scores.map(mean);`;

export const solutions: Record<string, { solution: string; wrong: { code: string; message: string }[] }> = {
  ahead: {
    // Every seed of one meets every seed of the other.
    solution: `${improvement} {
  let wins = 0;
  for (const u of x) for (const v of y) wins += u > v ? 1 : u === v ? 0.5 : 0;
  return wins / (x.length * y.length);
}`,
    wrong: [
      {
        code: `${improvement} {
  return x.filter((u, i) => u > y[i]).length / x.length;
}`,
        message: 'compare every x with every y',
      },
      {
        code: `${improvement} {
  let wins = 0;
  for (const u of x) for (const v of y) if (u > v) wins += 1;
  return wins / (x.length * y.length);
}`,
        message: 'a tie is half a win',
      },
      {
        code: `${improvement} {
  const mean = (values: number[]) => values.reduce((total, v) => total + v, 0) / values.length;
  return mean(x) > mean(y) ? 1 : 0;
}`,
        message: 'how often a single run is higher',
      },
    ],
  },
  error: {
    // One number per seed; the deviation between them, over the root of how many there are.
    solution: `${standardError} {
${means}
  const squares = seeds.reduce((total, s) => total + (s - mean(seeds)) ** 2, 0);
  return Math.sqrt(squares / (seeds.length - 1) / seeds.length);
}`,
    wrong: [
      {
        code: `${standardError} {
  const all = scores.flat();
  const center = all.reduce((total, v) => total + v, 0) / all.length;
  return Math.sqrt(all.reduce((total, v) => total + (v - center) ** 2, 0) / (all.length - 1) / all.length);
}`,
        message: 'this is Bob',
      },
      {
        code: `${standardError} {
${means}
  return Math.sqrt(seeds.reduce((total, s) => total + (s - mean(seeds)) ** 2, 0) / (seeds.length - 1));
}`,
        message: 'the error of their mean is smaller',
      },
      {
        code: `${standardError} {
${means}
  return Math.sqrt(seeds.reduce((total, s) => total + (s - mean(seeds)) ** 2, 0) / seeds.length / seeds.length);
}`,
        message: 'divide the squares by n - 1',
      },
    ],
  },
  judge: {
    // Inside both margins, outside one of them, or neither.
    solution: `${comparable} {
  if (low > -margin && high < margin) return 'supported';
  if (low > margin || high < -margin) return 'not supported';
  return 'undecided';
}`,
    wrong: [
      {
        code: `${comparable} {
  return low < 0 && high > 0 ? 'supported' : 'not supported';
}`,
        message: 'a wide interval knows nothing',
      },
      {
        code: `${comparable} {
  return Math.abs((low + high) / 2) < margin ? 'supported' : 'not supported';
}`,
        message: 'where are its ends',
      },
      {
        code: `${comparable} {
  return low > -margin && high < margin ? 'supported' : 'not supported';
}`,
        message: 'a third verdict',
      },
    ],
  },
};
