// The check of an exercise without what it was made of: cases and wrong ideas as values, no formula that gives them.
import { literal } from './literal.mjs';

/** @typedef {import('../lesson/answerBook.mjs').Spec} Spec */

/**
 * @param {import('../lesson/exercises.mjs').Exercise} exercise
 * @param {Spec} spec
 * @returns {string | null} source of a cell; null if the cases cannot be written down
 */
export function checkCell({ id, functionName }, spec) {
  const list = casesText(spec);
  if (list === null) return null;
  const cases = `${functionName}Cases`;
  return `const ${cases}: any[] = ${list};
const ${functionName}Key = (args: any[]) =>
  JSON.stringify(args, (_, x) => (typeof x === 'number' ? String(x) : x)); // NaN and Infinity apart
const ${functionName}Like = (results: any[]) => (...args: any[]) =>
  results[${cases}.findIndex((one) => ${functionName}Key(one.args) === ${functionName}Key(args))];
check('${id}', ${functionName}, {${optionsText(spec)}${beatText(spec, functionName)}
  cases: ${cases},
  misconceptions: [
${ideas(spec, functionName).join('\n')}
  ],
});`;
}

/** @param {Spec} spec */
function casesText({ cases }) {
  const lines = cases.map(({ args, expected, when }) => {
    const [given, right] = [literal(args), literal(expected)];
    return given === null || right === null
      ? null
      : `  { args: ${given}, expected: ${right}${when === undefined ? '' : `, when: ${JSON.stringify(when)}`} },`;
  });
  return lines.includes(null) ? null : `[\n${lines.join('\n')}\n]`;
}

/** @param {Spec} spec */
function optionsText({ tolerance, keepsArguments }) {
  return `${tolerance === undefined ? '' : `\n  tolerance: ${tolerance},`}${keepsArguments ? '\n  keepsArguments: true,' : ''}`;
}

/** @param {Spec} spec @param {string} functionName */
function beatText({ cases, beat }, functionName) {
  if (!beat) return '';
  return `\n  beat: ${functionName}Like(${literal(cases.map(({ args }) => beat(...structuredClone(args))))}),`;
}

/** @param {Spec} spec @param {string} functionName */
function ideas({ cases, misconceptions }, functionName) {
  return misconceptions.flatMap(({ like, says }) => {
    try {
      const results = literal(cases.map(({ args }) => like(...structuredClone(args))));
      return results === null ? [] : [`    { says: ${JSON.stringify(says)}, like: ${functionName}Like(${results}) },`];
    } catch {
      return []; // a wrong idea that stops with an error cannot be told by its values
    }
  });
}
