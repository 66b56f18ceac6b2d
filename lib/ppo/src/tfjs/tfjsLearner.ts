import { ActorCritic } from './actorCritic';
import { Adam } from '../networks/adam';
import { tf } from './backend';
import type { PpoConfig } from '../config/config';
import { requireFiniteColumns, requireFiniteLoss } from '../learner/divergence';
import { clipGlobalNorm, flatGradient } from './gradients';
import type {
  ActedColumns,
  Actions,
  Evaluation,
  Learner,
  LearnerSetup,
  Minibatch,
  OptimizerState,
  StepReport,
  StepSettings,
} from '../learner/learner';
import { ppoLoss } from './losses';
import { actionWidth, type ActionSpace, type ParameterSlot } from '../networks/parameters';
import type { Random } from '../numbers/random';
import { tidyNumbers } from './shapes';
import { ratioReport } from '../learner/stepReport';

/** A stretch of the flat parameter array with its own Adam. */
interface Optimizer {
  readonly network: 'joint' | 'policy' | 'value';
  readonly start: number;
  readonly end: number;
  readonly adam: Adam;
}

/**
 * The readable learner: tfjs tensors and automatic differentiation. Gradients come back as one flat array, where clipping and Adam
 * are plain loops. Choose the backend first (`await useBackend()`; `train` does it). Call `dispose` when done.
 */
export class TfjsLearner implements Learner {
  readonly agent: ActorCritic;
  readonly config: PpoConfig;
  private readonly parameters: Float32Array;
  private readonly optimizers: readonly Optimizer[];

  constructor({ observationSize, actionSpace, config, random }: LearnerSetup) {
    this.config = config;
    this.agent = new ActorCritic({ ...config, observationSize, actionSpace, random });
    this.parameters = this.agent.getParameters();
    this.optimizers = makeOptimizers(this.agent.manifest, this.parameters.length, config);
  }

  get observationSize(): number {
    return this.agent.observationSize;
  }
  get actionSpace(): ActionSpace {
    return this.agent.actionSpace;
  }
  get manifest(): readonly ParameterSlot[] {
    return this.agent.manifest;
  }

  act(observations: Float32Array, random: Random, options: { deterministic?: boolean } = {}): Actions {
    return this.agent.act(observations, random, options);
  }

  values(observations: Float32Array): Float32Array {
    return this.agent.values(observations);
  }

  actInto(columns: ActedColumns, first: number, rows: number, random: Random): void {
    const { observationSize: size, actionSpace } = this;
    const { actions, logProbs } = this.act(columns.observations.subarray(first * size, (first + rows) * size), random);
    columns.actions.set(actions, first * actionWidth(actionSpace));
    columns.logProbs.set(logProbs, first);
  }

  valuesInto(observations: Float32Array, values: Float32Array): void {
    values.set(this.values(observations));
  }

  evaluate(observations: Float32Array, actions: Int32Array | Float32Array): Evaluation {
    return tidyNumbers(() => {
      const { agent } = this;
      const { logProb, entropy, value } = agent.evaluate(agent.toTensor(observations), agent.actionTensor(actions));
      return { logProbs: floats(logProb), entropies: floats(entropy), values: floats(value) };
    });
  }

  update(minibatch: Minibatch, settings: StepSettings): StepReport {
    const { gradient, report } = this.lossGradient(minibatch);
    const gradNorm = this.descend(gradient, settings);
    return { ...report, gradNorm };
  }

  /** Gradient of the PPO loss on one minibatch, laid out by the manifest, with what the loss saw. Changes nothing. */
  lossGradient(minibatch: Minibatch): { gradient: Float32Array; report: Omit<StepReport, 'gradNorm'> } {
    const { agent, config } = this;
    const { oldLogProbs, advantages } = minibatch;
    requireFiniteColumns(minibatch);
    let report!: Omit<StepReport, 'gradNorm'>;
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
        oldValues: tf.tensor1d(minibatch.oldValues),
        returns: tf.tensor1d(minibatch.returns),
        clipRange: config.clipRange,
        valueClipRange: config.valueClipRange,
        valueCoef: config.valueCoef,
        entropyCoef: config.entropyCoef,
        klCoef: config.klCoef,
        objective: config.objective,
      });
      const [policyLoss, valueLoss, meanEntropy] = [parts.policyLoss, parts.valueLoss, parts.entropy].map(number);
      requireFiniteLoss(policyLoss + valueLoss + meanEntropy);
      const ratios = ratioReport({ logProbs: floats(logProb), oldLogProbs, advantages, clipRange: config.clipRange });
      report = { policyLoss, valueLoss, entropy: meanEntropy, ...ratios };
      return parts.loss;
    };
    return { gradient: flatGradient(loss, agent.variables, agent.manifest), report };
  }

  /** Clips and steps each optimiser that takes part. Returns the length of their gradients before clipping. */
  private descend(gradient: Float32Array, settings: StepSettings): number {
    const { learningRate, valueLearningRate = learningRate, networks = 'both' } = settings;
    let squares = 0;
    for (const { network, start, end, adam } of this.optimizers) {
      if (networks !== 'both' && network !== networks) continue;
      const part = gradient.subarray(start, end);
      const norm = clipGlobalNorm(part, this.config.maxGradNorm);
      requireFiniteLoss(norm);
      squares += norm * norm;
      adam.step(this.parameters.subarray(start, end), part, network === 'value' ? valueLearningRate : learningRate);
    }
    this.agent.setParameters(this.parameters);
    return Math.sqrt(squares);
  }

  getParameters(): Float32Array {
    return this.parameters.slice();
  }

  setParameters(parameters: ArrayLike<number>): void {
    this.agent.setParameters(parameters);
    this.parameters.set(parameters);
  }

  getOptimizerState(): OptimizerState {
    return this.optimizers.map(({ adam }) => adam.getState());
  }

  setOptimizerState(state: OptimizerState): void {
    if (state.length !== this.optimizers.length) {
      throw new RangeError(`state: got ${state.length} optimisers, expected ${this.optimizers.length}`);
    }
    this.optimizers.forEach(({ adam }, i) => adam.setState(state[i]));
  }

  dispose(): void {
    this.agent.dispose();
  }
}

function makeOptimizers(manifest: readonly ParameterSlot[], size: number, config: PpoConfig): Optimizer[] {
  const options = { beta1: config.adamBeta1, beta2: config.adamBeta2, epsilon: config.adamEpsilon };
  if (config.valueLearningRate === null) {
    return [{ network: 'joint', start: 0, end: size, adam: new Adam(size, options) }];
  }
  const split = manifest.find((slot) => slot.name.startsWith('value.'))?.offset ?? size;
  return [
    { network: 'policy', start: 0, end: split, adam: new Adam(split, options) },
    { network: 'value', start: split, end: size, adam: new Adam(size - split, options) },
  ];
}

function floats(tensor: tf.Tensor): Float32Array {
  return Float32Array.from(tensor.dataSync());
}

function number(scalar: tf.Scalar): number {
  return scalar.dataSync()[0];
}
