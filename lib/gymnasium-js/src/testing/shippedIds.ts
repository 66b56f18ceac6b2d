import { registry } from '../registry/registry.js';

/**
 * The environments that importing the package brings; what a test registers has a namespace, and the landers come with
 * `gymnasium-js/box2d`, whose tests are its own: they may run in one process with these.
 */
export const shippedIds = (): string[] =>
  [...registry.keys()].filter((id) => !id.includes('/') && !id.startsWith('LunarLander'));
