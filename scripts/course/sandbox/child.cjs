// Runs one student's function for the grader: first the code, then one call at a time. It knows the arguments of the call
// that it is asked for, and nothing else: neither the right result nor any other case.
//
// Frames go both ways, four bytes of length and then JSON. An answer repeats the token of its call, which the student's code
// cannot see. All that is needed after that code has run is taken before.
'use strict';
const { readSync, writeSync } = require('node:fs');
const { encode, decode } = require('./codec.cjs');
const { moduleOf } = require('./helpers.cjs');

const [incoming, outgoing] = [3, 4];
const { from, alloc, concat } = Buffer;
const textOf = Function.prototype.call.bind(Buffer.prototype.toString);
const { parse, stringify } = JSON;
const { exit } = process;
const TheError = Error;
const text = String;
const later = setTimeout;

function receive() {
  const { buffer } = read(4);
  const length = new DataView(buffer).getUint32(0);
  return parse(textOf(read(length), 'utf8'));
}

/** @param {number} length */
function read(length) {
  const bytes = new Uint8Array(length);
  for (let have = 0; have < length;) {
    const got = readSync(incoming, bytes, have, length - have, null);
    if (got === 0) exit(0);
    have += got;
  }
  return from(bytes.buffer);
}

/** @param {string} json */
function send(json) {
  const body = from(json, 'utf8');
  const head = alloc(4);
  head.writeUInt32BE(body.length);
  const bytes = concat([head, body]);
  for (let sent = 0; sent < bytes.length;) sent += writeSync(outgoing, bytes, sent);
}

/** @param {unknown} error @returns {string} JSON */
function errorJson(error) {
  let [name, message] = ['Error', 'It cannot be shown.'];
  try {
    if (error instanceof TheError) [name, message] = [text(error.name), text(error.message)];
    else message = text(error);
  } catch {
    // what throws when it is looked at
  }
  return `{"name":${stringify(cut(name))},"message":${stringify(cut(message))}}`;
}

/** @param {string} long */
function cut(long) {
  let short = '';
  for (let index = 0; index < long.length && index < 300; index++) short += long[index];
  return short;
}

/** @param {Function} student @param {{ token: string, args: any }} call */
function answer(student, { token, args }) {
  const own = /** @type {unknown[]} */ (decode(args));
  let outcome;
  try {
    outcome = `"value":${encode(student(...own))}`;
  } catch (error) {
    outcome = `"error":${errorJson(error)}`;
  }
  let after = 'null';
  try {
    after = encode(own);
  } catch {
    // arguments that were blown up: the result counts
  }
  send(`{"token":${stringify(token)},${outcome},"after":${after}}`);
}

async function main() {
  send('{"ready":true}');
  const { code, token } = receive();
  /** @type {unknown} */
  let student;
  try {
    const AsyncFunction = (async () => {}).constructor;
    const body = /** @type {any} */ (AsyncFunction)('require', 'exports', 'take', code);
    await body(moduleOf, {}, (/** @type {unknown} */ one) => (student = one));
  } catch (error) {
    return send(`{"token":${stringify(token)},"error":${errorJson(error)}}`);
  }
  if (typeof student !== 'function') return send(`{"token":${stringify(token)},"kind":${stringify(typeof student)}}`);
  send(`{"token":${stringify(token)},"loaded":true}`);
  for (;;) answer(/** @type {Function} */ (student), receive());
}

process.on('unhandledRejection', () => {}); // a promise that nobody waits for is no answer
main().finally(() => later(exit, 0));
