import assert from 'node:assert/strict';
import test from 'node:test';
import { expectedFailures, notOfEnvironments } from './known.mjs';
import { readResults, tallyOf } from './results.mjs';

const report = `<testsuites><testsuite>
<testcase classname="test_agreement" name="test_same_bytes[Taxi-v4]" time="0.1" />
<testcase classname="test_agreement" name="test_check_env[Taxi-v4]" time="0.1"><failure message="AssertionError: 1 &lt; 0&#10;assert">long</failure></testcase>
<testcase classname="tests.test_core" name="test_get_set_wrapper_attr" time="0.1"><failure message="no gravity">long</failure></testcase>
<testcase classname="tests.test_core.TestRandomSeeding" name="test_seed_cannot_be_set_directly" time="0.1" />
<testcase classname="tests.test_other" name="test_x" time="0.1"><skipped type="pytest.skip" message="no pygame">x</skipped></testcase>
</testsuite></testsuites>`;

test('a report of pytest says of every test whether it passes, fails or does not apply', () => {
  const results = readResults(report, { expectedFailures, notOfEnvironments });
  assert.deepEqual(
    results.map(({ outcome }) => outcome),
    ['passes', 'fails', 'fails', 'does not apply', 'does not apply'],
  );
  assert.equal(results[1].why, 'AssertionError: 1 < 0 assert');
  assert.match(String(results[2].why), /constants/);
  assert.equal(results[4].why, 'no pygame');
});

test('a failure that nobody expects, and a suite without a test, fail the command', (t) => {
  t.mock.method(console, 'log', () => {});
  const fails = [{ name: 'one', tests: [{ test: 'a.b', outcome: /** @type {const} */ ('fails'), why: 'x' }] }];
  assert.equal(tallyOf(fails), 1);
  assert.equal(tallyOf(fails, { 'a.b': 'known' }), 0);
  assert.equal(tallyOf([{ name: 'empty', tests: [] }]), 1);
  assert.equal(tallyOf([{ name: 'one', tests: [{ test: 'a.b', outcome: 'passes' }] }]), 0);
});
