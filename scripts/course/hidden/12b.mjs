// Hidden cases of lesson 12b. Its last exercise is judged by training runs, which have no cases.
/** @typedef {import('./draws.mjs').HiddenCases} HiddenCases */

/** @type {HiddenCases} */
export const hidden = {
  slope: (draws) => {
    const good = () => draws.number(0.5, 3);
    const back = () => draws.number(0.1, 0.6);
    return [
      { args: [draws.number(0.85, 1.15), good(), 0.2, back()], when: 'the ratio is inside the band' },
      { args: [draws.number(1.3, 2.5), good(), 0.2, back()], when: 'a good action has left the band above' },
      { args: [draws.number(0.2, 0.7), -good(), 0.2, back()], when: 'a bad action has left the band below' },
      { args: [draws.number(1.3, 2.5), -good(), 0.2, back()], when: 'a bad action has become more likely' },
      { args: [draws.number(0.2, 0.7), good(), 0.2, back()], when: 'a good action has become less likely' },
      { args: [draws.number(1.12, 1.18), good(), 0.1, back()], when: 'the band is narrower' },
    ];
  },
  weight: (draws) => {
    const klCoef = () => draws.number(0.2, 9);
    return [
      { args: [klCoef(), draws.number(0.04, 0.2), 0.02], when: 'the update went much too far' },
      { args: [klCoef(), draws.number(0.001, 0.01, 4), 0.02], when: 'it hardly moved' },
      { args: [klCoef(), draws.number(0.021, 0.029, 4), 0.02], when: 'it came close to the target from above' },
      { args: [klCoef(), draws.number(0.014, 0.019, 4), 0.02], when: 'it came close to the target from below' },
      { args: [klCoef(), draws.number(0.0105, 0.013, 4), 0.02], when: 'it went between 1/2 and 2/3 of the way' },
      { args: [klCoef(), draws.number(0.5, 1.4), 0.3], when: 'the target is large' },
    ];
  },
};
