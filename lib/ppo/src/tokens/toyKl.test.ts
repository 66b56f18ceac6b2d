import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose, finiteDifferences } from '../testing/testing';
import { allAnswers, exactKl, expectedGradient, klPlacements, toyLanguage } from './toyKl';

for (const [words, tokens] of [
  [4, 3],
  [3, 2],
  [4, 1],
]) {
  const policy = toyLanguage(words, tokens, new Random(1, 'policy'));
  const reference = toyLanguage(words, tokens, new Random(1, 'reference'));
  const differences = (reverse: boolean) =>
    finiteDifferences((x) => {
      const logits = policy.logits.map((_, i) => [...x.subarray(i * words, (i + 1) * words)]);
      return exactKl({ words, tokens, logits }, reference, reverse);
    }, policy.logits.flat());
  const gradientOf = (name: string) => expectedGradient(policy, reference, klPlacements[name]);

  test(`${words} words, ${tokens} tokens: all answers together have probability 1, and every beginning its own logits`, () => {
    const answers = allAnswers(policy, reference);
    assertClose(
      answers.reduce((total, { probability }) => total + probability, 0),
      1,
      1e-12,
    );
    const used = new Map<string, number>(); // the words so far -> which row of logits
    for (const { steps } of answers) {
      steps.forEach(({ beginning }, t) =>
        used.set(
          steps
            .slice(0, t)
            .map(({ word }) => word)
            .join(),
          beginning,
        ),
      );
    }
    assert.equal(new Set(used.values()).size, used.size);
    assert.equal(used.size, policy.logits.length);
  });

  test(`${words} words, ${tokens} tokens: which placements have the gradient of the KL, and what the others have`, () => {
    const truth = differences(true);
    assertClose(gradientOf('k1 in the reward'), truth, 1e-8);
    assertClose(gradientOf('k2 as a loss, whole answer'), truth, 1e-8);
    assertClose(
      gradientOf('k1 as a loss'),
      truth.map(() => 0),
      1e-12,
    );
    assertClose(gradientOf('k3 as a loss, whole answer'), differences(false), 1e-8); // of the other KL
    const off = gradientOf('k2 as a loss, per token').map((one, i) => one - truth[i]);
    const size = Math.hypot(...off) / Math.hypot(...truth);
    assert.ok(tokens === 1 ? size < 1e-7 : size > 0.01, `${size}`);
    assertClose(gradientOf('k3 times the ratio, both differentiated'), gradientOf('k2 as a loss, per token'), 1e-12);
  });
}
