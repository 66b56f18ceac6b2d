// "Start afresh": lessons as the site has them.

/** @typedef {import('./lab.mjs').Lab} Lab */

/**
 * Asks, and then forgets the reader's copies of one lesson or of all; notebooks that are no lesson stay.
 * @param {Lab} lab
 * @param {string[]} lessons
 */
export async function startAfresh(lab, lessons) {
  const open = lab.notebooks.currentWidget?.context.path;
  const mine = (await lab.work.paths()).filter((path) => lessons.includes(path));
  const one = lessons.includes(open) ? [lab.warn(`Only ${open}`)] : [];
  const answer = await lab.ask({
    title: 'Start afresh?',
    body: `Lessons become as they ship: what you wrote in them, and with all of them your progress, is removed from this browser. There are copies of yours of ${mine.length} lessons. "Download my work" saves them first.`,
    buttons: [lab.cancel(), ...one, lab.warn('All lessons')],
  });
  if (!answer.button.accept) return;
  const all = answer.button.label === 'All lessons';
  const paths = all ? lessons : [open];
  await lab.work.forget(paths);
  if (all) lab.work.forgetProgress();
  await Promise.all(paths.map((path) => showAgain(lab, path)));
  lab.say(all ? 'All lessons are as they ship.' : `${open} is as it ships.`);
}

/** @param {Lab} lab @param {string} path */
async function showAgain(lab, path) {
  const panel = lab.documents.findWidget(path, 'Notebook');
  if (!panel) return;
  await panel.context.revert();
  await panel.context.sessionContext.restartKernel();
}
