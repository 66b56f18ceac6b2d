import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { ANSWER_MS } from './probeBench';
import type { Probe } from './probeBench';

const topLevelAwait: Probe = {
  number: 5,
  title: 'await (expression) and for await work at the top level',
  defect: /await/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const one = await kernel.execute('const four = await (Promise.resolve(4)); console.log(four);');
      assert.equal(one.stream('stderr'), '');
      assert.equal(one.stream('stdout'), '4\n');
      const each = await kernel.execute('for await (const item of [Promise.resolve(1), 2]) console.log(item);');
      assert.equal(each.stream('stdout'), '1\n2\n');
    }),
};

const importAbove: Probe = {
  number: 6,
  title: 'a file above the notebook can be imported',
  defect: /rootDir/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const cell = await kernel.execute("import { foo } from '../lib/foo'; console.log(foo + 1);");
      assert.equal(cell.error?.evalue ?? cell.stream('stderr'), '');
      assert.equal(cell.stream('stdout'), '8\n');
    }),
};

const typescriptPackage: Probe = {
  number: 7,
  title: 'a workspace package in TypeScript loads, and an edit deep inside is seen',
  defect: /SyntaxError|Unexpected token|Unknown file extension|MODULE_NOT_FOUND|Cannot find module/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const cell = "import { twice } from 'pkg'; console.log(twice(1));";
      const first = await kernel.execute(cell);
      assert.equal(first.error?.evalue ?? first.stream('stderr'), '');
      assert.equal(first.stream('stdout'), '4\n');
      bench.fixture.write('packages/pkg/src/helper.ts', 'export const helper = (n: number): number => n + 100;');
      assert.equal((await kernel.execute(cell)).stream('stdout'), '202\n', 'the edit was not seen');
    }),
};

const strict: Probe = {
  number: 13,
  title: 'cells are strict and package.json can set compiler options',
  defect: /was accepted/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const loose = await kernel.execute('const text: string = null;');
      assert.equal(loose.reply['status'], 'error', 'null was accepted as a string');
      assert.match(loose.error?.evalue ?? '', /^cell\[\d+\]:1:7 - TS2322: /);
      const missing = await kernel.execute('function sign(x: number) { if (x > 0) return 1; }');
      assert.match(missing.error?.evalue ?? 'a missing return was accepted', /TS7030/);
    }),
};

const shorthand: Probe = {
  number: 14,
  title: 'the shorthand { a } works for a name of an earlier cell',
  defect: /epsilon is not defined/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      await kernel.execute("import { join } from 'path'; const epsilon = 0.2; let count = 0;");
      const cell = await kernel.execute(
        'console.log(JSON.stringify({ epsilon, in: [{ epsilon }], shadow: ((epsilon: number) => ({ epsilon }))(5) }));',
      );
      assert.equal(cell.error?.evalue ?? cell.stream('stderr'), '');
      assert.equal(cell.stream('stdout'), '{"epsilon":0.2,"in":[{"epsilon":0.2}],"shadow":{"epsilon":5}}\n');
      assert.equal((await kernel.execute("console.log({ join }.join('a', 'b'));")).stream('stdout'), 'a/b\n');
      const assign = '({ count } = { count: 3 }); console.log(count); ({ count = 4 } = {} as { count?: number });';
      assert.equal((await kernel.execute(`${assign} console.log(count);`)).stream('stdout'), '3\n4\n');
    }),
};

const renaming: Probe = {
  number: 15,
  title: 'the pattern { a: x } works for a value of an earlier cell',
  defect: /'exports' (has already been declared|before initialization)/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      await kernel.execute('const batch = { size: 64, range: [3, 4], inner: { seed: 9 } }; const scale = 10;');
      const cell = await kernel.execute(
        'const { size: n, range: [low], inner: { seed: s = 1 } } = batch; console.log(n, low, s);',
      );
      assert.equal(cell.error?.evalue ?? cell.stream('stderr'), '');
      assert.equal(cell.stream('stdout'), '64 3 9\n');
      const scaled = await kernel.execute(
        'const scaled = ({ size: m }: typeof batch) => m * scale; console.log(scaled(batch));',
      );
      assert.equal(scaled.error?.evalue ?? scaled.stream('stdout'), '640\n');
    }),
};

const lateFile: Probe = {
  number: 16,
  title: 'an imported file that was missing is found once it is there',
  defect: /Unexpected pending rebuildTimer/,
  run: (bench) =>
    bench.withOwnKernel(async (kernel) => {
      const attempt = async (): Promise<string> => {
        const cell = await kernel.execute("import { late } from './late'; console.log(late);");
        return cell.error?.evalue ?? cell.stream('stderr') + cell.stream('stdout');
      };
      const missing = /Cannot find module/;
      let said = await attempt();
      assert.match(said, missing);
      bench.fixture.write('notebooks/late.ts', 'export const late = 4;');
      const limit = Date.now() + ANSWER_MS;
      while (missing.test(said) && Date.now() < limit) {
        await sleep(300); // As in ProbeBench.withKernel.
        said = await attempt();
      }
      assert.equal(said, '4\n');
    }),
};

/** What goes wrong between the text of a cell and the code that runs. */
export const compileProbes: readonly Probe[] = [
  topLevelAwait,
  importAbove,
  typescriptPackage,
  strict,
  shorthand,
  renaming,
  lateFile,
];
