// A static server on loopback that knows nothing but files, for looking at site/ below a sub-path.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.ipynb': 'application/json',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/**
 * @param {string} folder
 * @param {string} below  the path under which it is served, such as /course/ppo/
 * @param {number} [port]   by default any that is free
 * @returns {Promise<{ address: string, port: number, requested: Set<string>, stop: () => Promise<unknown> }>}  `requested`: files that were asked for
 */
export async function serve(folder, below, port = 0) {
  /** @type {Set<string>} */
  const requested = new Set();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const inside = pathname.startsWith(below) ? normalize(decodeURIComponent(pathname.slice(below.length))) : '..';
    const wanted = join(folder, inside);
    const path = statSync(wanted, { throwIfNoEntry: false })?.isDirectory() ? join(wanted, 'index.html') : wanted;
    if (inside.startsWith('..') || !statSync(path, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(404).end();
      return;
    }
    requested.add(path);
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    createReadStream(path).pipe(response);
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', () => done(null)));
  const { port: taken } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const stop = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return { address: `http://127.0.0.1:${taken}${below}`, port: taken, requested, stop };
}
