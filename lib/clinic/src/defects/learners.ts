import {
  CompiledLearner,
  type LearnerSetup,
  mean,
  type Minibatch,
  type PpoConfig,
  std,
  type StepReport,
  type StepSettings,
} from 'ppo-lib';

/**
 * Learners with one real defect each, for the planted-bug lab: the compiled learner with a single line of its update changed.
 */

/** A learner whose loss is not the one that its configuration says: nobody finds the bug by reading the settings. */
class OtherLoss extends CompiledLearner {
  private readonly differing: PpoConfig;

  constructor(setup: LearnerSetup, changes: Partial<PpoConfig>) {
    super(setup);
    this.differing = { ...setup.config, ...changes };
  }

  override update(minibatch: Minibatch, settings: StepSettings): StepReport {
    return this.otherwise(() => super.update(minibatch, settings));
  }

  override lossGradient(minibatch: Minibatch): ReturnType<CompiledLearner['lossGradient']> {
    return this.otherwise(() => super.lossGradient(minibatch));
  }

  private otherwise<Result>(compute: () => Result): Result {
    const { config } = this;
    Object.assign(this, { config: this.differing });
    try {
      return compute();
    } finally {
      Object.assign(this, { config });
    }
  }
}

/** `-= entropyCoef * entropy` has become `+=`. */
export class FlippedEntropy extends OtherLoss {
  constructor(setup: LearnerSetup) {
    super(setup, { entropyCoef: -setup.config.entropyCoef });
  }
}

/** The penalty is computed from plain numbers: it adds to the loss, and nothing to its gradient. */
export class DetachedKl extends OtherLoss {
  constructor(setup: LearnerSetup) {
    super(setup, { klCoef: 0 });
  }
}

/** The value loss is reported, but the loss that is differentiated does not contain it. */
export class UntrainedCritic extends OtherLoss {
  constructor(setup: LearnerSetup) {
    super(setup, { valueCoef: 0 });
  }
}

/** A typing error in the exponent: the rate is 30 times what the configuration says. */
export class HighLearningRate extends CompiledLearner {
  override update(minibatch: Minibatch, settings: StepSettings): StepReport {
    return super.update(minibatch, { ...settings, learningRate: 30 * settings.learningRate });
  }
}

/** The ratio is of the policy to itself: the log-probabilities of the policy that acted are never read. */
export class RecomputedRatios extends CompiledLearner {
  override update(minibatch: Minibatch, settings: StepSettings): StepReport {
    const { logProbs } = this.evaluate(minibatch.observations, minibatch.actions);
    return super.update({ ...minibatch, oldLogProbs: logProbs }, settings);
  }
}

/** Maximised instead of minimised: the minus in front of the objective is missing. */
export class FlippedAdvantages extends CompiledLearner {
  override update(minibatch: Minibatch, settings: StepSettings): StepReport {
    return super.update({ ...minibatch, advantages: minibatch.advantages.map((advantage) => -advantage) }, settings);
  }
}

/**
 * Values [B,1] minus returns [B] is [B,B]: the loss is 1/2 mean over all i and j of (V_i - R_j)^2. Its slope in V_i is that of
 * (V_i - mean R)^2, and its value is larger by half the variance of R: both exactly as below, without the [B,B] array.
 */
export class BroadcastValues extends CompiledLearner {
  override update(minibatch: Minibatch, settings: StepSettings): StepReport {
    const { returns } = minibatch;
    const report = super.update(
      { ...minibatch, returns: new Float32Array(returns.length).fill(mean(returns)) },
      settings,
    );
    return { ...report, valueLoss: report.valueLoss + std(returns) ** 2 / 2 };
  }
}

/** The standard deviation is a number made at the start, not a variable that the optimiser knows. */
export class FrozenSpread extends CompiledLearner {
  override update(minibatch: Minibatch, settings: StepSettings): StepReport {
    const slot = this.manifest.find(({ name }) => name === 'policy.logStd');
    if (slot === undefined) throw new TypeError('FrozenSpread: needs a Gaussian policy with a log-std of its own');
    const before = this.getParameters();
    const report = super.update(minibatch, settings);
    const after = this.getParameters();
    for (let i = slot.offset; i < slot.offset + slot.shape[0]; i++) after[i] = before[i];
    this.setParameters(after);
    return report;
  }
}

/**
 * Falls as the root of what is left of the run, but counts a run of three passes a rollout: the fourth makes it NaN. A learner of the
 * library refuses such a rate; this one takes it, as an optimiser without a check does: every weight is NaN, and so is the next loss.
 */
export class RootSchedule extends CompiledLearner {
  private steps = 0;
  private isBroken = false;
  private readonly planned: number;

  constructor(setup: LearnerSetup) {
    super(setup);
    const { totalTimesteps, minibatchSize, numEpochs } = setup.config;
    this.planned = (totalTimesteps / minibatchSize) * (numEpochs - 1);
  }

  override update(minibatch: Minibatch, settings: StepSettings): StepReport {
    if (this.isBroken) {
      throw new RangeError(
        'training diverged: the loss or its gradient became NaN; lower learningRate or clip gradients with maxGradNorm',
      );
    }
    const share = Math.sqrt(1 - this.steps++ / this.planned);
    this.isBroken = Number.isNaN(share);
    return super.update(minibatch, { ...settings, learningRate: this.isBroken ? 0 : share * settings.learningRate });
  }
}
