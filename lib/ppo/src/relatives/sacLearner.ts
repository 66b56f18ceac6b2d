import { createEngine, type Engine, type EngineKind, type Optimizer, type Path } from 'ppo-engine';
import { blocksOf, lastLayer } from '../compiled/engineNetwork';
import { countObservations, requireFiniteLoss, requireParameters } from '../learner/checks';
import type { Actions } from '../learner/learner';
import { Adam } from '../networks/adam';
import { initialParameters } from '../networks/orthogonal';
import {
  actionBounds,
  addDense,
  isDiscrete,
  type ActionSpace,
  type BoxActions,
  type ParameterSlot,
} from '../networks/parameters';
import { requireNoOverflow } from '../numbers/floats';
import { requireRandom, type Random } from '../numbers/random';
import { requireBetween, requireNumbers } from '../numbers/validate';
import { requireActOptions, requireAgentSetup, requireObservationRows, requireTransitions } from './checks';
import type { RelativeAgent } from './loop';
import type { Transitions } from './replayBuffer';
import type { SacConfig } from './sacConfig';
import {
  actorGradient,
  actorLoss,
  criticGradient,
  drawSquashed,
  emptyDraw,
  sacTargets,
  temperatureGradient,
  type SquashedDraw,
} from './sacNumbers';

/** What SAC's networks are made from. */
export interface SacSetup {
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: SacConfig;
  /** draws the first weights */
  readonly random: Random;
}

/** What a gradient step saw, before it changed anything. */
export interface SacReport {
  /** half the mean squared error, of both critics together */
  readonly valueLoss: number;
  /** mean of temperature * log pi - min Q */
  readonly policyLoss: number;
  /** mean of -log pi, in nats, of the actions that the environment would get: a sampled estimate */
  readonly entropy: number;
  readonly temperature: number;
  /** mean of min(Q1, Q2) of the actions that the policy draws */
  readonly meanQ: number;
  /** lengths of the gradients before clipping */
  readonly gradNorm: number;
  readonly policyGradNorm: number;
}

/** The two critics' values of B state-action pairs. */
type Twins = readonly [Float64Array, Float64Array];

/** SAC's networks on `ppo-engine`: a squashed Gaussian policy, twin critics, their slowly following copies, and a temperature. */
export class SacLearner implements RelativeAgent {
  readonly observationSize: number;
  readonly actionSpace: BoxActions;
  readonly config: SacConfig & { readonly actionDistribution: 'squashedGaussian' };
  /** layouts of the policy's parameters and of the critics' */
  readonly actorManifest: readonly ParameterSlot[];
  readonly criticManifest: readonly ParameterSlot[];
  /** entropy, in nats, that the temperature steers to */
  readonly targetEntropy: number;
  private readonly size: number;
  private readonly halves: Float64Array;
  private readonly actor: Engine;
  private readonly critics: Engine;
  private readonly targets: Engine;
  private readonly actorPath: Path;
  private readonly criticPath: Path;
  private readonly targetPath: Path;
  private readonly actorOptimizer: Optimizer;
  private readonly criticOptimizer: Optimizer;
  private readonly temperatureOptimizer: Adam;
  private readonly logTemperature: Float32Array;

  /** @throws TypeError if the actions are discrete, RangeError if their box has no finite bounds */
  constructor(setup: SacSetup, kind: EngineKind | 'auto' = 'auto') {
    requireAgentSetup(setup);
    const { observationSize, actionSpace, config, random } = setup;
    if (isDiscrete(actionSpace)) {
      throw new TypeError('actionSpace: got discrete actions, SAC needs a box of real ones; use dqn, pqn or train');
    }
    this.observationSize = observationSize;
    this.actionSpace = actionSpace;
    this.config = { ...config, actionDistribution: 'squashedGaussian' };
    this.halves = actionBounds(actionSpace).half;
    this.size = this.halves.length;
    this.targetEntropy = config.targetEntropy ?? this.halves.reduce((sum, half) => sum + Math.log(half) - 1, 0);
    this.actorManifest = stacks(['actor'], [observationSize, ...config.hiddenSizes, 2 * this.size], config);
    this.criticManifest = stacks(['q1', 'q2'], [observationSize + this.size, ...config.hiddenSizes, 1], config);
    const engineOf = (manifest: readonly ParameterSlot[], inputSize: number): Engine =>
      createEngine({ inputSize, blocks: blocksOf(manifest, config.activation), maxRows: config.minibatchSize }, kind);
    this.actor = engineOf(this.actorManifest, observationSize);
    this.critics = engineOf(this.criticManifest, observationSize + this.size);
    this.targets = engineOf(this.criticManifest, observationSize + this.size);
    this.actorPath = this.actor.path([lastLayer(this.actorManifest, 'actor')]);
    const heads = ['q1', 'q2'].map((part) => lastLayer(this.criticManifest, part));
    this.criticPath = this.critics.path(heads);
    this.targetPath = this.targets.path(heads);
    this.actorOptimizer = this.actor.createOptimizer({ epsilon: config.adamEpsilon });
    this.criticOptimizer = this.critics.createOptimizer({ epsilon: config.adamEpsilon });
    this.temperatureOptimizer = new Adam(1, { beta1: 0.9, beta2: 0.999, epsilon: config.adamEpsilon });
    this.actor.setParameters(initialParameters(this.actorManifest, random));
    this.critics.setParameters(initialParameters(this.criticManifest, random));
    this.targets.moveTowards(this.critics, 1);
    this.logTemperature = Float32Array.of(Math.log(config.initialTemperature));
  }

  /** What entropy is worth in rewards; adjusted by training. */
  get temperature(): number {
    return Math.exp(this.logTemperature[0]);
  }

  act(observations: Float32Array, random: Random, options: { readonly deterministic?: boolean } = {}): Actions {
    const rows = countObservations(observations, this.observationSize);
    requireRandom('random', random);
    const draw = this.draw(observations, requireActOptions(options) ? null : random);
    const [q1, q2] = this.evaluate(this.critics, this.criticPath, observations, draw.squashed, rows);
    return {
      actions: Float32Array.from(draw.actions),
      logProbs: Float32Array.from(draw.logProbs),
      values: Float32Array.from(q1, (q, b) => Math.min(q, q2[b])),
    };
  }

  /** Actions for observations [B,O], drawn from `random` or (null) the middle of their distribution. */
  draw(observations: Float32Array, random: Random | null): SquashedDraw {
    const rows = requireObservationRows(observations, this.observationSize);
    if (random !== null) requireRandom('random', random);
    const outputs = new Float64Array(2 * rows * this.size);
    this.actor.infer(this.actorPath, observations, rows, [outputs]);
    const draw = emptyDraw(rows, this.size);
    drawSquashed(outputs, this.noise(rows, random), this.halves, draw);
    return draw;
  }

  /**
   * One gradient step of the critics, then of the policy against the new critics, then of the temperature; then the target critics
   * follow a little.
   * @param random draws the actions   @param rateShare of the configuration's learning rates, default 1
   * @throws RangeError if a loss or a gradient is not finite
   */
  update(batch: Transitions, random: Random, rateShare = 1): SacReport {
    const { config } = this;
    const { learningRate, criticLearningRate, temperatureLearningRate } = config;
    requireBetween('rateShare', rateShare, 0, 1);
    requireRandom('random', random);
    const rows = requireTransitions(batch, this.observationSize, this.size);
    const valueLoss = this.criticBackward(batch, this.targetsOf(batch, random));
    const gradNorm = this.criticOptimizer.gradientNorm();
    requireFiniteLoss(valueLoss + gradNorm);
    this.criticOptimizer.step((criticLearningRate ?? learningRate) * rateShare, config.maxGradNorm, gradNorm);
    const temperature = this.temperature;
    const { policyLoss, logProbs, meanQ } = this.actorBackward(batch.observations, this.noise(rows, random));
    const policyGradNorm = this.actorOptimizer.gradientNorm();
    requireFiniteLoss(policyLoss + policyGradNorm);
    this.actorOptimizer.step(learningRate * rateShare, config.maxGradNorm, policyGradNorm);
    if (config.tuneTemperature) {
      const gradient = temperatureGradient(logProbs, this.targetEntropy, this.logTemperature[0]);
      const rate = (temperatureLearningRate ?? learningRate) * rateShare;
      this.temperatureOptimizer.step(this.logTemperature, Float32Array.of(gradient), rate);
    }
    this.targets.moveTowards(this.critics, config.targetShare);
    const entropy = -logProbs.reduce((sum, logProb) => sum + logProb, 0) / rows;
    return { valueLoss, policyLoss, entropy, temperature, meanQ, gradNorm, policyGradNorm };
  }

  /** Gradient of the critics' loss against targets [B], laid out by `criticManifest`. Changes nothing. */
  criticLossGradient(batch: Transitions, targets: Float64Array): { gradient: Float32Array; valueLoss: number } {
    const rows = requireTransitions(batch, this.observationSize, this.size);
    requireNumbers('targets', targets, { length: rows, like: 'batch.rewards' });
    const valueLoss = this.criticBackward(batch, targets);
    requireNoOverflow('targets, batch', valueLoss + this.criticOptimizer.gradientNorm());
    return { gradient: this.critics.getGradients(), valueLoss };
  }

  /** Gradient of the policy's loss with noise [B,k], laid out by `actorManifest`. Changes nothing. */
  actorLossGradient(observations: Float32Array, noise: Float64Array): { gradient: Float32Array; policyLoss: number } {
    const rows = requireObservationRows(observations, this.observationSize);
    requireNumbers('noise', noise, { length: rows * this.size, like: 'numbers of the actions' });
    const { policyLoss } = this.actorBackward(observations, noise);
    requireNoOverflow('observations, noise', policyLoss + this.actorOptimizer.gradientNorm());
    return { gradient: this.actor.getGradients(), policyLoss };
  }

  /** What both critics move towards, [B]. */
  targetsOf(batch: Transitions, random: Random): Float64Array {
    const { gamma, bootstrapAtTruncation } = this.config;
    requireRandom('random', random);
    const rows = requireTransitions(batch, this.observationSize, this.size);
    const { rewards, nextObservations, terminated, truncated } = batch;
    const next = this.draw(nextObservations, random);
    const ended = bootstrapAtTruncation ? terminated : terminated.map((flag, b) => flag | truncated[b]);
    const [nextQ1, nextQ2] = this.evaluate(this.targets, this.targetPath, nextObservations, next.squashed, rows);
    const { temperature } = this;
    return sacTargets({ rewards, ended, nextQ1, nextQ2, nextLogProbs: next.logProbs, temperature, gamma });
  }

  /** Policy, critics, target critics and log temperature, one behind the other. */
  getParameters(): Float32Array {
    const parts = [
      ...[this.actor, this.critics, this.targets].map((engine) => engine.getParameters()),
      this.logTemperature,
    ];
    const flat = new Float32Array(parts.reduce((total, part) => total + part.length, 0));
    parts.reduce((offset, part) => (flat.set(part, offset), offset + part.length), 0);
    return flat;
  }

  setParameters(parameters: ArrayLike<number>): void {
    const engines = [this.actor, this.critics, this.targets];
    requireParameters(
      parameters,
      engines.reduce((total, engine) => total + engine.numParameters, 1),
    );
    const flat = Float32Array.from(parameters);
    let offset = 0;
    for (const engine of engines) {
      engine.setParameters(flat.subarray(offset, offset + engine.numParameters));
      offset += engine.numParameters;
    }
    this.logTemperature[0] = flat[offset];
  }

  private criticBackward({ observations, actions }: Transitions, targets: Float64Array): number {
    const { critics, criticPath } = this;
    const rows = targets.length;
    const q = new Float64Array(rows);
    const gradient = new Float64Array(rows);
    critics.forward(criticPath, this.pairs(observations, actions, rows), rows);
    let loss = 0;
    for (const head of criticPath.heads) {
      critics.readOutput(head, q);
      loss += criticGradient(q, targets, gradient);
      critics.writeOutputGradient(head, gradient);
    }
    critics.backward(criticPath);
    return loss;
  }

  private actorBackward(
    observations: Float32Array,
    noise: Float64Array,
  ): {
    policyLoss: number;
    logProbs: Float64Array;
    meanQ: number;
  } {
    const { actor, actorPath, critics, criticPath, size, observationSize, temperature } = this;
    const rows = noise.length / size;
    const [head] = actorPath.heads;
    const outputs = new Float64Array(2 * rows * size);
    actor.forward(actorPath, observations, rows);
    actor.readOutput(head, outputs);
    const draw = emptyDraw(rows, size);
    drawSquashed(outputs, noise, this.halves, draw);
    critics.forward(criticPath, this.pairs(observations, draw.squashed, rows), rows);
    const [q1, q2] = [new Float64Array(rows), new Float64Array(rows)];
    const [ofQ1, ofQ2] = [new Float64Array(rows), new Float64Array(rows)];
    critics.readOutput(criticPath.heads[0], q1);
    critics.readOutput(criticPath.heads[1], q2);
    const policyLoss = actorLoss({ logProbs: draw.logProbs, q1, q2, temperature }, ofQ1, ofQ2);
    critics.writeOutputGradient(criticPath.heads[0], ofQ1);
    critics.writeOutputGradient(criticPath.heads[1], ofQ2);
    critics.backwardToInput(criticPath);
    const width = observationSize + size;
    const ofPairs = new Float64Array(rows * width);
    critics.readInputGradient(ofPairs);
    const ofSquashed = Float64Array.from({ length: rows * size }, (_, i) => {
      const b = Math.floor(i / size);
      return ofPairs[b * width + observationSize + (i - b * size)];
    });
    const gradient = new Float64Array(2 * rows * size);
    actorGradient({ outputs, noise, draw, ofSquashed, temperature }, gradient);
    actor.writeOutputGradient(head, gradient);
    actor.backward(actorPath);
    let meanQ = 0;
    for (let b = 0; b < rows; b++) meanQ += Math.min(q1[b], q2[b]) / rows;
    return { policyLoss, logProbs: draw.logProbs, meanQ };
  }

  private evaluate(
    engine: Engine,
    path: Path,
    observations: Float32Array,
    squashed: ArrayLike<number>,
    rows: number,
  ): Twins {
    const twins: Twins = [new Float64Array(rows), new Float64Array(rows)];
    engine.infer(path, this.pairs(observations, squashed, rows), rows, twins);
    return twins;
  }

  /** [B,O+k] observations with their squashed actions: what a critic reads. */
  private pairs(observations: Float32Array, squashed: ArrayLike<number>, rows: number): Float32Array {
    const { observationSize, size } = this;
    const width = observationSize + size;
    const pairs = new Float32Array(rows * width);
    for (let b = 0; b < rows; b++) {
      for (let o = 0; o < observationSize; o++) pairs[b * width + o] = observations[b * observationSize + o];
      for (let k = 0; k < size; k++) pairs[b * width + observationSize + k] = squashed[b * size + k];
    }
    return pairs;
  }

  /** [B,k] */
  private noise(rows: number, random: Random | null): Float64Array {
    const noise = new Float64Array(rows * this.size);
    if (random !== null) for (let i = 0; i < noise.length; i++) noise[i] = random.normal();
    return noise;
  }
}

function stacks(parts: readonly string[], sizes: readonly number[], { initialization }: SacConfig): ParameterSlot[] {
  const slots: ParameterSlot[] = [];
  for (const part of parts) addDense(slots, { part, sizes, lastGain: part === 'actor' ? 0.01 : 1, initialization });
  return slots;
}
