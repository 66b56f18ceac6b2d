// Two tabs on one lesson write to one copy of it. Each says so, once for a lesson.

/** @typedef {import('./lab.mjs').Lab} Lab */

/**
 * @param {Lab} lab
 * @param {string} name  of the channel on which the tabs of one site hear each other
 */
export function watchTabs(lab, name) {
  const channel = new BroadcastChannel(name);
  const isOpen = (/** @type {string} */ path) => Boolean(lab.documents.findWidget(path, 'Notebook'));
  /** @type {Set<string>} */
  const said = new Set();
  channel.onmessage = ({ data: { path, asks } }) => {
    if (!isOpen(path)) return;
    if (asks) channel.postMessage({ path, asks: false });
    if (said.has(path)) return;
    said.add(path);
    lab.say(
      `${path} is open in another tab too. Both write to one copy, and the last to save wins: close one of them.`,
    );
  };
  lab.notebooks.widgetAdded.connect((/** @type {unknown} */ _, /** @type {any} */ panel) =>
    channel.postMessage({ path: panel.context.path, asks: true }),
  );
  lab.notebooks.forEach((/** @type {any} */ panel) => channel.postMessage({ path: panel.context.path, asks: true }));
}
