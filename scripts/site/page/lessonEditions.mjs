// A reader's copy of a lesson hides the site's. When the site's is of a newer edition, it is offered; the copy is never replaced.

/** @typedef {import('./lab.mjs').Lab} Lab */

/**
 * Looks at every lesson that is opened. Lessons carry their edition in their metadata, and so do copies of them.
 * @param {Lab} lab
 * @param {Record<string, string>} editions  of the site, by lesson
 */
export function watchLessons(lab, editions) {
  lab.notebooks.widgetAdded.connect(async (/** @type {unknown} */ _, /** @type {any} */ panel) => {
    await panel.context.ready;
    const { path, model } = panel.context;
    if (Object.hasOwn(editions, path) && model.getMetadata('edition') !== editions[path]) offer(lab, panel);
  });
}

/** @param {Lab} lab @param {any} panel */
function offer(lab, panel) {
  const { path } = panel.context;
  lab.say(
    `${path} has a new edition. You see your own copy, which stays as it is; if you take the new one, yours is kept beside it.`,
    {
      'Take the new edition': () => take(lab, panel),
    },
  );
}

/** @param {Lab} lab @param {any} panel */
async function take(lab, panel) {
  const { context } = panel;
  const { path } = context;
  if (context.model.dirty) await context.save();
  // The open page goes on under its new name.
  const kept = await lab.work.freeName(path);
  await lab.documents.rename(path, kept);
  await lab.commands.execute('docmanager:open', { path, factory: 'Notebook' });
  lab.say(`This is the new edition of ${path}. Yours is ${kept}.`);
}
