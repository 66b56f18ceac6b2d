import { colors, exportScores, keptScores, percent, showCard } from 'notebook-kit';
import { gainOf } from './gain';

/**
 * Shows what the first pretest and the last exam say about the ten slots that both have, and the normalised gain: the share of what was
 * still to be learned that was learned.
 */
export function showGain(): void {
  const found = gainOf(keptScores());
  if (found === null) {
    const lines = [
      'It needs a pretest (lesson 00) and an exam, both marked in JupyterLab on this copy of the project.',
    ];
    return showCard({ heading: 'No gain can be computed yet.', lines, color: colors.grey });
  }
  const { before, after, gain } = found;
  const heading =
    gain === null
      ? 'You knew all of it before.'
      : `Normalised gain ${percent(gain)}: of what was new to you, this much is yours.`;
  const lines = [
    `Before ${percent(before)}, after ${percent(after)} of the points of the ten questions that both tests have.`,
  ];
  showCard({ heading, lines, color: colors.green });
}

/** Writes all kept scores, and the gain, as a CSV and a JSON file beside the progress, and says where. */
export function exportResults(): void {
  const { before = null, after = null, gain = null } = gainOf(keptScores()) ?? {};
  const files = exportScores({ before, after, gain });
  if (files.length === 0) {
    const lines = ['Scores are kept while lessons run in JupyterLab.'];
    return showCard({ heading: 'There is nothing to export yet.', lines, color: colors.grey });
  }
  showCard({
    heading: `Exported ${keptScores().length} scores.`,
    lines: files.map((file) => `\`${file}\``),
    color: colors.green,
  });
}
