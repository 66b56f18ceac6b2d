/** What can be wrong with a program that trains on tokens; 'healthy' is an answer too. Lesson: notebooks/14b-rlhf-relatives.ipynb. */
export type TokenBugId =
  | 'healthy'
  | 'goes-on-after-end'
  | 'groups-mixed'
  | 'kl-sign'
  | 'not-shifted'
  | 'old-read-anew'
  | 'other-temperature'
  | 'padding-in-mask'
  | 'prompt-in-mask'
  | 'reference-moves'
  | 'score-in-last-column'
  | 'value-after-choice'
  | 'whitened-over-padding';

/** Every diagnosis that can be given, with what it claims. */
export const tokenCandidates: readonly { readonly id: TokenBugId; readonly says: string }[] = [
  { id: 'healthy', says: 'Nothing is wrong.' },
  { id: 'goes-on-after-end', says: 'After the end of an answer the value of the next column counts as the future.' },
  { id: 'groups-mixed', says: 'Answers are compared with answers to other prompts.' },
  { id: 'kl-sign', says: 'Being surer than the reference is paid instead of charged.' },
  { id: 'not-shifted', says: 'A token is looked up in the distribution that was made after it had been read.' },
  { id: 'old-read-anew', says: 'The old log-probabilities are read anew before every step.' },
  { id: 'other-temperature', says: 'The rollout keeps log-probabilities of another temperature than the loss has.' },
  { id: 'padding-in-mask', says: 'The places behind the end of an answer count as tokens.' },
  { id: 'prompt-in-mask', says: 'The tokens of the prompt count as chosen.' },
  { id: 'reference-moves', says: 'The reference is the policy itself, so the KL never grows.' },
  { id: 'score-in-last-column', says: 'The score of an answer stands in the last column of the batch.' },
  { id: 'value-after-choice', says: 'The value of a step is the one after its choice.' },
  { id: 'whitened-over-padding', says: 'Mean and deviation of the advantages are taken over padding, too.' },
];

/** True for a name in `tokenCandidates`. */
export function isTokenBugId(name: string): name is TokenBugId {
  return tokenCandidates.some(({ id }) => id === name);
}
