// npm run bridge: Gymnasium's published tests and checkers on the environments of gymnasium-js, and Stable-Baselines3 training on them, by way of
// a Node process. What it needs is installed into .cache, when it is asked for.
import { Problem, reportAndExit } from '../lib/problems.mjs';
import { requireInstalled } from '../lib/npm-packages.mjs';
import { buildWorkspaces } from '../lib/workspaces.mjs';

const known = `npm run bridge -- test [--record]   runs them (once: 1 GB into .cache/bridge); --record writes data/peers/gymnasium-tests.json`;

export async function bridgeCommand() {
  try {
    const [what, option, ...rest] = process.argv.slice(2);
    if (what !== 'test' || ![undefined, '--record'].includes(option) || rest.length > 0) {
      throw new Problem(`npm run bridge: got "${process.argv.slice(2).join(' ')}". It knows\n${known}`);
    }
    requireInstalled();
    await buildWorkspaces(['gymnasium-js']);
    process.exitCode = await (await import('./suites.mjs')).runSuites({ record: option === '--record' });
  } catch (error) {
    reportAndExit(error);
  }
}
