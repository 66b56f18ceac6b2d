import { colors, showCard, table } from 'notebook-kit';
import { tokenCandidates } from './catalogue';
import { findingsOfProgram, tokenChecks, type TokenFindings } from './findings';
import { judgeTokenBug, measuredText, tokenAutopsyOf } from './judge';
import { tokenCaseOf } from './beds';

/** Shows the names that `nameTokenBug` knows, each with what it claims. */
export function tokenCandidateList(): void {
  table([...tokenCandidates], { caption: 'Possible diagnoses', columns: { id: 'name', says: 'what it claims' } });
}

/**
 * Shows what the checks measure on a patient, beside a healthy program.
 * @throws RangeError if there is no such patient
 * @example tokenChart(3)
 */
export function tokenChart(patient: number, seed = 1): void {
  const [its, healthy] = [tokenCaseOf(patient), 'healthy' as const].map((bug) => findingsOfProgram(bug, seed));
  const rows = (Object.keys(tokenChecks) as (keyof TokenFindings)[]).map((name) => ({
    check: name,
    'what it is, and what it must be': tokenChecks[name],
    'this patient': measuredText(its[name]),
    healthy: measuredText(healthy[name]),
  }));
  table(rows, { caption: `Patient ${patient}` });
}

const edges = { right: colors.green, wrong: colors.orange, unknown: colors.grey, empty: colors.grey } as const;

/**
 * Grades a diagnosis and shows a card: right, with what proves it and the line that was wrong; or not this one, with the measurement that
 * speaks against it. Never shows the answer. @throws RangeError if there is no such patient; never for the guess
 */
export function nameTokenBug(patient: number, guess: string, seed = 1): void {
  const { verdict, says } = judgeTokenBug(patient, guess, seed);
  const report = tokenAutopsyOf(patient, guess);
  const heading = {
    right: `RIGHT: patient ${patient} is '${guess}'.`,
    wrong: `NOT THIS ONE: patient ${patient}, '${guess}'.`,
    unknown: `No attempt counted for patient ${patient}`,
    empty: `not attempted: patient ${patient}`,
  }[verdict];
  const lines = report === null || report.wrong === '' ? [] : [`\`${report.wrong}\` should be \`${report.right}\``];
  showCard({
    heading,
    lines: [says, ...lines, ...(report === null ? [] : [`${report.story} (${report.where})`])],
    color: edges[verdict],
  });
}
