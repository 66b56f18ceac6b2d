import { createRequire } from 'node:module';

/**
 * Loads a package when it is first needed. jsdom, plotly.js and esbuild take a second together, which a lesson should pay at its
 * first figure and not when it imports this library.
 */
export const loadLater = createRequire(__filename);
