import { editDistance } from 'gymnasium-js';
import { candidates, isBugId, type BugId } from '../ward/catalogue';
import { chartOf } from '../runs/chart';
import { findingsOf } from '../probes/findings';
import { signsOf, type Evidence } from './signs';
import { clinicTasks } from '../ward/tasks';
import { caseOf, requireSeed } from '../ward/ward';

/** What the lab says to a guess. */
export interface Judgement {
  readonly verdict: 'right' | 'wrong' | 'unknown' | 'empty';
  /** for 'right' the observations that prove it, for 'wrong' the one that speaks against the guess, else what to write instead */
  readonly says: string;
  /** the guess as the lab read it, or null if it is none of the candidates */
  readonly guess: BugId | null;
}

/**
 * Judges a diagnosis by what is measurable on the patient. A wrong one is told what speaks against it, never what is right.
 * @throws RangeError if there is no such patient; never for a guess, whatever it is
 * @example (await judgeBug(3, 'entropy-sign')).says
 */
export async function judgeBug(patient: number, guess: unknown, seed = 1): Promise<Judgement> {
  const { bug } = caseOf(patient);
  requireSeed(seed);
  const text = typeof guess === 'string' ? guess.trim() : '';
  if (text === '')
    return { verdict: 'empty', says: 'No name given yet. The names are those of `candidates`.', guess: null };
  const name = text.toLowerCase().replace(/[\s_]+/g, '-');
  if (!isBugId(name)) return { verdict: 'unknown', says: suggestion(text, name), guess: null };
  const signs = signsOf[name](await evidenceOf(patient, seed));
  if (name === bug) return { verdict: 'right', says: sentences(signs.map((sign) => sign.measured)), guess: name };
  const against = signs.find((sign) => !sign.holds);
  const says =
    against === undefined
      ? 'The probes tell it apart.'
      : `${capital(against.measured)}. With this ${named(name)} ${against.expected}.`;
  return { verdict: 'wrong', says, guess: name };
}

const named = (name: BugId): string => (name === 'healthy' ? 'answer' : 'defect');
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const sentences = (texts: readonly string[]): string => texts.map((text) => `${capital(text)}.`).join(' ');

/** Everything that the dashboards and the probes show of a patient. */
export async function evidenceOf(patient: number, seed = 1): Promise<Evidence> {
  const [findings, chart] = [await findingsOf(patient, seed), await chartOf(patient, seed)];
  return { task: clinicTasks[chart.task], findings, stoppedBy: chart.stoppedBy, healthy: chart.healthy };
}

function suggestion(text: string, name: string): string {
  const close = candidates
    .map(({ id }) => ({ id, distance: editDistance(name, id) }))
    .sort((a, b) => a.distance - b.distance)[0];
  const hint =
    close.distance <= 1 + name.length / 3 ? ` Did you mean '${close.id}'?` : ' The names are those of `candidates`.';
  return `'${text.slice(0, 40)}' is not one of the names.${hint}`;
}
