/** The timers of Node itself, taken before the cells' versions replace the globals: the kernel never waits on those. */
export const realSetTimeout = globalThis.setTimeout;
export const realClearTimeout = globalThis.clearTimeout;
export const realSetImmediate = globalThis.setImmediate;

/** Resolves after `ms` milliseconds, whatever was interrupted meanwhile. */
export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => void realSetTimeout(resolve, ms));
}
