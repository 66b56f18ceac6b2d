// What makes a folder with the lessons one edition: the service worker that keeps it, with the hash of every file that it keeps.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scripts } from '../lib/paths.mjs';

const worker = 'service-worker.js';

/**
 * Writes the service worker of a site, anew after every change of a file in it.
 * @param {string} site  its folder
 * @returns {string} the edition: a hash of everything that is kept
 */
export function sealEdition(site) {
  const files = Object.fromEntries(keptFiles(site).map((path) => [path, hash(readFileSync(join(site, path)))]));
  const edition = hash(JSON.stringify(files)).slice(0, 16);
  const text = readFileSync(join(scripts, 'site', 'page', worker), 'utf8');
  writeFileSync(join(site, worker), `const shipped = ${JSON.stringify({ edition, files })};\n${text}`);
  return edition;
}

/**
 * Puts lessons into a site. Each carries its edition in its metadata, and so do the copies that readers make of it; `editions.json` says which the
 * site has.
 * @param {string} site  its folder
 * @param {Record<string, string>} lessons  text by file name
 */
export function shipLessons(site, lessons) {
  const editions = Object.entries(lessons).map(([name, text]) => {
    const edition = hash(text).slice(0, 16);
    const notebook = JSON.parse(text);
    notebook.metadata.edition = edition;
    writeFileSync(join(site, 'files', name), `${JSON.stringify(notebook, null, 1)}\n`);
    return [name, edition];
  });
  writeFileSync(join(site, 'editions.json'), `${JSON.stringify(Object.fromEntries(editions), null, 1)}\n`);
}

/** @param {string | Buffer} content */
export const hash = (content) => createHash('sha256').update(content).digest('hex');

/**
 * Everything that the lessons may ask for. Left out are forms of a font that only old browsers take, what describes the site to no reader, and
 * the book for paper, which is large.
 * @param {string} site
 */
function keptFiles(site) {
  const paths = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(site.length + 1)
        .replaceAll('\\', '/'),
    );
  const oldFont = (/** @type {string} */ path) =>
    /\.(eot|svg|ttf|woff)$/.test(path) && existsSync(join(site, path.replace(/\w+$/, 'woff2')));
  const notForReaders = /^(book\/.*\.pdf|doc\/|rspack\.config|jupyterlite\.schema|package\.json|service-worker\.js)/;
  return paths.filter((path) => !oldFont(path) && !notForReaders.test(path)).sort();
}
