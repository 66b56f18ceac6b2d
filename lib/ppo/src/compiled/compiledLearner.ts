import { createEngine, type Engine, type EngineKind, type Optimizer, type Path } from 'ppo-engine';
import type { Actions } from '../learner/learner';
import {
  BaseLearner,
  stepReport,
  type LossGradient,
  type LossReport,
  type NamedOptimizer,
} from '../learner/baseLearner';
import { requireFiniteLoss } from '../learner/checks';
import { blocksOf, lastLayer, makeOptimizers } from './engineNetwork';
import type { ActedColumns, Evaluation, LearnerSetup, Minibatch, StepReport, StepSettings } from '../learner/learner';
import { initialParameters } from '../networks/orthogonal';
import { actionWidth, isDiscrete, networkSpecOf, parameterManifest, type ParameterSlot } from '../networks/parameters';
import { GaussianBatch } from '../distributions/gaussian/batch';
import { makePolicyBatch } from '../distributions/makePolicyBatch';
import type { PolicyBatch } from '../distributions/policyBatch';
import { valueGradient } from '../numbers/lossGradients';
import { objectiveGradient } from '../numbers/objectiveGradients';
import type { Random } from '../numbers/random';
import { requireNumbers } from '../numbers/validate';

/** Everything for B rows, made once for each B. */
interface Batch {
  readonly policy: PolicyBatch;
  /** [B] */
  readonly values: Float32Array;
  readonly logProbGradient: Float64Array;
  readonly valueGradient: Float64Array;
  /** where `infer` puts the outputs: the policy's, and for both heads the values too */
  readonly outputs: readonly [Float64Array, Float32Array];
  readonly policyOutputs: readonly [Float64Array];
}

/** Training uses a handful of sizes; who evaluates ever new ones must not fill the memory. */
const MAX_BATCHES = 16;

/**
 * The fast learner: `ppo-engine` runs the layers, their backward pass, the norm clip and Adam on one flat parameter vector; the
 * loss and its gradient are the loops of `lossGradients`. In step with `TfjsLearner`: same seed, same initial weights, same draws.
 * @example train({ config: 'fast', learner: compiledLearner })
 */
export class CompiledLearner extends BaseLearner<Optimizer> {
  readonly manifest: readonly ParameterSlot[];
  private readonly kind: EngineKind | 'auto';
  private readonly batches = new Map<number, Batch>();
  private readonly heads: readonly [policy: string, value: string];
  private engine!: Engine;
  private path!: Path;
  private policyPath!: Path;
  private valuePath!: Path;
  protected optimizers!: readonly NamedOptimizer<Optimizer>[];

  /**
   * @param kind default 'auto': WebAssembly SIMD, or plain TypeScript where that is missing
   * @param threads default 2: a policy and a value network of some size that share no trunk are computed side by side where a second
   *   processor is free, with the same bits. In worker threads, such as those of `trainMany`, and in pages one thread does it all
   */
  constructor(
    setup: LearnerSetup,
    kind: EngineKind | 'auto' = 'auto',
    private readonly threads: 1 | 2 = 2,
  ) {
    super(setup);
    const { config, random } = setup;
    this.kind = kind;
    this.manifest = parameterManifest(networkSpecOf(setup));
    this.heads = [lastLayer(this.manifest, 'policy'), lastLayer(this.manifest, 'value')];
    this.start(config.minibatchSize);
    this.batchOf(config.minibatchSize); // an action space that does not fit the policy is an error here and now
    this.engine.setParameters(initialParameters(this.manifest, random));
  }

  /** What runs the layers: 'wasm', 'wasm-relaxed' or 'plain'. */
  get engineKind(): EngineKind {
    return this.engine.kind;
  }

  getParameters(): Float32Array {
    return this.engine.getParameters();
  }

  protected writeParameters(parameters: ArrayLike<number>): void {
    this.engine.setParameters(parameters);
  }

  protected actOn(observations: Float32Array, rows: number, random: Random | null): Actions {
    const { policy, values } = this.infer(observations, rows);
    const width = actionWidth(this.actionSpace);
    const actions = isDiscrete(this.actionSpace) ? new Int32Array(rows) : new Float32Array(rows * width);
    policy.sample(random, actions);
    return { actions, logProbs: policy.logProbs.slice(), values: values.slice() };
  }

  protected judge(observations: Float32Array, actions: Int32Array | Float32Array, rows: number): Evaluation {
    const { policy, values } = this.infer(observations, rows);
    policy.evaluate(actions);
    return {
      logProbs: policy.logProbs.slice(),
      entropies: Float32Array.from(policy.entropies),
      values: values.slice(),
    };
  }

  protected actOnRows(columns: ActedColumns, first: number, rows: number, random: Random): void {
    const batch = this.batchOf(rows);
    const width = actionWidth(this.actionSpace);
    this.run(this.policyPath, columns.observations, rows, batch.policyOutputs, first);
    this.readLogStds(batch);
    batch.policy.sample(random, columns.actions, first * width);
    for (let b = 0; b < rows; b++) columns.logProbs[first + b] = batch.policy.logProbs[b];
  }

  protected fillValues(observations: Float32Array, rows: number, values: Float32Array): void {
    this.run(this.valuePath, observations, rows, [values], 0);
  }

  protected learn(minibatch: Minibatch, rows: number, settings: StepSettings): StepReport {
    const loss = this.backward(minibatch, rows, settings.klCoef);
    return stepReport(loss, this.descend(settings, normOf, this.clipAndStep));
  }

  protected differentiate(minibatch: Minibatch, rows: number): LossGradient {
    const { ratios, ...means } = this.backward(minibatch, rows);
    return { gradient: this.engine.getGradients(), report: { ...means, ...ratios } };
  }

  /** Nothing to free: the engine's memory goes with the learner. */
  dispose(): void {
    this.batches.clear();
  }

  /** The whole step up to the gradient, which stays in the engine. */
  private backward(minibatch: Minibatch, rows: number, klCoef = this.config.klCoef): LossReport {
    const { heads, config } = this;
    const { actions, oldLogProbs, oldValues, advantages, returns } = minibatch;
    if (rows > this.engine.network.spec.maxRows) this.start(rows);
    const batch = this.batchOf(rows);
    const { policy, values, logProbGradient, valueGradient: gradientOfValues } = batch;
    this.forward(minibatch.observations, rows);
    this.engine.readOutput(heads[0], policy.outputs);
    this.engine.readOutput(heads[1], values);
    this.readLogStds(batch);

    policy.evaluate(actions);
    const { objective, clipRange, clipRangeHigh, dualClip, rollbackSlope } = config;
    const { entropyCoef, valueClipRange, valueCoef } = config;
    const shape = { objective, clipRange, clipRangeHigh, dualClip, rollbackSlope };
    const columns = { logProbs: policy.logProbs, oldLogProbs, advantages, klCoef, ...shape };
    const { policyLoss, ratios } = objectiveGradient(columns, logProbGradient);
    const valueLoss = valueGradient({ values, oldValues, returns, valueClipRange, valueCoef }, gradientOfValues);
    let entropy = 0;
    for (let b = 0; b < rows; b++) entropy += policy.entropies[b] / rows;
    requireFiniteLoss(policyLoss + valueLoss + entropy);
    policy.differentiate(actions, logProbGradient, entropyCoef);

    this.engine.writeOutputGradient(heads[0], policy.outputGradient);
    this.engine.writeOutputGradient(heads[1], gradientOfValues);
    if (policy instanceof GaussianBatch && !policy.isStateDependent) {
      this.engine.writeVectorGradient('policy.logStd', policy.logStdGradient);
    }
    this.engine.backward(this.path);
    return { policyLoss, valueLoss, entropy, ratios };
  }

  /** Made once, since it is passed on at every step. */
  private readonly clipAndStep = (optimizer: Optimizer, learningRate: number, norm: number): void => {
    optimizer.step(learningRate, this.config.maxGradNorm, norm);
  };

  /** Both heads' outputs for observations [N,O]. */
  private infer(observations: Float32Array, rows: number): Batch {
    const batch = this.batchOf(rows);
    this.run(this.path, observations, rows, batch.outputs, 0);
    this.readLogStds(batch);
    return batch;
  }

  /** Runs the engine on some rows; if it refuses the observations, every learner words that the same. */
  private run(
    path: Path,
    observations: Float32Array,
    rows: number,
    outputs: readonly (Float32Array | Float64Array)[],
    first: number,
  ): void {
    try {
      this.engine.infer(path, observations, rows, outputs, first);
    } catch (error) {
      requireNumbers('observations', observations);
      throw error;
    }
  }

  private forward(observations: Float32Array, rows: number): void {
    try {
      this.engine.forward(this.path, observations, rows);
    } catch (error) {
      requireNumbers('observations', observations);
      throw error;
    }
  }

  private readLogStds({ policy }: Batch): void {
    if (policy instanceof GaussianBatch && !policy.isStateDependent) {
      this.engine.readVector('policy.logStd', policy.logStds);
    }
  }

  private batchOf(rows: number): Batch {
    let batch = this.batches.get(rows);
    if (batch === undefined) {
      const { actionSpace } = this;
      const policy = makePolicyBatch(rows, { ...this.config, actionSpace });
      const values = new Float32Array(rows);
      batch = {
        policy,
        values,
        logProbGradient: new Float64Array(rows),
        valueGradient: new Float64Array(rows),
        outputs: [policy.outputs, values],
        policyOutputs: [policy.outputs],
      };
      if (this.batches.size === MAX_BATCHES) this.batches.clear();
      this.batches.set(rows, batch);
    }
    return batch;
  }

  /** Makes the engine and its optimisers, or larger ones that take over from the ones before. */
  private start(maxRows: number): void {
    const before = this.engine as Engine | undefined;
    const state = before === undefined ? null : this.getOptimizerState();
    const blocks = blocksOf(this.manifest, this.config.activation);
    const spec = { inputSize: this.observationSize, blocks, maxRows };
    this.engine = createEngine(spec, this.kind, { threads: this.threads });
    this.path = this.engine.path(this.heads);
    this.policyPath = this.engine.path([this.heads[0]]);
    this.valuePath = this.engine.path([this.heads[1]]);
    this.optimizers = makeOptimizers(this.engine, this.config);
    if (before === undefined || state === null) return;
    this.engine.setParameters(before.getParameters());
    this.setOptimizerState(state);
  }
}

const normOf = (optimizer: Optimizer): number => optimizer.gradientNorm();

/** For `train({ learner: compiledLearner })`. */
export function compiledLearner(setup: LearnerSetup): CompiledLearner {
  return new CompiledLearner(setup);
}
