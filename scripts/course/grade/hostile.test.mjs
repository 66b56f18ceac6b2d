// Submissions that want more than a mark. None reads what it should not, raises a mark or stops the run.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { root } from '../../lib/paths.mjs';
import { csv } from '../csv.mjs';
import { findJail, guarantees } from '../sandbox/jail.mjs';
import { Pool } from '../sandbox/pool.mjs';
import { collect } from './collect.mjs';
import { writeReports } from './gradeCommand.mjs';
import { gradeClass } from './gradeClass.mjs';
import { pointsOf } from './results.mjs';
import { bytesOf, handedIn, lesson, right, zipOf } from './samples.mjs';

const jail = findJail({ memoryMegabytes: 128, cpuSeconds: 20 });
const held = jail.kind !== 'node' ? {} : { skip: 'this system has no namespaces' };
const inner = 'const load = process.mainModule.require.bind(process.mainModule);\n';

/** @param {string} body of the function, which is asked for the slope @param {string} [above] */
const slope = (body, above = '') =>
  `${above}\nfunction slopeOfObjective(ratio: number, advantage: number, range: number): any {\n${body}\n}`;

/**
 * What each hands in for the exercise `slope`, and what the mark must say.
 * @type {Record<string, [string, RegExp]>}
 */
const hostile = {
  'endless loop': [slope('for (;;) {}'), /had not returned after/],
  'endless loop in the cell': [slope('return 1;', 'for (;;) {}'), /had not finished its cell after/],
  'endless async loop': [
    slope('return 1;').replace('function', 'async function').replace('return 1;', 'for (;;) await null;'),
    /expected a number, got a promise/,
  ],
  'timers that never end': [
    slope('const again = (): any => setImmediate(again); again(); return 1;'),
    /too (large|small)|not the right|returned 1|slope|flipped/,
  ],
  'a cell that waits for ever': [
    slope('return 1;', 'await new Promise(() => {});'),
    /your function (had not finished|ended)/,
  ],
  'fork bomb': [
    slope("for (;;) load('node:child_process').fork('/sandbox/child.cjs');", inner),
    /stopped with an error/,
  ],
  shell: [slope("return load('node:child_process').execSync('ls /').toString();", inner), /stopped with an error/],
  'thread bomb': [
    slope("for (;;) new (load('node:worker_threads').Worker)('for (;;) {}', { eval: true });", inner),
    /stopped with an error/,
  ],
  memory: [
    slope('const kept: any[] = []; for (;;) kept.push(new Array(1e6).fill(1.5));'),
    /your function (used more memory|was stopped|ended|had not)/,
  ],
  'memory outside of the heap': [
    slope('const kept: any[] = []; for (;;) kept.push(new Uint8Array(5e7).fill(1));'),
    /your function (used more memory|was stopped|ended|had not)|allocation failed/,
  ],
  'output flood': [slope("for (;;) console.log('x'.repeat(1e5));"), /had not returned after/],
  'a result without end': [slope("return 'x'.repeat(1e9);"), /expected a number|Invalid string length|memory|ended/],
  'a list that contains itself': [slope('const list: any[] = []; list.push(list); return list;'), /nested too deeply/],
  'a proxy without end': [
    slope('return new Proxy([], { get: (_, key) => (key === "length" ? 1e9 : 0) });'),
    /more than 100000 parts|had not returned/,
  ],
  'process.exit': [slope('process.exit(0);'), /ended its process/],
  'overwritten globals': [
    slope(
      'return 7;',
      'Math.abs = () => 0; Number.isFinite = () => false; Object.is = () => true; (Array.prototype as any).map = () => []; (Object.prototype as any).toJSON = () => 0; JSON.stringify = () => "0"; Buffer.from = (() => Buffer.alloc(0)) as any; (String.prototype as any).slice = () => "";',
    ),
    /returned 7/,
  ],
  'an own check': [
    slope(
      'return 7;',
      "const check = (id: string) => console.log('PASS ' + id); const assertClose = () => {}; check('slope');",
    ),
    /returned 7/,
  ],
  'faked answers': [
    slope(
      'return 7;',
      `${inner}for (let fd = 3; fd < 9; fd++) { try { const b = Buffer.from('{"token":"1","loaded":true,"value":0,"points":2}'); const h = Buffer.alloc(4); h.writeUInt32BE(b.length); load('node:fs').writeSync(fd, Buffer.concat([h, b])); } catch {} }`,
    ),
    /sent (something that is no answer|an answer that belongs to no question)|returned 7/,
  ],
  'noise on the pipe': [
    slope(
      "for (let fd = 3; fd < 9; fd++) { try { load('node:fs').writeSync(fd, 'PASS slope PASS slope'); } catch {} } return 7;",
      inner,
    ),
    /far more than any answer needs|no answer|stopped/,
  ],
  'own points': [
    slope("return { status: 'pass', points: 100, toString: () => '0', valueOf: () => 0 };"),
    /expected a number, got an object/,
  ],
  'a polluting result': [slope('return JSON.parse(\'{"__proto__": {"points": 9}}\');'), /expected a number/],
  'not attempted on purpose': [slope('return notAttempted();', "import { notAttempted } from 'notebook-kit';"), /^$/],
  'the library': [
    slope('return surrogateSlope(ratio, advantage, range);', "import { surrogateSlope } from 'ppo-lib';"),
    /surrogateSlope.*not at hand when an answer is marked/,
  ],
  markup: [
    slope("return '<script>alert(1)</script><img src=x onerror=alert(1)>';", '// </pre><script>alert(2)</script>'),
    /expected a number/,
  ],
  'an error full of markup': [slope("throw new Error('<script>alert(3)</script>');"), /stopped with an error/],
  'waits for input': [slope("return load('node:fs').readFileSync(0).length;", inner), /returned 0|stopped/],
};

/**
 * Only where the system holds them.
 * @type {Record<string, [string, RegExp]>}
 */
const dangerous = {
  'kills its parent': [slope('process.kill(process.ppid, 9); return 7;'), /./],
  'kills everybody': [slope('try { process.kill(-1, 9); } catch {} return 7;'), /./],
};

const tricky = {
  '=HYPERLINK("http:x")': 'a formula as a name',
  '<img src=x onerror=alert(4)>': 'markup as a name',
  '..': 'a way up as a name',
};

/** @type {string} */ let folder;
/** @type {Map<string, import('./results.mjs').Result>} */ let results;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hostile-'));
  const attacks = { ...hostile, ...(jail.kind === 'node' ? {} : dangerous) };
  const files = [
    ...Object.entries(attacks).map(([name, [source]]) => file(name, { ...right, slope: source })),
    ...Object.keys(tricky).map((name) => file(name, right)),
    file('honest', right),
  ];
  // As a platform would give it out: one archive, with names that no folder could have.
  const bomb = { name: 'bomb/01.ipynb', bytes: Buffer.alloc(60_000_000) };
  const archive = join(folder, 'handed.zip');
  writeFileSync(
    archive,
    zipOf([...files, { name: '../../../tmp/evil.ipynb', bytes: files[0].bytes }, bomb], { deflate: deflateRawSync }),
  );
  const limits = { startSeconds: 120, loadSeconds: 3, callSeconds: 3, answerBytes: 2_000_000 };
  const pool = new Pool(jail, { limits });
  try {
    const graded = await gradeClass(collect(archive), [lesson], pool, { folder: join(folder, 'graded'), seed: 5 });
    writeReports(join(folder, 'graded'), graded, guarantees[jail.kind]);
    results = new Map(graded.results.map((result) => [result.student.name, result]));
  } finally {
    await pool.close();
  }

  /** @param {string} name @param {Record<string, string>} answers */
  function file(name, answers) {
    return { name: name === '..' ? '..\\..\\x/01.ipynb' : `${name}/01.ipynb`, bytes: bytesOf(handedIn(answers)) };
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

for (const [name, [, words]] of Object.entries({ ...hostile, ...dangerous }))
  test(`${name}: no points for it, and the rest is marked`, name in dangerous ? held : {}, () => {
    const { marks } = results.get(name) ?? assert.fail(name);
    const [mark, ...others] = marks;
    assert.notEqual(mark.status, 'pass');
    assert.match(mark.message, words);
    assert.deepEqual(
      others.map(({ points }) => points),
      [2, 2],
    );
    assert.equal(mark.points, 0);
  });

test('the honest student among them has full marks', () => {
  assert.equal(pointsOf(results.get('honest')?.marks ?? []), 6);
});

test('an archive within bounds: the bomb is refused, a way up is only a name', () => {
  assert.match(results.get('bomb')?.refused ?? '', /unpacks to more than is allowed/);
  assert.ok(results.has('tmp') && results.has('x'));
});

test('pages are inert and tables hold no formula', () => {
  const graded = join(folder, 'graded');
  const pages = readdirSync(join(graded, 'feedback')).map((name) => join(graded, 'feedback', name));
  assert.equal(pages.length, results.size);
  for (const page of [...pages, join(graded, 'overview.html')]) {
    const html = readFileSync(page, 'utf8');
    assert.doesNotMatch(html, /<script|<img|<iframe|<a |\son\w+\s*=\s*["']?[^"'&]*alert\([^&]*>/i, page);
    assert.match(html, /default-src 'none'/);
  }
  const marks = readFileSync(join(graded, 'marks.csv'), 'utf8');
  assert.match(marks, /^"'=HYPERLINK\(""http:x""\)"/m);
  for (const start of ['=1', '+1', '-1', '@a', '\t=1', ' =1', '\r=1', '＝1'])
    assert.match(csv([[start]]), /^("')|^'/, JSON.stringify(start));
  assert.equal(csv([['plain', 3, 'a,b', 'a"b']]), 'plain,3,"a,b","a""b"\r\n');
});

test(
  'behind Node there is the system: a program sees neither the course nor a network, and is nobody',
  held,
  async () => {
    const { spawnSync } = await import('node:child_process');
    const again = findJail({ memoryMegabytes: 128, cpuSeconds: 20 }, { hide: [folder] });
    const [program, args] = again.command(7);
    const look = `ls -d '${root}' '${folder}' /etc/passwd /proc/1 2>/dev/null; ls -A '${root}/notebooks' 2>/dev/null; ls /sandbox; (echo x > /sandbox/x) 2>/dev/null && echo written; (echo > /dev/tcp/127.0.0.1/22) 2>&1; id -u; ls /sys/class/net 2>/dev/null; kill -9 1 2>/dev/null; echo alive`;
    const before = args.lastIndexOf(process.execPath);
    const { stdout } = spawnSync(program, [...args.slice(0, before), 'sh', '-c', look], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    rmSync(again.folder, { recursive: true, force: true });
    const lines = stdout.trim().split('\n');
    assert.equal(lines.at(-1), 'alive');
    assert.ok(lines.includes('child.cjs'), stdout);
    for (const word of ['written', 'passwd', 'notebooks', 'hidden', '01-ratio', 'handed'])
      assert.ok(!stdout.includes(word), `${word}: ${stdout}`);
    if (jail.kind === 'root') assert.ok(lines.includes('61007'), stdout);
  },
);

test('no process is left over', held, () => {
  const users = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return ''; // it has just ended
      }
    });
  assert.deepEqual(
    users.filter((line) => line.includes(jail.folder)),
    [],
  );
});
