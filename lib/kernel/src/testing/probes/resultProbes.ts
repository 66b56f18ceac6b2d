import type { AnswerProbe } from './answerProbe';

/** What is hard to show: values, text and bundles that cannot be printed or sent as they are. */
export const resultProbes: readonly AnswerProbe[] = [
  {
    title: 'a result whose own printing throws',
    cells: ["({ [Symbol.for('nodejs.util.inspect.custom')]() { throw new Error('i'); } })"],
    error: /^Error: i$/,
  },
  {
    title: 'a result that throws at every access',
    cells: ["new Proxy({}, { get() { throw new Error('q'); } })"],
    error: /^Error: q$/,
  },
  {
    title: 'a revoked Proxy as a result',
    cells: ['const r = Proxy.revocable({}, {}); r.revoke(); r.proxy'],
    error: /revoked/,
  },
  {
    title: 'a display method that throws',
    cells: ["({ [Symbol.for('Jupyter.display')]() { throw new Error('d'); } })"],
    error: /^Error: d$/,
  },
  {
    title: 'a display method that rejects',
    cells: ["({ async [Symbol.for('Jupyter.display')]() { throw new Error('r'); } })"],
    error: /^Error: r$/,
  },
  {
    title: 'a bundle with a bigint',
    cells: ["({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': { n: 1n } }) })"],
    error: /^TypeError: .*BigInt/,
  },
  {
    title: 'a bundle that contains itself',
    cells: [
      "const loop: any = {}; loop.self = loop; ({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': loop }) })",
    ],
    error: /^TypeError: .*circular/,
  },
  {
    title: 'a display of something that cannot be sent',
    cells: ["require('tslab/dist/jupyter').lastWriteDisplayData({ data: { 'a/b': 1n }, metadata: {} }, false);"],
    error: /^TypeError: .*BigInt/,
  },
  {
    title: 'half a surrogate pair on stdout',
    cells: ["console.log('Fertig 🎉'.slice(0, 8))"],
    shows: /^Fertig \ufffd\n$/,
  },
  { title: 'half a surrogate pair on stderr', cells: ["console.error('🎉'[1])"], shows: /^\ufffd\n$/ },
  { title: 'half a surrogate pair as a result', cells: ["'🎉'.charAt(0)"], shows: /^\ufffd$/ },
  {
    title: 'half a surrogate pair in a bundle',
    cells: ["({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'a🎉'.slice(0, 2), 'text/html': '🎉'[1] }) })"],
    shows: /^a\ufffd$/,
  },
  {
    title: 'JSON.stringify replaced while something is shown',
    cells: [
      "const { stringify } = JSON; JSON.stringify = () => { throw new Error('no'); }; require('tslab').display.text('a'); JSON.stringify = stringify; 5",
    ],
    shows: /^5$/,
  },
  {
    title: 'Date replaced by a clock that stands',
    cells: [
      "const RealDate = Date; (globalThis as any).Date = class { toISOString() { throw new RangeError('no time'); } };",
      '(globalThis as any).Date = RealDate; 6',
    ],
    shows: /^6$/,
  },
  {
    title: 'the timers replaced',
    cells: [
      "const wait = setTimeout; (globalThis as any).setTimeout = () => { throw new Error('no'); };",
      '(globalThis as any).setTimeout = wait; 7',
    ],
    shows: /^7$/,
  },
  { title: 'stdout ended', cells: ["process.stdout.end(); console.log('still')"], shows: /^still\n$/ },
  { title: 'a megabyte of text in one line', cells: ["console.log('x'.repeat(1_000_000))"], shows: /^x{1000}/ },
];
