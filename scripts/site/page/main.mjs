// JupyterLite extension: what the site does besides running cells. Bundled into the module federation container that JupyterLab loads
// (init, then get), as lib/kernel/assets/page.js is one by hand.
import { startAfresh } from './afresh.mjs';
import { showBanner } from './banner.mjs';
import { labOf } from './lab.mjs';
import { watchLessons } from './lessonEditions.mjs';
import { goToPlace } from './lessonPlace.mjs';
import { keepEdition } from './offline.mjs';
import { watchTabs } from './otherTabs.mjs';
import { watchSite } from './siteEditions.mjs';

const name = 'lesson-site';

/** @typedef {Record<string, Record<string, { get(): Promise<() => any> | (() => any) }>>} Shared */
/** @type {Shared} */
let shared = {};

/**
 * The version of a package that JupyterLite itself uses.
 * @param {string} name
 */
async function fromLab(name) {
  const versions = shared[name];
  return (await versions[Object.keys(versions)[0]].get())();
}

async function extension() {
  const names = ['coreutils', 'services', 'notebook', 'docmanager', 'apputils', 'mainmenu'];
  const [coreutils, services, notebook, docmanager, apputils, mainmenu] = await Promise.all(
    names.map((one) => fromLab(`@jupyterlab/${one}`)),
  );
  const { Widget } = await fromLab('@lumino/widgets');
  const base = new URL(coreutils.PageConfig.getBaseUrl(), location.href);
  const plugin = {
    id: `${name}:edition`,
    description: 'Keeps the lessons for visits without a network, offers new editions, and hands readers their work.',
    autoStart: true,
    requires: [services.IDefaultDrive, notebook.INotebookTracker, docmanager.IDocumentManager],
    optional: [mainmenu.IMainMenu],
    activate: (
      /** @type {any} */ app,
      /** @type {any} */ drive,
      /** @type {any} */ notebooks,
      /** @type {any} */ documents,
      /** @type {any} */ menu,
    ) => {
      const progressKey = `lesson-progress ${base.pathname}`;
      const lab = labOf(app, { drive, notebooks, documents, apputils, Widget, progressKey });
      open(lab, base, menu).catch((error) => console.error(error));
    },
  };
  return () => ({ __esModule: true, default: plugin });
}

/** @param {import('./lab.mjs').Lab} lab @param {URL} base @param {any} menu */
async function open(lab, base, menu) {
  goToPlace(lab);
  watchTabs(lab, `${name} ${base.pathname}`);
  keepEdition(base.href).then(
    (registration) => registration && watchSite(lab, registration),
    (error) => console.warn('The lessons are not kept for visits without a network:', error),
  );
  const editions = await (await fetch(new URL('editions.json', base))).json();
  watchLessons(lab, editions);
  const actions = {
    'Read as a book': () => void window.open(new URL('book/index.html', base)),
    'Download my work': () => lab.work.download(),
    'Start afresh ...': () => startAfresh(lab, Object.keys(editions)),
  };
  const commands = Object.entries(actions).map(([label, execute], index) => {
    lab.commands.addCommand(`${name}:${index}`, { label, execute });
    return { command: `${name}:${index}` };
  });
  menu?.fileMenu.addGroup(commands, 1);
  showBanner(lab, `${name} banner ${base.pathname}`, actions);
}

const world = /** @type {any} */ (window);
world._JUPYTERLAB ??= {};
world._JUPYTERLAB[name] = {
  init: (/** @type {Shared} */ scope) => void (shared = scope),
  get: (/** @type {string} */ part) =>
    part === './extension' ? extension() : Promise.reject(new Error(`${name} has no module ${part}`)),
};
