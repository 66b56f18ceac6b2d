/* global self, caches, clients, fetch, crypto, Response, shipped */
// Keeps one whole edition of the lessons in the browser and answers from it, with or without a network. Built by scripts/site/edition.mjs, which
// puts `shipped` above: the edition and, by path, the SHA-256 of its files. A page is never given files of two editions: a cache is used
// when every file in it is what this list says, and a new edition waits until the reader takes it or closes the last page of the old one.
'use strict';

const scope = self.registration.scope;
const family = `lessons ${scope} `;
const mine = family + shipped.edition;
const atOnce = 6;

self.addEventListener('install', (event) => event.waitUntil(keep()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  if (event.data === 'take over') event.waitUntil(self.skipWaiting());
});
self.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope)) event.respondWith(answer(event.request));
});

/** Fills the cache of this edition; a file that an older one has already is not loaded again. */
async function keep() {
  const cache = await caches.open(mine);
  const waiting = Object.entries(shipped.files);
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await keepFile(cache, ...next);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function keepFile(cache, path, hash) {
  const address = scope + path;
  if (await cache.match(address)) return;
  const known = await older(address);
  if (known && (await keepIfSame(cache, address, known, hash))) return;
  const response = await fetch(address, { cache: 'no-cache' });
  if (!response.ok) throw new Error(`${address} could not be loaded: ${response.status}`);
  if (!(await keepIfSame(cache, address, response, hash)))
    throw new Error(`${address} is not as this edition lists it`);
}

async function keepIfSame(cache, address, response, hash) {
  const bytes = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  if ([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') !== hash) return false;
  // Made anew: what a host answered after a redirection could not be given to a navigation.
  const headers = { 'content-type': response.headers.get('content-type') ?? 'application/octet-stream' };
  await cache.put(address, new Response(bytes, { headers }));
  return true;
}

const cachesOfOthers = async () => (await caches.keys()).filter((name) => name.startsWith(family) && name !== mine);

async function older(address) {
  for (const name of (await cachesOfOthers()).reverse()) {
    const found = await (await caches.open(name)).match(address);
    if (found) return found;
  }
  return undefined;
}

/** The edition before this one stays: a page of it may still be open, and asks for parts that it has not loaded yet. */
async function takeOver() {
  const others = await cachesOfOthers();
  await Promise.all(others.slice(0, -1).map((name) => caches.delete(name)));
  await clients.claim();
}

async function answer(request) {
  const address = request.url.replace(/[?#].*$/, '');
  const path = address.slice(scope.length);
  const file = path === '' || path.endsWith('/') ? `${address}index.html` : address;
  const kept = (await (await caches.open(mine)).match(file)) ?? (await older(file));
  if (kept) return kept;
  if (Object.hasOwn(shipped.files, `${path}/index.html`))
    return Response.redirect(request.url.replace(address, `${address}/`));
  // Not a file of the site as this edition lists it: the network may know it, and without one it is missing.
  return fetch(request).catch(() => new Response('', { status: 404, statusText: 'Not Found' }));
}
