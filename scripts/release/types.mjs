// The strict program under every TypeScript, as a module and as CommonJS.
import { printed } from './project.mjs';
import { typed } from './programs.mjs';

/** @typedef {import('./check.mjs').Check} Check */

const resolutions = /** @type {const} */ ([
  ['nodenext', 'nodenext'],
  ['es2022', 'bundler'],
]);

/**
 * @param {import('./project.mjs').Project} project
 * @param {import('./tools.mjs').Tools} tools
 * @returns {Check[]}
 */
export function typeChecks(project, { typescripts }) {
  return typescripts.flatMap(({ version, tsc }) =>
    resolutions.map(([module, moduleResolution]) => ({
      name: `TypeScript ${version}, ${moduleResolution}`,
      work: () => compile(project, tsc, { module, moduleResolution }),
    })),
  );
}

/**
 * @param {import('./project.mjs').Project} project
 * @param {string} tsc
 * @param {{ module: string, moduleResolution: string }} options
 */
async function compile(project, tsc, options) {
  const shared = { target: 'ES2022', lib: ['ES2022'], strict: true, noEmit: true, types: [], skipLibCheck: false };
  project.write('typed/use.cts', typed);
  project.write('typed/use.mts', typed);
  project.write('typed/use.ts', typed);
  const config = { compilerOptions: { ...shared, ...options }, include: ['.'] };
  project.write('typed/tsconfig.json', JSON.stringify(config));
  await printed(project, process.execPath, [tsc, '-p', 'typed']);
}
