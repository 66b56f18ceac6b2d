import {
  logLikelihoodGradient,
  ratioGradient,
  surrogateGradient,
  type SurrogateInput,
  type SurrogateReport,
} from './lossGradients';
import { shapedGradient, type ObjectiveShape } from './objectives';

/** What of a configuration says what the policy climbs. */
export interface ObjectiveSettings extends Omit<ObjectiveShape, 'objective'> {
  readonly objective: ObjectiveShape['objective'] | 'policy-gradient';
}

/** The derivative of the policy loss that a configuration asks for, with respect to each new log-probability. @param gradient [B] is filled */
export function objectiveGradient(input: SurrogateInput & ObjectiveSettings, gradient: Float64Array): SurrogateReport {
  const { objective, clipRangeHigh = null, dualClip = null } = input;
  if (objective === 'policy-gradient') return logLikelihoodGradient(input, gradient);
  if (objective === 'ratio') return ratioGradient(input, gradient);
  if (objective === 'clip' && clipRangeHigh === null && dualClip === null) return surrogateGradient(input, gradient);
  return shapedGradient({ ...input, objective }, gradient);
}
