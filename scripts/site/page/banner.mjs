// A line above the lessons: what is different here, and what a reader can do with their work.

/** @typedef {import('./lab.mjs').Lab} Lab */

const differences =
  'These lessons run in your browser, with nothing installed. Other than in the installed edition, TensorFlow.js computes on WebAssembly, ' +
  'so that its last digits may differ, many seeds train one after the other, there are no threads and no Python, and files that cells write are ' +
  'gone with the kernel. What you write stays in this browser until you remove it.';

/**
 * @param {Lab} lab
 * @param {string} key     under which local storage has that a reader has hidden it
 * @param {Record<string, () => unknown>} actions  by label
 */
export function showBanner(lab, key, actions) {
  if (localStorage.getItem(key) === 'hidden') return;
  const node = document.createElement('div');
  node.setAttribute('role', 'note');
  Object.assign(node.style, {
    // The layout gives a widget the height that it asks for, whatever is in it.
    minHeight: '64px',
    overflow: 'auto',
    padding: '4px 12px',
    fontSize: '13px',
    lineHeight: '1.4',
    background: 'var(--jp-layout-color2)',
    color: 'var(--jp-ui-font-color1)',
  });
  const widget = new lab.Widget({ node });
  widget.id = 'lesson-site-banner';
  const hide = () => {
    localStorage.setItem(key, 'hidden');
    widget.dispose();
  };
  node.append(
    differences,
    ...Object.entries({ ...actions, Hide: hide }).flatMap(([label, act]) => [' ', button(label, act)]),
  );
  lab.shell.add(widget, lab.bannerArea, { rank: 0 });
}

/** @param {string} label @param {() => unknown} act */
function button(label, act) {
  const element = document.createElement('button');
  element.textContent = label;
  element.addEventListener('click', () => act());
  return element;
}
