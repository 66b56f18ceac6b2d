// Hidden cases of lesson 10c.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  slopes: (draws) => {
    const range = draws.number(0.1, 0.3);
    const above = () => draws.number(1.35, 1.9);
    const below = () => draws.number(0.3, 0.65);
    const size = () => draws.number(0.5, 3, 1);
    return ['clip', 'ratio', 'policy-gradient'].flatMap((objective) => [
      { args: [objective, above(), size(), range], when: `${objective}: a good action has become more likely` },
      { args: [objective, below(), size(), range], when: `${objective}: a good action has become less likely` },
      { args: [objective, above(), -size(), range], when: `${objective}: a bad action has become more likely` },
      { args: [objective, below(), -size(), range], when: `${objective}: a bad action has become less likely` },
      { args: [objective, 1.05, size(), range], when: `${objective}: the ratio is inside the band` },
    ]);
  },
};
