// Valid calls of ppo-lib/tensorboard.

export const packageName = 'ppo-lib/tensorboard';

/** @returns {import('../target.mjs').Descriptions} */
export function describe() {
  return { tensorboardLog: () => ['runs'] };
}
