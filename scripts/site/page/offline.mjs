/** Time after which no kernel is waited for: a page without a lesson has none. */
const LONGEST_MS = 60_000;

/**
 * Has the browser keep this edition of the site. A lesson's kernel starts first: what it needs comes over the same line.
 * @param {string} base  address of the site
 * @returns {Promise<ServiceWorkerRegistration | null>} null where the browser keeps nothing: in some private windows, and without https
 */
export async function keepEdition(base) {
  if (!('serviceWorker' in navigator)) return null;
  // On later visits everything is there.
  if (navigator.serviceWorker.controller === null) await kernelStarted();
  return navigator.serviceWorker.register(`${base}service-worker.js`, { scope: base, updateViaCache: 'none' });
}

const kernelStarted = () =>
  new Promise((resolve) => {
    window.addEventListener('lesson-kernel-ready', resolve, { once: true });
    setTimeout(resolve, LONGEST_MS);
  });
