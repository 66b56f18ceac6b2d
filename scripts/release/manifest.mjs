// What package.json and the changelog say of the version.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib/paths.mjs';

const folder = join(root, 'lib', 'gymnasium-js');
const semantic = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9a-z.-]+)?$/;

const read = () => ({
  manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  changelog: readFileSync(join(folder, 'CHANGELOG.md'), 'utf8'),
});

/**
 * Versions that are none, or that the changelog does not know.
 * @param {{ manifest: any, changelog: string }} [texts]
 */
export function versionFaults({ manifest, changelog } = read()) {
  const faults = [];
  if (!semantic.test(manifest.version)) faults.push(`package.json: ${manifest.version} is no semantic version`);
  const headings = [...changelog.matchAll(/^## (\S+)/gm)].map((match) => match[1]);
  const released = headings.filter((heading) => heading !== 'Unreleased');
  if (released[0] !== manifest.version) {
    faults.push(`CHANGELOG.md: the newest version is ${released[0]}, package.json has ${manifest.version}`);
  }
  for (const heading of released) if (!semantic.test(heading)) faults.push(`CHANGELOG.md: what is ${heading}?`);
  return faults;
}

/**
 * Why a published package could not say where it was built, or null.
 * @param {any} [manifest]
 */
export function provenanceFault(manifest = read().manifest) {
  if (manifest.publishConfig?.provenance !== true) return 'package.json: publishConfig.provenance is not true';
  const url = manifest.repository?.url ?? manifest.repository;
  if (typeof url === 'string' && /^(git\+)?https:\/\/\S+$/.test(url)) return null;
  return 'package.json has no repository yet: provenance needs the public address that the package is built at';
}
