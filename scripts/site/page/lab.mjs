import { Work } from './work.mjs';

/** @typedef {ReturnType<typeof labOf>} Lab */

/**
 * What the parts of this extension need of JupyterLab.
 * @param {any} app
 * @param {{ drive: any, notebooks: any, documents: any, apputils: any, Widget: any, progressKey: string }} parts
 */
export function labOf(app, { drive, notebooks, documents, apputils, Widget, progressKey }) {
  const { Notification, Dialog, showDialog } = apputils;
  return {
    Widget,
    notebooks,
    documents,
    shell: app.shell,
    commands: app.commands,
    work: new Work(drive, progressKey),
    /** Only JupyterLab has a header; the page of one notebook has its title there. */
    bannerArea: location.pathname.includes('/lab/') ? 'header' : 'top',
    /**
     * Says something in a corner, until it is closed.
     * @param {string} message
     * @param {Record<string, () => unknown>} [actions] by label
     */
    say(message, actions = {}) {
      const buttons = Object.entries(actions).map(([label, callback]) => ({ label, callback, displayType: 'accent' }));
      Notification.info(message, { autoClose: false, actions: buttons });
    },
    ask: showDialog,
    cancel: () => Dialog.cancelButton(),
    warn: (/** @type {string} */ label) => Dialog.warnButton({ label }),
  };
}
