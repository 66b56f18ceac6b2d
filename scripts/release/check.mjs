// What one check of a tarball is.
/** @typedef {{ name: string, work: () => Promise<void | import('../lib/test/tally.mjs').Result> }} Check */

/** @param {string | null} reason */
export const skippedFor = (reason) => (reason === null ? {} : { skipped: 1, messages: [reason] });
