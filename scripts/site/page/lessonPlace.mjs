// A page of the book leads to the place in the lesson that its reader has reached: a cell, named in the address.

/** The address when the page was loaded: JupyterLab changes it. */
const { hash } = location;

/** @param {import('./lab.mjs').Lab} lab */
export function goToPlace(lab) {
  if (!hash.startsWith('#cell-id=')) return;
  const go = async (/** @type {unknown} */ _, /** @type {any} */ panel) => {
    lab.notebooks.widgetAdded.disconnect(go);
    await panel.context.ready;
    panel.setFragment(hash);
  };
  lab.notebooks.widgetAdded.connect(go);
}
