/** What can be wrong with a patient of the planted-bug lab; 'healthy' is an answer too. Lesson: notebooks/08-diagnostics.ipynb. */
export type BugId =
  | 'healthy'
  | 'advantage-scale'
  | 'advantage-sign'
  | 'aliased-observation'
  | 'clipped-action'
  | 'critic-untrained'
  | 'cut-bootstrap'
  | 'done-shifted'
  | 'entropy-sign'
  | 'kl-detached'
  | 'learning-rate'
  | 'minibatch-index'
  | 'nan'
  | 'ratio-recomputed'
  | 'std-frozen'
  | 'terminal-bootstrap'
  | 'truncation-bootstrap'
  | 'value-broadcast';

/** One possible diagnosis: the name to give to it and what it claims about the program. */
export interface Candidate {
  readonly id: BugId;
  readonly says: string;
}

/** Every diagnosis that can be given, in alphabetical order after 'healthy'. Not every name has to have a patient. */
export const candidates: readonly Candidate[] = [
  { id: 'healthy', says: 'Nothing is wrong; what looks odd is what healthy runs look like.' },
  { id: 'advantage-scale', says: 'The advantages are not normalised before they are used.' },
  { id: 'advantage-sign', says: 'The policy loss has the wrong sign: what was good becomes less likely.' },
  {
    id: 'aliased-observation',
    says: 'The buffer keeps a reference to an observation that the environment overwrites.',
  },
  {
    id: 'clipped-action',
    says: 'The buffer keeps the clipped action with the log-probability of the action before clipping.',
  },
  { id: 'critic-untrained', says: 'The value loss has no weight: the critic never learns.' },
  { id: 'cut-bootstrap', says: 'At the end of a rollout the value of the state that follows is taken as 0.' },
  { id: 'done-shifted', says: 'The flags that end an episode are read one step late.' },
  { id: 'entropy-sign', says: 'The entropy bonus has the wrong sign and rewards certainty.' },
  { id: 'kl-detached', says: 'The KL penalty is in the loss but has no gradient.' },
  { id: 'learning-rate', says: 'The optimiser takes steps many times too large.' },
  { id: 'minibatch-index', says: 'The advantages of a minibatch belong to other rows than its actions.' },
  { id: 'nan', says: 'Somewhere in the program a number is not a number.' },
  { id: 'ratio-recomputed', says: 'The old log-probabilities are computed anew before every step.' },
  { id: 'std-frozen', says: 'No gradient reaches the standard deviation of the Gaussian policy.' },
  { id: 'terminal-bootstrap', says: 'After a real end the value of the next episode counts as the future.' },
  { id: 'truncation-bootstrap', says: 'A time limit counts as a real end: the value of the last state is dropped.' },
  {
    id: 'value-broadcast',
    says: 'The value loss subtracts [B] from [B,1] and compares every value with every return.',
  },
];

/** True for a name in `candidates`. */
export function isBugId(name: string): name is BugId {
  return candidates.some(({ id }) => id === name);
}
