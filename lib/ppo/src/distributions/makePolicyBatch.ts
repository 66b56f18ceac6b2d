import {
  actionWidth,
  hasTwoOutputs,
  isDiscrete,
  policyBounds,
  type ActionBounds,
  type PolicySpec,
} from '../networks/parameters';
import { BetaBatch } from './beta/batch';
import { CategoricalBatch } from './categorical/batch';
import { GaussianBatch, type GaussianForm } from './gaussian/batch';
import { SquashedGaussianBatch } from './gaussian/squashedBatch';
import type { PolicyBatch } from './policyBatch';

/** The batch that a network's policy head fills. `spec` as for `parameterManifest`. */
export function makePolicyBatch(rows: number, spec: PolicySpec): PolicyBatch {
  const { actionSpace, actionDistribution = 'gaussian', meanActivation, stdForm = 'exp' } = spec;
  if (isDiscrete(actionSpace)) return new CategoricalBatch(rows, actionSpace.n);
  const bounds = policyBounds(spec);
  if (actionDistribution === 'beta') return new BetaBatch(rows, bounds as ActionBounds);
  const form: GaussianForm = {
    actionSize: actionWidth(actionSpace),
    isStateDependent: hasTwoOutputs(spec),
    meanBounds: meanActivation === 'tanh' ? bounds : null,
    stdForm,
  };
  return actionDistribution === 'gaussian'
    ? new GaussianBatch(rows, form)
    : new SquashedGaussianBatch(rows, form, bounds as ActionBounds);
}
