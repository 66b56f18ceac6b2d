import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClose, golden } from '../testing/testing';
import { recurrentLoss } from './loss';
import { RecurrentNetwork } from './network';
import type { Sequences } from './sequences';

interface RecurrentGolden {
  L: number;
  B: number;
  O: number;
  H: number;
  A: number;
  parameters: number[];
  inputs: number[];
  initial: number[];
  starts: number[];
  mask: number[];
  actions: number[];
  advantages: number[];
  returns: number[];
  old_log_probs: number[];
  hidden: number[];
  logits: number[];
  values: number[];
  clip_range: number;
  entropy_coef: number;
  value_coef: number;
  policy_loss: number;
  value_loss: number;
  entropy: number;
  gradient: number[];
}

const cases = golden<RecurrentGolden[]>('recurrent');

const networkOf = ({ O, H, A }: RecurrentGolden): RecurrentNetwork =>
  new RecurrentNetwork({ observationSize: O, stateSize: H, numActions: A });

function sequencesOf(example: RecurrentGolden): Sequences {
  return {
    steps: example.L,
    rows: example.B,
    inputs: Float64Array.from(example.inputs),
    initial: Float64Array.from(example.initial),
    starts: Uint8Array.from(example.starts),
    mask: Uint8Array.from(example.mask),
    source: Int32Array.from(example.mask, (_, place) => place),
  };
}

test("states, logits and values are those of PyTorch's GRU and linear layers, with and without resets", () => {
  for (const example of cases) {
    const { pass, logits, values } = networkOf(example).read(
      Float64Array.from(example.parameters),
      sequencesOf(example),
      example.L,
      example.B,
    );
    assertClose(pass.hidden, example.hidden, 1e-12);
    assertClose(logits, example.logits, 1e-12);
    assertClose(values, example.values, 1e-12);
  }
  assert.ok(cases.some(({ starts }) => starts.includes(1)) && cases.some(({ mask }) => mask.includes(0)));
});

test("PPO's masked loss and its gradient by all parameters are PyTorch's", () => {
  for (const example of cases) {
    const { actions, advantages, returns, old_log_probs: logProbs } = example;
    const columns = {
      actions: Int32Array.from(actions),
      logProbs: Float32Array.from(logProbs),
      advantages: Float64Array.from(advantages),
      returns: Float64Array.from(returns),
    };
    const { report, gradient } = recurrentLoss(
      networkOf(example),
      Float64Array.from(example.parameters),
      sequencesOf(example),
      columns,
      {
        clipRange: example.clip_range,
        entropyCoef: example.entropy_coef,
        valueCoef: example.value_coef,
        normalizeAdvantages: false,
      },
    );
    assertClose(report.policyLoss, example.policy_loss, 1e-7); // log-probabilities are float32
    assertClose(report.valueLoss, example.value_loss, 1e-12);
    assertClose(report.entropy, example.entropy, 1e-12);
    assertClose(gradient, example.gradient, 1e-7);
  }
});

test('a mask that lets padding through gives another loss and another gradient than PyTorch', () => {
  const example = cases.filter(({ mask }) => mask.includes(0))[0];
  const columns = {
    actions: Int32Array.from(example.actions),
    logProbs: Float32Array.from(example.old_log_probs),
    advantages: Float64Array.from(example.advantages),
    returns: Float64Array.from(example.returns),
  };
  const planted = { ...sequencesOf(example), mask: new Uint8Array(example.mask.length).fill(1) };
  const { report, gradient } = recurrentLoss(
    networkOf(example),
    Float64Array.from(example.parameters),
    planted,
    columns,
    { clipRange: 0.2, entropyCoef: 0.01, valueCoef: 0.5, normalizeAdvantages: false },
  );
  assert.ok(Math.abs(report.valueLoss - example.value_loss) > 0.01);
  assert.throws(() => assertClose(gradient, example.gradient, 1e-3), /largest difference/);
});
