// JupyterLite extension: what the site does besides running cells. Bundled into the module federation container that JupyterLab loads
// (init, then get), as lib/kernel/assets/page.js is one by hand.
import { keepEdition } from './offline.mjs';

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
  const { PageConfig } = await fromLab('@jupyterlab/coreutils');
  const base = new URL(PageConfig.getBaseUrl(), location.href).href;
  const plugin = {
    id: `${name}:edition`,
    description: 'Keeps the lessons for visits without a network.',
    autoStart: true,
    activate: () => {
      keepEdition(base).catch((error) => console.warn('The lessons are not kept for visits without a network:', error));
    },
  };
  return () => ({ __esModule: true, default: plugin });
}

const world = /** @type {any} */ (window);
world._JUPYTERLAB ??= {};
world._JUPYTERLAB[name] = {
  init: (/** @type {Shared} */ scope) => void (shared = scope),
  get: (/** @type {string} */ part) =>
    part === './extension' ? extension() : Promise.reject(new Error(`${name} has no module ${part}`)),
};
