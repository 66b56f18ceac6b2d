/** Worked solution of lesson 10c, and typical wrong answers with the words that each must be answered with. */
import type { Exercise, Solutions } from './types';

type Objective = 'clip' | 'ratio' | 'policy-gradient';

const slopeOf: Exercise<(objective: Objective, r: number, A: number, range: number) => number> = {
  // A slope in log(pi) is r times a slope in r, so A in log(pi) is A / r in r.
  solution: (objective, r, A, range) => {
    if (objective === 'policy-gradient') return A / r;
    const isFlat = (A > 0 && r > 1 + range) || (A < 0 && r < 1 - range);
    return objective === 'clip' && isFlat ? 0 : A;
  },
  wrong: [
    {
      answer: (objective, r, A, range) => {
        const isFlat = (A > 0 && r > 1 + range) || (A < 0 && r < 1 - range);
        return objective === 'clip' && isFlat ? 0 : A;
      },
      message: 'The loop multiplies what you return by r',
    },
    {
      answer: (objective, r, A, range) => {
        if (objective === 'policy-gradient') return A / r;
        return objective === 'clip' && Math.abs(r - 1) > range ? 0 : A;
      },
      message: 'two of its corners still push',
    },
    {
      answer: (objective, r, A, range) => {
        if (objective === 'policy-gradient') return A / r;
        const isFlat = (A > 0 && r > 1 + range) || (A < 0 && r < 1 - range);
        return isFlat ? 0 : A;
      },
      message: 'when the objective is ratio',
    },
  ],
};

export const solutions: Solutions = { slopes: slopeOf };
