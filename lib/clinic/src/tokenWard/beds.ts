import { Random } from 'ppo-lib';
import { tokenCandidates, type TokenBugId } from './catalogue';

/** Who lies in which bed: drawn, so that reading this file does not tell. */
const beds = new Random(14, 'token ward').permutation(tokenCandidates.length);

/** The patients' numbers, from 1. */
export const tokenPatients: readonly number[] = Array.from(beds, (_, i) => i + 1);

/** @throws RangeError unless `patient` is the number of one */
export function tokenCaseOf(patient: number): TokenBugId {
  if (!Number.isInteger(patient) || patient < 1 || patient > beds.length) {
    throw new RangeError(`patient: got ${String(patient)}, the ward has patients 1 to ${beds.length}`);
  }
  return tokenCandidates[beds[patient - 1]].id;
}
