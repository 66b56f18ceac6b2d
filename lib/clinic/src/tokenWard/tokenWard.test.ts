import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { useBackend } from 'ppo-lib';
import { tokenCaseOf, tokenPatients } from './beds';
import { tokenCandidates } from './catalogue';
import { findingsOfProgram, tokenChecks, type TokenFindings } from './findings';
import { judgeTokenBug, tokenAutopsyOf } from './judge';
import { tokenReports } from './reports';

before(async () => void (await useBackend()));

const names = tokenCandidates.map(({ id }) => id);
const seeds = [1, 2, 3];

test('every diagnosis has one patient, twelve of them a defect', () => {
  assert.deepEqual(tokenPatients.map(tokenCaseOf).sort(), [...names].sort());
  assert.equal(names.length, 13);
  assert.notDeepEqual(tokenPatients.map(tokenCaseOf), names); // the beds are drawn
  assert.throws(() => tokenCaseOf(14), /patient: got 14, the ward has patients 1 to 13/);
});

test('a healthy program has what the checks say that one must have', () => {
  for (const seed of seeds) {
    const found = findingsOfProgram('healthy', seed);
    const zeros = [
      'firstMove',
      'paddingInMask',
      'promptInMask',
      'rewardOutside',
      'telescopeError',
      'telescopeRange',
      'groupSum',
    ];
    for (const name of zeros as (keyof TokenFindings)[])
      assert.ok(Math.abs(found[name]) < 1e-9, `${name} ${found[name]}`);
    assert.ok(Math.abs(found.chargePerNat + 0.5) < 1e-9 && Math.abs(found.whiteSpread - 1) < 1e-6);
    assert.ok(found.secondMove > 1e-3 && found.klAfterSteps > 1e-3 && found.chosenProbability > 0.05);
    assert.equal(Object.keys(found).length, Object.keys(tokenChecks).length);
  }
});

for (const seed of seeds) {
  test(`seed ${seed}: every patient is named by its checks, and every wrong name is answered with one that speaks against it`, () => {
    for (const patient of tokenPatients) {
      const bug = tokenCaseOf(patient);
      for (const name of names) {
        const { verdict, says } = judgeTokenBug(patient, name, seed);
        assert.equal(verdict, name === bug ? 'right' : 'wrong', `patient ${patient}, ${name}`);
        const names = Object.keys(tokenChecks).some((check) => says.startsWith(check));
        assert.ok(names, `patient with ${bug}, named ${name}: ${says}`);
        if (name !== bug) assert.ok(!says.includes(bug), says);
      }
    }
  });

  test(`seed ${seed}: a defect changes what its checks measure, and nothing else that a healthy program fixes`, () => {
    const healthy = findingsOfProgram('healthy', seed);
    const changed = (bug: (typeof names)[number]): string[] => {
      const found = findingsOfProgram(bug, seed);
      const fixed = Object.keys(tokenChecks) as (keyof TokenFindings)[];
      return fixed.filter((name) => Math.abs(found[name] - healthy[name]) > 1e-6).sort();
    };
    assert.deepEqual(changed('kl-sign').includes('chargePerNat'), true);
    assert.deepEqual(changed('padding-in-mask'), ['paddingInMask']);
    assert.deepEqual(changed('prompt-in-mask'), ['promptInMask']);
    assert.deepEqual(changed('groups-mixed'), ['groupSum']);
    assert.deepEqual(changed('other-temperature'), ['firstMove', 'secondMove']);
    assert.deepEqual(changed('old-read-anew'), ['secondMove']);
    assert.ok(changed('goes-on-after-end').includes('telescopeError'));
    assert.ok(!changed('goes-on-after-end').includes('telescopeRange'));
  });
}

test('a misspelt name costs nothing, an empty one neither, and the file opens for the right name alone', () => {
  assert.deepEqual(judgeTokenBug(1, ' ').verdict, 'empty');
  assert.match(judgeTokenBug(1, 'kl sing').says, /Did you mean 'kl-sign'/);
  assert.equal(judgeTokenBug(1, 42).verdict, 'empty');
  const patient = tokenPatients.find((one) => tokenCaseOf(one) === 'kl-sign') ?? 0;
  assert.equal(judgeTokenBug(patient, 'KL sign').verdict, 'right');
  assert.equal(tokenAutopsyOf(patient, 'groups-mixed'), null);
  assert.deepEqual(tokenAutopsyOf(patient, 'kl-sign'), { bug: 'kl-sign', ...tokenReports['kl-sign'] });
});
