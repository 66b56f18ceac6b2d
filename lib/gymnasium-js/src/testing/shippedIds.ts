import { registry } from '../registry/registry.js';

/** The environments that the package brings; what a test registers has a namespace. */
export const shippedIds = (): string[] => [...registry.keys()].filter((id) => !id.includes('/'));
