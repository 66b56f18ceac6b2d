// npm run release -- check: is the package fit to be published? Packs it, and tries the tarball where strangers will.
import { Problem, reportAndExit } from '../lib/problems.mjs';
import { requireInstalled } from '../lib/npm-packages.mjs';
import { Tally } from '../lib/test/tally.mjs';
import { buildWorkspaces } from '../lib/workspaces.mjs';

const known = `npm run release -- check   packs gymnasium-js and tries the tarball with publint, attw, twelve TypeScripts, esbuild, Vite,
                           several Nodes, Deno, Bun and a page (once: 650 MB of tools into .cache/release)`;

export async function releaseCommand() {
  try {
    const [what, ...rest] = process.argv.slice(2);
    if (what !== 'check' || rest.length > 0) {
      throw new Problem(`npm run release: got "${process.argv.slice(2).join(' ')}". It knows\n${known}`);
    }
    requireInstalled();
    await buildWorkspaces(['gymnasium-js']);
    process.exitCode = await check();
  } catch (error) {
    reportAndExit(error);
  }
}

/** @returns {Promise<number>} exit code */
async function check() {
  const { ensureTools } = await import('./tools.mjs');
  const { inProject } = await import('./project.mjs');
  const { allChecks } = await import('./checks.mjs');
  const tools = await ensureTools();
  const tally = new Tally();
  await inProject(async (project) => {
    for (const { name, work } of await allChecks(project, tools)) {
      const started = performance.now();
      const result = await attempt(work);
      tally.add(name, { ...result, seconds: (performance.now() - started) / 1000 });
    }
  });
  return tally.close();
}

/**
 * @param {() => Promise<void | import('../lib/test/tally.mjs').Result>} work
 * @returns {Promise<import('../lib/test/tally.mjs').Result>}
 */
async function attempt(work) {
  try {
    return (await work()) ?? {};
  } catch (error) {
    return { messages: [error instanceof Error ? error.message : String(error)] };
  }
}
