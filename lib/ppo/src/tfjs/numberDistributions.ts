import { Beta, Categorical, DiagonalGaussian, SquashedGaussian } from '../distributions/distributions';
import { requireMethods } from '../numbers/objects';
import type { ActorCritic } from './actorCritic';
import { BetaTensors } from './boundedDistributions';
import { CategoricalTensors, GaussianTensors } from './distributions';
import type { PolicyDistribution } from './networks';
import { readFloats, tidyNumbers } from './tensors';

/** A policy's distributions as plain numbers; the two bounded ones on (-1, 1) and (0, 1). */
export type NumberDistribution = Categorical | DiagonalGaussian | SquashedGaussian | Beta;

/**
 * What an agent's policy says about observations [N,O] flat, as plain numbers: for figures and questions.
 * @example (distributionOf(agent, observations) as Categorical).probs()
 */
export function distributionOf(agent: ActorCritic, observations: Float32Array): NumberDistribution {
  requireMethods('agent', agent, ['forward', 'toTensor'], 'an ActorCritic');
  return tidyNumbers(() => numbersOf(agent.forward(agent.toTensor(observations)).policy));
}

function numbersOf(policy: PolicyDistribution): NumberDistribution {
  if (policy instanceof CategoricalTensors) {
    return new Categorical({ logits: readFloats(policy.logProbs), numActions: policy.logProbs.shape[1] });
  }
  if (policy instanceof BetaTensors) {
    const [alpha, beta] = [readFloats(policy.alpha), readFloats(policy.beta)];
    return new Beta({ alpha, beta, actionSize: policy.alpha.shape[1] });
  }
  const gaussian = policy instanceof GaussianTensors ? policy : policy.base;
  const options = { mean: readFloats(gaussian.mean), std: gaussian.stdNumbers(), actionSize: gaussian.mean.shape[1] };
  return policy instanceof GaussianTensors ? new DiagonalGaussian(options) : new SquashedGaussian(options);
}
