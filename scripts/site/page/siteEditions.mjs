// A new edition of the whole site waits until the reader takes it, or closes the last page of the old one.

/** @typedef {import('./lab.mjs').Lab} Lab */

/**
 * @param {Lab} lab
 * @param {ServiceWorkerRegistration} registration
 */
export function watchSite(lab, registration) {
  const { serviceWorker } = navigator;
  let isFirst = serviceWorker.controller === null;
  let taken = false;
  const offer = () =>
    lab.say('A new edition of the lessons is here. Whatever you wrote stays as it is.', {
      'Load it': async () => {
        taken = true;
        await lab.commands.execute('docmanager:save-all');
        registration.waiting?.postMessage('take over');
      },
    });
  const whenInstalled = (/** @type {ServiceWorker | null} */ worker) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && serviceWorker.controller !== null) offer();
    });
  if (registration.waiting !== null && serviceWorker.controller !== null) offer();
  whenInstalled(registration.installing);
  registration.addEventListener('updatefound', () => whenInstalled(registration.installing));
  serviceWorker.addEventListener('controllerchange', () => {
    if (taken) location.reload();
    else if (!isFirst)
      lab.say('Another page has loaded a new edition of the lessons. Save, then load this page again.');
    isFirst = false;
  });
}
