// What pytest's report says of each test.

/** @typedef {{ test: string, outcome: 'passes' | 'fails' | 'does not apply', why?: string }} TestResult */

/**
 * @param {string} xml  a report in JUnit's form
 * @param {{ expectedFailures: Record<string, string>, notOfEnvironments: RegExp }} known
 * @returns {TestResult[]}
 */
export function readResults(xml, { expectedFailures, notOfEnvironments }) {
  const cases = [...xml.matchAll(/<testcase classname="([^"]*)" name="([^"]*)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs)];
  return cases.map(([, file, name, inner = '']) => {
    const test = `${file}.${name}`;
    const message = /<(?:failure|error) message="([^"]*)"/.exec(inner)?.[1];
    if (message !== undefined) return { test, outcome: 'fails', why: expectedFailures[test] ?? plain(message) };
    const skipped = /<skipped[^>]*message="([^"]*)"/.exec(inner)?.[1];
    if (skipped !== undefined) return { test, outcome: 'does not apply', why: plain(skipped) };
    if (notOfEnvironments.test(test)) {
      return { test, outcome: 'does not apply', why: 'it uses no environment that Gymnasium ships' };
    }
    return { test, outcome: 'passes' };
  });
}

/** @type {Record<string, string>} */
const entities = { '#10': ' ', lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** @param {string} text */
const plain = (text) => text.replace(/&(#10|lt|gt|quot|apos|amp);/g, (_, name) => entities[name]);

/**
 * Prints the counts; known failures, each with its reason, do not count against us.
 * @param {{ name: string, tests: TestResult[] }[]} suites
 * @param {Record<string, string>} expected
 * @returns {number} exit code
 */
export function tallyOf(suites, expected = {}) {
  let [passed, failed, skipped] = [0, 0, 0];
  for (const { name, tests } of suites) {
    console.log(`  ${name}`);
    for (const { test, outcome, why } of tests) {
      if (outcome === 'passes') passed++;
      else if (outcome === 'does not apply' || Object.hasOwn(expected, test)) skipped++;
      else failed++;
      if (outcome !== 'passes') console.log(`    ${outcome}: ${test}: ${why}`);
    }
  }
  const ran = suites.every(({ tests }) => tests.length > 0);
  if (!ran) failed++;
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed === 0 ? 0 : 1;
}
