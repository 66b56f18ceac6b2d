import type { PpoConfig } from '../config/types';
import {
  BaseLearner,
  stepReport,
  type LossGradient,
  type LossReport,
  type NamedOptimizer,
} from '../learner/baseLearner';
import { requireFiniteLoss } from '../learner/checks';
import type {
  ActedColumns,
  Actions,
  Evaluation,
  LearnerSetup,
  Minibatch,
  StepReport,
  StepSettings,
} from '../learner/learner';
import { Adam, clipGlobalNorm, lengthOf } from '../networks/adam';
import { actionWidth, networkSpecOf, type ParameterSlot } from '../networks/parameters';
import type { Random } from '../numbers/random';
import { ratioStatistics } from '../numbers/ratios';
import { ActorCritic } from './actorCritic';
import { ppoLoss } from './losses';
import { flatGradient, readFloats, tf, tidyNumbers, toFloats } from './tensors';

/** Adam on a stretch of the flat parameter array. */
class RangeAdam extends Adam {
  constructor(
    readonly start: number,
    readonly end: number,
    options: ConstructorParameters<typeof Adam>[1],
  ) {
    super(end - start, options);
  }
}

/**
 * The readable learner: tfjs tensors and automatic differentiation. Gradients come back as one flat array, where clipping and Adam
 * are plain loops. Choose the backend first (`await useBackend()`; `train` does it). Call `dispose` when done.
 */
export class TfjsLearner extends BaseLearner<RangeAdam> {
  readonly agent: ActorCritic;
  readonly manifest: readonly ParameterSlot[];
  protected readonly optimizers: readonly NamedOptimizer<RangeAdam>[];
  private readonly parameters: Float32Array;

  constructor(setup: LearnerSetup) {
    super(setup);
    const { config, random } = setup;
    this.agent = new ActorCritic({ ...networkSpecOf(setup), random });
    this.manifest = this.agent.manifest;
    this.parameters = this.agent.getParameters();
    this.optimizers = makeOptimizers(this.manifest, this.parameters.length, config);
  }

  getParameters(): Float32Array {
    return this.parameters.slice();
  }

  protected writeParameters(parameters: ArrayLike<number>): void {
    this.agent.setParameters(parameters);
    this.parameters.set(parameters);
  }

  protected actOn(observations: Float32Array, _rows: number, random: Random | null): Actions {
    return this.agent.act(observations, random);
  }

  protected actOnRows(columns: ActedColumns, first: number, rows: number, random: Random): void {
    const { observationSize: size, actionSpace } = this;
    const observations = columns.observations.subarray(first * size, (first + rows) * size);
    const { actions, logProbs } = this.agent.act(observations, random);
    columns.actions.set(actions, first * actionWidth(actionSpace));
    columns.logProbs.set(logProbs, first);
  }

  protected fillValues(observations: Float32Array, _rows: number, values: Float32Array): void {
    values.set(this.agent.values(observations));
  }

  protected judge(observations: Float32Array, actions: Int32Array | Float32Array): Evaluation {
    return tidyNumbers(() => {
      const { agent } = this;
      const { logProb, entropy, value } = agent.evaluate(agent.toTensor(observations), agent.actionTensor(actions));
      return { logProbs: readFloats(logProb), entropies: readFloats(entropy), values: readFloats(value) };
    });
  }

  protected learn(minibatch: Minibatch, _rows: number, settings: StepSettings): StepReport {
    const { gradient, loss } = this.backward(minibatch, settings.klCoef);
    const partOf = ({ start, end }: RangeAdam): Float32Array => gradient.subarray(start, end);
    const gradNorm = this.descend(
      settings,
      (optimizer) => lengthOf(partOf(optimizer)),
      (optimizer, learningRate) => {
        const part = partOf(optimizer);
        clipGlobalNorm(part, this.config.maxGradNorm);
        optimizer.step(this.parameters.subarray(optimizer.start, optimizer.end), part, learningRate);
      },
    );
    this.agent.setParameters(this.parameters);
    return stepReport(loss, gradNorm);
  }

  protected differentiate(minibatch: Minibatch): LossGradient {
    const { gradient, loss } = this.backward(minibatch);
    const { ratios, ...means } = loss;
    return { gradient, report: { ...means, ...ratios } };
  }

  private backward(minibatch: Minibatch, klCoef = this.config.klCoef): { gradient: Float32Array; loss: LossReport } {
    const { agent, config } = this;
    const [oldLogProbs, advantages] = [toFloats(minibatch.oldLogProbs), toFloats(minibatch.advantages)];
    let report!: LossReport;
    const loss = (): tf.Scalar => {
      const { logProb, entropy, value } = agent.evaluate(
        agent.toTensor(minibatch.observations), // [B,O]
        agent.actionTensor(minibatch.actions), // [B] or [B,k]
      );
      const parts = ppoLoss({
        logProbs: logProb,
        oldLogProbs: tf.tensor1d(oldLogProbs),
        advantages: tf.tensor1d(advantages),
        entropies: entropy,
        values: value,
        oldValues: tf.tensor1d(toFloats(minibatch.oldValues)),
        returns: tf.tensor1d(toFloats(minibatch.returns)),
        clipRange: config.clipRange,
        valueClipRange: config.valueClipRange,
        valueCoef: config.valueCoef,
        entropyCoef: config.entropyCoef,
        klCoef,
        objective: config.objective,
        clipRangeHigh: config.clipRangeHigh,
        dualClip: config.dualClip,
        rollbackSlope: config.rollbackSlope,
      });
      const [policyLoss, valueLoss, meanEntropy] = [parts.policyLoss, parts.valueLoss, parts.entropy].map(number);
      requireFiniteLoss(policyLoss + valueLoss + meanEntropy);
      const { clipRange, clipRangeHigh, dualClip } = config;
      const columns = { logProbs: readFloats(logProb), oldLogProbs, advantages, clipRange, clipRangeHigh, dualClip };
      const ratios = ratioStatistics(columns, new Float64Array(oldLogProbs.length));
      report = { policyLoss, valueLoss, entropy: meanEntropy, ratios };
      return parts.loss;
    };
    const gradient = flatGradient(loss, agent.variables, agent.manifest);
    return { gradient, loss: report };
  }

  dispose(): void {
    this.agent.dispose();
  }
}

function makeOptimizers(
  manifest: readonly ParameterSlot[],
  size: number,
  config: PpoConfig,
): NamedOptimizer<RangeAdam>[] {
  const options = { beta1: config.adamBeta1, beta2: config.adamBeta2, epsilon: config.adamEpsilon };
  const adam = (start: number, end: number): RangeAdam => new RangeAdam(start, end, options);
  if (config.valueLearningRate === null) return [{ network: 'joint', optimizer: adam(0, size) }];
  const split = manifest.find((slot) => slot.name.startsWith('value.'))?.offset ?? size;
  return [
    { network: 'policy', optimizer: adam(0, split) },
    { network: 'value', optimizer: adam(split, size) },
  ];
}

function number(scalar: tf.Scalar): number {
  return scalar.dataSync()[0];
}
