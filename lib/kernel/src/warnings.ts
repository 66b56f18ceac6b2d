/** Warnings of Node that mean nothing to a reader of a notebook: code or start of the text, and why they appear. */
const HARMLESS: readonly { readonly code?: string; readonly text: RegExp }[] = [
  // A cell loads an ESM-only package; cells are CommonJS, so Node uses require(esm), which Node 20 and 22 still announce.
  { text: /loading ES Module .* using require\(\)|Support for loading ES Module in require\(\)/ },
  // node-fetch 2 (a dependency of tfjs-node) loads whatwg-url, which loads Node's own punycode.
  { code: 'DEP0040', text: /punycode/ },
];

interface NodeWarning extends Error {
  readonly code?: string;
}

/** Whether a warning is one of the few known ones that only confuse. */
export function isHarmlessWarning(warning: NodeWarning): boolean {
  return HARMLESS.some(({ code, text }) => (code === undefined || code === warning.code) && text.test(warning.message));
}

/** Keeps the known harmless warnings off stderr; every other warning is printed as before. */
export function silenceHarmlessWarnings(): void {
  const printers = process.listeners('warning');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => {
    if (!isHarmlessWarning(warning)) for (const print of printers) print.call(process, warning);
  });
}
