import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CompiledLearner } from '../compiled/compiledLearner';
import { ppoConfig } from '../config/config';
import { Random } from '../numbers/random';
import { standardize } from '../numbers/stats';
import { faultInPieces } from './compare';
import { PiecesNetwork } from './network';
import { libraryPieces, type Pieces } from './pieces';
import { trainPieces, type PiecesRecord, type PiecesResult } from './run';
import { piecesSettings } from './settings';
import { lossOfMinibatch } from './update';

function run(pieces: Partial<Pieces>, totalTimesteps: number, seed = 1): PiecesResult & { records: PiecesRecord[] } {
  const generator = trainPieces({ pieces, seed, totalTimesteps });
  const records: PiecesRecord[] = [];
  let next = generator.next();
  for (; !next.done; next = generator.next()) records.push(next.value);
  return { ...next.value, records };
}

test("loss and gradient are those of the library's learner, where ratios have left the band", () => {
  const { hiddenSizes, clipRange, valueCoef, entropyCoef } = piecesSettings;
  const rows = 40;
  const random = new Random(3);
  const network = new PiecesNetwork({ observation: 4, actions: 2 }, piecesSettings, random.stream('init'));
  const config = ppoConfig('fast', { hiddenSizes, clipRange, valueCoef, entropyCoef, valueClipRange: null });
  const learner = new CompiledLearner({ observationSize: 4, actionSpace: { n: 2 }, config, random });
  // policies as they start are coin flips: a step along any direction makes them differ from state to state
  const parameters = network.getParameters().map((p) => p + 0.3 * random.normal());
  learner.setParameters(parameters);
  network.setParameters(parameters);
  const observations = Float32Array.from({ length: 4 * rows }, () => random.normal());
  const actions = Array.from({ length: rows }, () => random.integer(2));
  const { logProbs: now } = learner.evaluate(observations, Int32Array.from(actions));
  const logProbs = [...now].map((logProb) => logProb + 0.4 * random.normal());
  const [advantages, returns] = [1, 2].map(() => Array.from({ length: rows }, () => random.normal()));
  const rollout = { observations, actions, logProbs, advantages, returns, episodeReturns: [] };
  const all = actions.map((_, row) => row);
  const step = lossOfMinibatch(libraryPieces, network, rollout, all, piecesSettings);
  const { gradient, report } = learner.lossGradient({
    observations,
    actions: Int32Array.from(actions),
    oldLogProbs: Float32Array.from(logProbs),
    oldValues: new Float32Array(rows),
    advantages: standardize(Float32Array.from(advantages)),
    returns: Float32Array.from(returns),
  });
  assert.ok(report.deadFraction > 0.1 && report.deadFraction < 0.9, 'some samples are dead, others alive');
  const loss = report.policyLoss + valueCoef * report.valueLoss - entropyCoef * report.entropy;
  assert.ok(Math.abs(step.loss - loss) < 1e-5, `${step.loss} and ${loss}`);
  step.gradient.flat().forEach((g, i) => assert.ok(Math.abs(g - gradient[i]) < 1e-5, `${i}: ${g} and ${gradient[i]}`));
});

test('the pieces solve CartPole, the library’s and a reader’s alike, and whose they were is told', () => {
  const byLibrary = run({}, 120_000);
  assert.ok(byLibrary.solved && byLibrary.timesteps <= 120_000, `${byLibrary.timesteps} steps`);
  assert.deepEqual(byLibrary.own, []);
  const { entropyOf, tdError } = libraryPieces;
  const mixed = run({ tdError: (...args) => tdError(...args), entropyOf: (...args) => entropyOf(...args) }, 120_000);
  assert.deepEqual(mixed.own, ['tdError', 'entropyOf']);
  assert.deepEqual(mixed.parameters, byLibrary.parameters, 'the same functions make the same run');
  assert.ok(byLibrary.records.at(-1)!.meanReturn100 >= 475);
});

const steps = 61_440;
const mistakes: [string, Partial<Pieces>][] = [
  ['a loss that falls when the objective does', { totalLoss: (o, s, h, v, e) => o + (v * s) / 2 - e * h }],
  ['no slope for anybody', { slopeOfObjective: () => 0 }],
  ['nobody dies', { nextValueOf: (_d, _t, final) => final, tdError: (r, v, next, _d, _t, g) => r + g * next - v }],
  ['no credit for anybody', { advantagesOf: (errors) => errors.map(() => 0) }],
];
for (const [what, pieces] of mistakes) {
  test(`a wrong piece is seen in the return: ${what}`, () => {
    const { solved, records } = run(pieces, steps);
    assert.equal(solved, false);
    assert.ok(records.at(-1)!.meanReturn100 < 100, `mean return ${records.at(-1)!.meanReturn100}`);
  });
}

test('a piece that returns what cannot be is named, with what it was handed', () => {
  const fault = (pieces: object): string => {
    try {
      run(pieces, 2048);
    } catch (error) {
      return String(error);
    }
    return 'it went through';
  };
  assert.match(fault({ tdError: () => NaN }), /^PieceFault: tdError: for \(0\.1, .*it returned NaN; expected a finite/);
  assert.match(fault({ logSoftmaxOf: () => [0] }), /logSoftmaxOf: for \(\[.*it returned \[0\]; expected a list of 2/);
  assert.match(fault({ advantagesOf: () => undefined }), /advantagesOf: .*it returned undefined; expected a list/);
  assert.match(fault({ isSolved: () => 1 }), /isSolved: .*it returned 1; expected true or false/);
  assert.match(fault({ historyOf: () => [1, 2] }), /historyOf: .*expected a list of 64/);
  assert.match(fault({ dealMinibatches: () => [1] }), /dealMinibatches: .*list of lists of row numbers/);
  assert.match(
    fault({ dealMinibatches: (rows: number[], size: number) => [rows.slice(0, size), [1024]] }),
    /dealMinibatches: .*1024 is no row/,
  );
  assert.match(
    fault({
      advantagesOf(errors: number[]) {
        errors[0] = 7;
        return errors;
      },
    }),
    /advantagesOf: it changes its argument 1/,
  );
  assert.match(fault({ tdErorr: () => 0 }), /tdErorr.*Did you mean.*tdError|tdErorr/);
  assert.match(fault({ tdError: 3 }), /pieces\.tdError: got 3, expected a function/);
});

test('drawn arguments find typical mistakes, and pass what is right in other words', () => {
  const fault = (pieces: Partial<Pieces>): string | null => faultInPieces(pieces, { seed: 5 });
  assert.equal(fault(Object.fromEntries(Object.entries(libraryPieces)) as unknown as Pieces), null);
  const fromTheFront: Partial<Pieces> = {
    advantagesOf: (errors, going, discount, lambda) =>
      errors.map((_, t) => {
        let [total, weight] = [0, 1];
        for (let l = t; l < errors.length && weight !== 0; l++) {
          total += weight * errors[l];
          weight *= discount * lambda * going[l];
        }
        return total;
      }),
    totalLoss: (o, s, h, v, e) => 0.5 * v * s - (o + e * h),
  };
  assert.equal(fault(fromTheFront), null);
  const wrong: [Partial<Pieces>, RegExp][] = [
    [{ slopeOfObjective: (r, A) => libraryPieces.slopeOfObjective(r, A, 0.2) }, /^slopeOfObjective: for \(.*lesson 01/],
    [
      { tdError: (r, v, n, dead, cut, g) => r + (dead || cut ? 0 : g * n) - v },
      /^tdError: for \(.*true.*not it \(lesson 03/,
    ],
    [{ advantagesOf: (errors) => errors.reverse() }, /^advantagesOf: .*(changes its argument 1|not it)/],
    [
      { logSoftmaxOf: (row) => row.map((z) => z - Math.log(row.reduce((t, x) => t + Math.exp(x), 0))) },
      /^logSoftmaxOf: .*finite/,
    ],
    [
      { entropyOf: (p) => -p.reduce((t, x) => t + x * Math.log(x), 0) },
      /^entropyOf: .*it returned NaN; expected a finite/,
    ],
    [{ totalLoss: (o, s, h) => -o + 0.25 * s - 0.01 * h }, /^totalLoss: /],
    [{ clipTogether: (layers, max) => layers.map((l) => libraryPieces.clipTogether([l], max)[0]) }, /^clipTogether: /],
    [{ isSolved: (returns) => returns.slice(-100).reduce((a, b) => a + b, 0) / 100 > 475 - 50 }, /^isSolved: .*true/],
    [{ dealMinibatches: (rows, size) => [rows.slice(0, size)] }, /^dealMinibatches: /],
    [
      {
        historyOf() {
          throw new Error('no idea');
        },
      },
      /^historyOf: for .*it stopped with an error\. Error: no idea/,
    ],
  ];
  for (const [pieces, message] of wrong) assert.match(fault(pieces) ?? 'nothing found', message);
});
