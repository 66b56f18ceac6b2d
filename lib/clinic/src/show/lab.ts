import { autopsyOf, GIVE_UP, type Autopsy } from '../judge/autopsy';
import { judgeBug, type Judgement } from '../judge/judge';
import { chartOf } from '../runs/chart';
import { candidates } from '../ward/catalogue';
import { patients, requireFields } from '../ward/ward';
import { attemptsOf, labAttempts } from './attempts';
import { dashboard } from './dashboard';
import { colors, display, escapeHtml, show, showCard, table } from 'notebook-kit';

/**
 * Shows the dashboard of one patient of the planted-bug lab beside the range of five healthy runs; figure id `patient-<number>`.
 * @throws RangeError if there is no such patient
 * @example await patientChart(3)
 */
export async function patientChart(patient: number, options: { readonly seed?: number } = {}): Promise<void> {
  requireFields(options, 'patientChart', ['seed']);
  const chart = await chartOf(patient, options.seed);
  const { figure, alt } = dashboard(chart);
  const id = options.seed === undefined ? `patient-${patient}` : `patient-${patient}-seed-${options.seed}`;
  show(id, figure, { alt });
  if (chart.stoppedBy !== null) {
    const lines = [`After ${chart.records.length} iterations the program stopped with: ${chart.stoppedBy}`];
    showCard({ heading: `Patient ${patient} did not finish`, lines, color: colors.orange });
  }
}

/** Shows the names that `nameBug` knows, each with what it claims. */
export function candidateList(): void {
  table(
    candidates.map(({ id, says }) => ({ id, says })),
    { caption: 'Possible diagnoses', columns: { id: 'name', says: 'what it claims' } },
  );
}

/**
 * Grades a diagnosis and shows a card: right, with what proves it; or not this one, with the observation that speaks against it. An
 * empty or misspelt name costs no attempt. Never shows the answer.
 * @throws RangeError if there is no such patient; never for the guess
 * @example await nameBug(3, 'entropy-sign')
 */
export async function nameBug(patient: number, guess: string, options: { readonly seed?: number } = {}): Promise<void> {
  requireFields(options, 'nameBug', ['seed']);
  const judgement = await judgeBug(patient, guess, options.seed);
  const attempts = attemptsOf(patient);
  const { verdict, guess: name } = judgement;
  const isNew = name !== null && attempts.solvedBy === null && !attempts.guesses.includes(name);
  if (isNew) attempts.guesses.push(name);
  if (verdict === 'right') attempts.solvedBy ??= name;
  showCard({ ...cardOf(patient, judgement, attempts.guesses.length), color: edges[verdict] });
}

const edges = { right: colors.green, wrong: colors.orange, unknown: colors.grey, empty: colors.grey } as const;

function cardOf(
  patient: number,
  { verdict, says, guess }: Judgement,
  count: number,
): { heading: string; lines: string[] } {
  if (verdict === 'right') {
    const tries = count === 1 ? 'at the first attempt' : `after ${count} attempts`;
    return {
      heading: `RIGHT: patient ${patient} is '${guess ?? ''}', ${tries}.`,
      lines: [says, `\`autopsy(${patient})\` shows the lines.`],
    };
  }
  if (verdict === 'wrong') return { heading: `NOT THIS ONE: patient ${patient}, '${guess ?? ''}'.`, lines: [says] };
  const heading =
    verdict === 'empty' ? `not attempted: patient ${patient}` : `No attempt counted for patient ${patient}`;
  return { heading, lines: [says] };
}

/** Ends the search for one patient: afterwards `autopsy` opens its file. */
export function giveUp(patient: number): void {
  autopsyOf(patient, ''); // a wrong number is an error here too
  attemptsOf(patient).gaveUp = true;
  showCard({
    heading: `You gave up on patient ${patient}. autopsy(${patient}) shows what it had.`,
    lines: [],
    color: colors.grey,
  });
}

/**
 * Shows the defective lines beside the right ones, once the patient's defect has been named or given up.
 * @throws RangeError if there is no such patient
 */
export function autopsy(patient: number): void {
  const { solvedBy, gaveUp } = attemptsOf(patient);
  const report = autopsyOf(patient, solvedBy ?? (gaveUp ? GIVE_UP : ''));
  if (report !== null) return showReport(patient, report);
  showCard({
    heading: `Patient ${patient} is still alive.`,
    lines: [`Name what it has with \`nameBug(${patient}, '...')\`, or call \`giveUp(${patient})\` first.`],
    color: colors.grey,
  });
}

function showReport(patient: number, { bug, wrong, right, where, story }: Autopsy): void {
  const heading = `Autopsy of patient ${patient}: ${bug}`;
  const text = [
    heading,
    story,
    ...(wrong.length === 0 ? [] : ['it had:', ...wrong, 'it should have:', ...right, `(${where})`]),
  ];
  const code = (lines: readonly string[]): string => `<pre style="margin: 0">${lines.map(escapeHtml).join('\n')}</pre>`;
  const rows =
    wrong.length === 0
      ? ''
      : `<table><thead><tr><th scope="col" style="text-align: left">the patient has</th><th scope="col" style="text-align: left">right is (${escapeHtml(where)})</th></tr></thead>` +
        `<tbody><tr><td style="text-align: left">${code(wrong)}</td><td style="text-align: left">${code(right)}</td></tr></tbody></table>`;
  const html = `<div style="border-left: 4px solid ${colors.purple}; padding: 4px 12px">\n<strong>${escapeHtml(heading)}</strong>\n<div>${escapeHtml(story)}</div>\n${rows}</div>`;
  display({ data: { 'text/html': html, 'text/plain': text.join('\n') } });
}

/** Shows every patient that has been tried: attempts so far, and how it ended. */
export function labBoard(): void {
  const tried = [...labAttempts().entries()]
    .sort(([a], [b]) => a - b)
    .filter(([, one]) => one.guesses.length > 0 || one.gaveUp);
  if (tried.length === 0) {
    showCard({
      heading: 'No patient has been tried yet.',
      lines: [`The lab has ${patients.length} of them.`],
      color: colors.blue,
    });
    return;
  }
  const rows = tried.map(([patient, { guesses, solvedBy, gaveUp }]) => ({
    patient,
    attempts: guesses.length,
    state: solvedBy !== null ? (gaveUp ? 'named after giving up' : 'named') : gaveUp ? 'given up' : 'open',
    guesses: guesses.join(', '),
  }));
  const named = tried.filter(([, { solvedBy, gaveUp }]) => solvedBy !== null && !gaveUp);
  const first = named.filter(([, { guesses }]) => guesses.length === 1).length;
  table(rows, {
    caption: `${named.length} of ${patients.length} patients named, ${first} of them at the first attempt`,
  });
}
