import { actionWidth, hasTwoOutputs, isDiscrete } from '../networks/parameters';
import { actionBounds } from './actionBounds';
import { BetaBatch } from './betaBatch';
import { CategoricalBatch } from './categoricalBatch';
import { GaussianBatch, SquashedGaussianBatch, type GaussianForm } from './gaussianBatch';
import type { PolicyBatch, PolicySpec } from './policyBatch';

/** The batch that a network's policy head fills. `spec` as for `parameterManifest`. */
export function makePolicyBatch(rows: number, spec: PolicySpec): PolicyBatch {
  const { actionSpace, actionDistribution = 'gaussian', meanActivation, stdForm = 'exp' } = spec;
  if (isDiscrete(actionSpace)) return new CategoricalBatch(rows, actionSpace.n);
  if (actionDistribution === 'beta') return new BetaBatch(rows, actionBounds(actionSpace));
  const form: GaussianForm = {
    actionSize: actionWidth(actionSpace),
    isStateDependent: hasTwoOutputs(spec),
    meanBounds: meanActivation === 'tanh' ? actionBounds(actionSpace) : null,
    stdForm,
  };
  return actionDistribution === 'gaussian'
    ? new GaussianBatch(rows, form)
    : new SquashedGaussianBatch(rows, form, actionBounds(actionSpace));
}
