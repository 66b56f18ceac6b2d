import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { Random } from '../numbers/random';
import { assertClose, finiteDifferences, golden } from '../testing/testing';
import { useBackend } from '../tfjs/backend';
import { answersOf, maskedWhiten, tokenGae, tokenRewards } from './answers';
import { tokenAdvantages } from './batches';
import { dpoLoss } from './dpo';
import { TokenModel } from './model';
import { tokenPolicyLoss, tokenValueLoss } from './policyLoss';
import { tokenSettings, type TokenSettings } from './settings';

before(async () => void (await useBackend()));

interface LossGolden {
  settings: Partial<TokenSettings>;
  prompt: number;
  fixed: number;
  bootstrap: boolean;
  gamma: number;
  gae_lambda: number;
  kl_in_reward: number;
  scores: number[];
  loss: number;
  value_loss: number;
  [column: string]: unknown;
}

interface ModelGolden {
  V: number;
  D: number;
  max_tokens: number;
  prompt: number;
  parameters: number[];
  ids: number[][];
  settings: Partial<TokenSettings>;
  value_coef: number;
  loss: number;
  gradient: number[];
  [column: string]: unknown;
}

interface GroupGolden {
  prompt: number;
  group_size: number;
  ids: number[][];
  old: number[][];
  ref: number[][];
  scores: number[];
  cases: { baseline: TokenSettings['baseline']; kl_coef: number; advantages: number[][] }[];
}

interface Goldens {
  losses: LossGolden[];
  /** short, long, cut-off answers; padding on both sides; words behind an end */
  edges: LossGolden[];
  groups: GroupGolden;
  dpo: LossGolden & { beta: number };
  /** where exp(-margin) is infinite */
  far: LossGolden & { beta: number };
  model: ModelGolden;
}

const file = golden<Goldens>('tokens');
const everyLoss = [...file.losses, ...file.edges];
const flat = (rows: unknown): number[] => (rows as number[][]).flat();
const sequencesOf = (ids: number[][]) => ({
  ids: Int32Array.from(ids.flat()),
  rows: ids.length,
  columns: ids[0].length,
});

test('masks, rewards, advantages and whitening over tokens are those of PyTorch', () => {
  assert.ok(file.losses.length >= 14 && file.edges.length >= 36);
  for (const one of everyLoss) {
    const answers = answersOf(sequencesOf(one.ids as number[][]), one.prompt);
    assert.deepEqual([...answers.mask], flat(one.mask));
    const rewards = tokenRewards(answers, one.scores, flat(one.old), flat(one.ref), one.kl_in_reward);
    assertClose(rewards, flat(one.rewards), 1e-12);
    const made = tokenGae({
      answers,
      rewards,
      values: flat(one.values),
      gamma: one.gamma,
      gaeLambda: one.gae_lambda,
      bootstrapTruncated: one.bootstrap,
    });
    assertClose(made.advantages, flat(one.advantages), 1e-12);
    assertClose(made.returns, flat(one.returns), 1e-12);
    assertClose(maskedWhiten(made.advantages, answers.mask), flat(one.white), 1e-12);
  }
});

test("losses of PPO's relatives and their slopes are those of PyTorch, and those of finite differences", () => {
  for (const one of everyLoss) {
    const answers = answersOf(sequencesOf(one.ids as number[][]), one.prompt);
    const input = {
      answers,
      oldLogProbs: flat(one.old),
      refLogProbs: flat(one.ref),
      advantages: flat(one.white),
      settings: tokenSettings('ppo', one.settings),
      fixedLength: one.fixed,
    };
    const logProbs = flat(one.log_probs);
    const { loss, slopes } = tokenPolicyLoss({ ...input, logProbs });
    assertClose(loss, one.loss, 1e-12);
    assertClose(slopes, flat(one.slopes), 1e-12);
    const value = tokenValueLoss(answers, flat(one.values), flat(one.returns));
    assertClose(value.loss, one.value_loss, 1e-12);
    assertClose(value.slopes, flat(one.value_slopes), 1e-12);
    if (input.settings.clip === 'weight') continue; // its slope is not that of its loss: the weight counts as a constant
    const differences = finiteDifferences((x) => tokenPolicyLoss({ ...input, logProbs: x }).loss, logProbs);
    assertClose(slopes, differences, 1e-8);
  }
});

test('advantages of groups are those of PyTorch', () => {
  const { prompt, ids, old, ref, scores, cases, group_size: groupSize } = file.groups;
  const answers = answersOf(sequencesOf(ids), prompt);
  const logProbs = Float32Array.from(flat(old));
  const said = { logProbs, entropies: logProbs, values: new Float32Array(ids.flat().length) };
  for (const { baseline, kl_coef: klCoef, advantages } of cases) {
    const settings = tokenSettings('rloo', { baseline, klCoef, groupSize, answersPerBatch: ids.length });
    const made = tokenAdvantages(answers, Float64Array.from(scores), said, Float32Array.from(flat(ref)), settings);
    assertClose(made.advantages, flat(advantages), 2e-6 * (1 + klCoef)); // log-probabilities are float32 here
  }
});

test('the loss of DPO and its slopes are those of PyTorch, also where a pair is hopeless', () => {
  for (const dpo of [file.dpo, file.far]) {
    const answers = answersOf(sequencesOf(dpo.ids as number[][]), dpo.prompt);
    const { loss, slopes } = dpoLoss(answers, flat(dpo.log_probs), flat(dpo.ref), dpo.beta);
    assertClose(loss / dpo.loss, 1, 1e-12);
    assertClose(slopes, flat(dpo.slopes), 1e-12);
  }
});

test('the transformer says what PyTorch says, and the gradient by every weight is the same', () => {
  const { model: one } = file;
  const sizes = { vocabulary: one.V, maxTokens: one.max_tokens, width: one.D };
  const model = new TokenModel(sizes, new Random(1));
  model.setParameters(Float32Array.from(one.parameters));
  const sequences = sequencesOf(one.ids);
  const answers = answersOf(sequences, one.prompt);
  const inside = (values: ArrayLike<number>): number[] => Array.from(answers.mask, (m, i) => (m === 0 ? 0 : values[i]));
  const said = model.read(sequences);
  assertClose(inside(said.logProbs), inside(flat(one.log_probs)), 5e-6);
  assertClose(said.entropies, flat(one.entropies), 5e-6);
  assertClose(said.values, flat(one.values), 5e-6);
  let loss = 0;
  const gradient = model.gradient(sequences, ({ logProbs, values }) => {
    const policy = tokenPolicyLoss({
      answers,
      logProbs,
      oldLogProbs: flat(one.old),
      refLogProbs: flat(one.old),
      advantages: flat(one.advantages),
      settings: tokenSettings('ppo', one.settings),
    });
    const value = tokenValueLoss(answers, values, flat(one.returns));
    loss = policy.loss + one.value_coef * value.loss;
    return { logProbs: policy.slopes, values: value.slopes.map((slope) => one.value_coef * slope) };
  });
  assertClose(loss, one.loss, 1e-6);
  assertClose(gradient, one.gradient, 1e-6);
  model.dispose();
});
