import { editDistance } from 'gymnasium-js';
import { requireSeed } from '../ward/ward';
import { isTokenBugId, tokenCandidates, type TokenBugId } from './catalogue';
import { findingsOfProgram, type TokenFindings } from './findings';
import { tokenReports, type TokenReport } from './reports';
import { tokenCaseOf } from './beds';

/** A measurement that a defect must show, in words for who named another one. */
interface Sign {
  readonly finding: keyof TokenFindings;
  readonly holds: (value: number) => boolean;
  /** follows "with this defect it" */
  readonly expected: string;
}

const isZero = (value: number): boolean => Math.abs(value) < 1e-6;
const sign = (finding: keyof TokenFindings, holds: Sign['holds'], expected: string): Sign => ({
  finding,
  holds,
  expected,
});
const zero = (finding: keyof TokenFindings): Sign => sign(finding, isZero, 'is 0');
const notZero = (finding: keyof TokenFindings): Sign => sign(finding, (value) => !isZero(value), 'is not 0');
const about = (finding: keyof TokenFindings, right: number): Sign =>
  sign(finding, (value) => Math.abs(value - right) < 1e-3, `is ${right}`);

const saidByModel = sign('chosenProbability', (p) => p > 0.05, 'is that of the sampler, far above 0');

/** The signs of each defect. A name is right if it is the patient's; a wrong one is answered with the first of its signs that fails. */
const signsOf: Readonly<Record<TokenBugId, readonly Sign[]>> = {
  healthy: [
    saidByModel,
    zero('firstMove'),
    notZero('secondMove'),
    zero('paddingInMask'),
    zero('promptInMask'),
    zero('rewardOutside'),
    about('chargePerNat', -0.5),
    zero('telescopeError'),
    about('whiteSpread', 1),
    notZero('klAfterSteps'),
    zero('groupSum'),
  ],
  'goes-on-after-end': [zero('rewardOutside'), notZero('telescopeError'), zero('telescopeRange')],
  'groups-mixed': [notZero('groupSum')],
  'kl-sign': [sign('chargePerNat', (value) => value > 0, 'is above 0: being surer is paid')],
  'not-shifted': [sign('chosenProbability', (p) => p < 0.05, 'is near 0: few words are said twice in a row')],
  'old-read-anew': [zero('secondMove')],
  'other-temperature': [notZero('firstMove')],
  'padding-in-mask': [notZero('paddingInMask')],
  'prompt-in-mask': [notZero('promptInMask')],
  'reference-moves': [zero('klAfterSteps')],
  'score-in-last-column': [notZero('rewardOutside')],
  'value-after-choice': [notZero('telescopeError'), notZero('telescopeRange')],
  'whitened-over-padding': [sign('whiteSpread', (value) => Math.abs(value - 1) > 1e-3, 'is not 1')],
};

/** What the ward says to a guess. */
export interface TokenJudgement {
  readonly verdict: 'right' | 'wrong' | 'unknown' | 'empty';
  readonly says: string;
}

/** A measured number as the tables show it. */
export const measuredText = (value: number): string => (isZero(value) ? '0' : value.toPrecision(3));

/**
 * Judges a diagnosis by the measurements. A wrong one is told which of its signs is missing, never what is right.
 * @throws RangeError if there is no such patient, or for a seed that is none; never for the guess
 */
export function judgeTokenBug(patient: number, guess: unknown, seed = 1): TokenJudgement {
  const bug = tokenCaseOf(patient);
  requireSeed(seed);
  const text = typeof guess === 'string' ? guess.trim() : '';
  if (text === '') return { verdict: 'empty', says: 'No name given yet. The names are those of `tokenCandidates`.' };
  const name = text.toLowerCase().replace(/[\s_]+/g, '-');
  if (!isTokenBugId(name)) return { verdict: 'unknown', says: suggestion(text, name) };
  const findings = findingsOfProgram(bug, seed);
  const measured = ({ finding }: Sign): string => `${finding} is ${measuredText(findings[finding])}`;
  const signs = signsOf[name];
  if (name === bug) return { verdict: 'right', says: `${signs.map(measured).join(', ')}.` };
  const missing = signs.find(({ finding, holds }) => !holds(findings[finding]));
  const says = missing ? `${measured(missing)}. With this it ${missing.expected}.` : 'The checks tell it apart.';
  return { verdict: 'wrong', says };
}

function suggestion(text: string, name: string): string {
  const [nearest] = tokenCandidates
    .map(({ id }) => ({ id, distance: editDistance(name, id) }))
    .sort((a, b) => a.distance - b.distance);
  const hint = nearest.distance <= 1 + name.length / 3 ? `Did you mean '${nearest.id}'?` : 'See `tokenCandidates`.';
  return `'${text.slice(0, 40)}' is not one of the names. ${hint}`;
}

/**
 * The wrong line beside the right one, for who has named the defect.
 * @returns null if `named` is not what the patient has   @throws RangeError if there is no such patient
 */
export function tokenAutopsyOf(patient: number, named: string): ({ readonly bug: TokenBugId } & TokenReport) | null {
  const bug = tokenCaseOf(patient);
  return named === bug ? { bug, ...tokenReports[bug] } : null;
}
