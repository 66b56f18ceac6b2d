import type { AnswerProbe } from './answerProbe';

/** What outlives or cuts short its cell: rejections, callbacks, exits, interrupts. */
export const endingProbes: readonly AnswerProbe[] = [
  {
    title: 'a rejection without an error',
    cells: ["void Promise.reject('plain'); await new Promise((done) => setTimeout(done, 5000));"],
    error: /^Thrown value: 'plain'$/,
  },
  {
    title: 'a rejection whose reason cannot be printed',
    cells: [
      "void Promise.reject({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('i'); } }); await new Promise((done) => setTimeout(done, 5000));",
    ],
    error: /^Thrown value: /,
  },
  {
    title: 'a rejection after the end whose reason cannot be printed',
    cells: [
      "setTimeout(() => void Promise.reject(new Proxy({}, { get() { throw new Error('g'); } })), 20);",
      'await new Promise((done) => setTimeout(done, 100)); 1',
    ],
    shows: /^1$/,
  },
  {
    title: 'many rejections at once',
    cells: ["for (let i = 0; i < 100; i++) void Promise.reject(new Error('many'));"],
    error: /^Error: many$/,
  },
  {
    title: 'a callback that throws in the next cell',
    cells: [
      "setTimeout(() => { throw new Error('late'); }, 20);",
      'await new Promise((done) => setTimeout(done, 100)); 2',
    ],
    shows: /^2$/,
  },
  {
    title: 'process.nextTick throws',
    cells: ["process.nextTick(() => { throw new Error('tick'); });"],
    error: /^Error: tick$/,
  },
  {
    title: 'queueMicrotask throws',
    cells: ["queueMicrotask(() => { throw new Error('micro'); });"],
    error: /^Error: micro$/,
  },
  {
    title: 'an error event without a listener',
    cells: ["new (require('node:events'))().emit('error', new Error('event'));"],
    error: /^Error: event$/,
  },
  {
    title: 'a program that does not exist',
    cells: [
      "require('node:child_process').spawn('no-such-program'); await new Promise((done) => setTimeout(done, 5000));",
    ],
    error: /^Error: spawn no-such-program ENOENT$/,
  },
  {
    title: 'a worker that throws',
    cells: [
      "const { Worker } = require('node:worker_threads'); new Worker(\"throw new Error('worker')\", { eval: true }); await new Promise((done) => setTimeout(done, 60_000));",
    ],
    error: /^Error: worker$/,
  },
  { title: 'process.exit', cells: ['process.exit(0);'], error: /^ProcessExitError: / },
  { title: 'process.abort', cells: ['process.abort();'], error: /^ProcessExitError: / },
  {
    title: 'a cell that fails after an await',
    cells: ["await new Promise((done) => setTimeout(done, 5)); throw new Error('after');"],
    error: /^Error: after$/,
  },
  { title: 'an empty cell', cells: [''], shows: /^$/ },
  { title: 'a comment', cells: ['// nothing'], shows: /^$/ },
  { title: 'a syntax error', cells: ['const = 5;'], error: /^TypeScriptError: .*TS1134/ },
  { title: 'an unfinished cell', cells: ['if (true) {'], error: /^TypeScriptError: .*TS1005/ },
  { title: 'an unfinished text', cells: ["const s = 'abc"], error: /^TypeScriptError: .*TS1002/ },
  {
    title: 'a module that is not there',
    cells: ["import { a } from './nowhere';"],
    error: /^TypeScriptError: .*TS2307/,
  },
  {
    title: 'a required module that is not there',
    cells: ["require('./nowhere')"],
    error: /^Error: Cannot find module/,
  },
  {
    title: 'interrupt: a loop',
    cells: ["console.log('started'); for (;;) {}"],
    interrupt: true,
    error: /^Interrupted: /,
  },
  {
    title: 'interrupt: a loop that catches everything',
    cells: ["console.log('started'); for (;;) { try { for (;;) {} } catch {} finally {} }"],
    interrupt: true,
    error: /^Interrupted: /,
  },
  {
    title: 'interrupt: a promise that never settles',
    cells: ["console.log('started'); await new Promise(() => {});"],
    interrupt: true,
    error: /^Interrupted: /,
  },
  {
    title: 'interrupt: a runaway regular expression',
    cells: ["console.log('started'); /(a+)+b/.test('a'.repeat(40));"],
    interrupt: true,
    error: /^Interrupted: /,
  },
  {
    title: 'interrupt: a thread that sleeps',
    cells: ["console.log('started'); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);"],
    interrupt: true,
    error: /^Interrupted: /,
  },
];
