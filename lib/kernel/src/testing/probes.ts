import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Fixture } from './fixture';
import type { KernelKind } from './kernelClient';
import { KernelClient } from './kernelClient';
import { startOrphan } from './orphan';

/** One of the defects of stock tslab. `run` fails with an AssertionError while the defect is there. */
export interface Probe {
  readonly number: number;
  readonly title: string;
  /** What the failure on stock tslab says, so that another failure is not taken for the defect. */
  readonly defect: RegExp;
  run(bench: ProbeBench): Promise<void>;
}

/** Files of the project that the probes' kernels run in. */
const FILES = {
  'package.json': JSON.stringify({ workspaces: [], tslab: { compilerOptions: { noImplicitReturns: true } } }),
  'lib/foo.ts': 'export const foo: number = 7;',
  'packages/pkg/package.json': '{ "name": "pkg", "main": "src/index.ts", "types": "src/index.ts" }',
  'packages/pkg/src/index.ts':
    "import { helper } from './helper';\nexport const twice = (n: number): number => helper(n) * 2;",
  'packages/pkg/src/helper.ts': 'export const helper = (n: number): number => n + 1;',
};

/** A busy machine may need this long for one cell. */
const ANSWER_MS = 60_000;

/** Where probes run: a project, and kernels of one kind in it. */
export class ProbeBench {
  readonly fixture = new Fixture(FILES);
  private shared: KernelClient | undefined;

  /** @param patience milliseconds to wait where no answer, or no end, is the defect */
  constructor(
    readonly kind: KernelKind,
    readonly patience: number,
  ) {
    this.fixture.link('packages/pkg', 'pkg');
  }

  /** Runs `test` with a kernel that other probes use too. */
  async withKernel(test: (kernel: KernelClient) => Promise<void>): Promise<void> {
    this.shared ??= await this.start(ANSWER_MS);
    await sleep(300); // Stock tslab skips cells for a while after a failure, which is a probe of its own.
    await test(this.shared);
  }

  /** Runs `test` with a kernel of its own, which it may ruin. */
  async withOwnKernel(test: (kernel: KernelClient) => Promise<void>): Promise<void> {
    const kernel = await this.start(this.patience);
    try {
      await test(kernel);
    } finally {
      await kernel.shutdown();
    }
  }

  async close(): Promise<void> {
    await this.shared?.shutdown();
    this.fixture.remove();
  }

  private start(patience: number): Promise<KernelClient> {
    return KernelClient.start(this.kind, this.fixture.notebooks, patience);
  }
}

const flood: Probe = {
  number: 1,
  title: 'a flood of output arrives whole',
  defect: /lines arrived|no answer/,
  run: (bench) =>
    bench.withOwnKernel(async (kernel) => {
      const cell = await kernel.execute('for (let i = 0; i < 5000; i++) console.log(i);');
      const lines = cell.stream('stdout').trimEnd().split('\n');
      assert.equal(lines.length, 5000, `${lines.length} of 5000 lines arrived`);
      assert.deepEqual(
        lines,
        Array.from({ length: 5000 }, (_, i) => String(i)),
      );
      const displays = await kernel.execute(
        "import { newDisplay } from 'tslab'; const d = newDisplay(); for (let i = 0; i < 3000; i++) d.text(String(i));",
      );
      assert.equal(displays.contents('update_display_data').length, 2999);
    }),
};

const errorMessage: Probe = {
  number: 2,
  title: 'an exception gives an error message',
  defect: /no error message/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const { error, reply } = await kernel.execute("const ok = 1;\nthrow new RangeError('clipRange: expected > 0');");
      assert.ok(error, 'no error message');
      assert.equal(error.ename, 'RangeError');
      assert.equal(error.evalue, 'clipRange: expected > 0');
      assert.match(error.traceback.join('\n'), /cell\[\d+\], line 2[^]*> 2 \| throw new RangeError/);
      assert.equal(reply['status'], 'error');
      assert.equal(reply['ename'], 'RangeError');
    }),
};

const abort: Probe = {
  number: 3,
  title: 'after an error only the cells that were waiting are skipped',
  defect: /the next cell was not run/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      await kernel.execute("throw new Error('first')");
      const next = await kernel.execute("console.log('ran')");
      assert.equal(next.stream('stdout'), 'ran\n', 'the next cell was not run');
      const all = await kernel.executeAll(["throw new Error('second')", "console.log('no')"]);
      assert.deepEqual(
        all.map((cell) => cell.reply['status']),
        ['error', 'aborted'],
      );
      assert.equal(all[1]?.stream('stdout'), '');
      const go = await kernel.executeAll(["throw new Error('third')", "console.log('on')"], { stop_on_error: false });
      assert.deepEqual(
        go.map((cell) => cell.reply['status']),
        ['error', 'ok'],
      );
    }),
};

const loopAfterAwait: Probe = {
  number: 4,
  title: 'a loop after an await can be interrupted',
  defect: /no answer to execute_request/,
  run: (bench) =>
    bench.withOwnKernel(async (kernel) => {
      await kernel.execute('const kept = 42;');
      const running = kernel.execute(
        "await new Promise((resolve) => setTimeout(resolve, 20)); console.log('looping'); for (;;) {}",
      );
      await kernel.waitForText('looping');
      kernel.interrupt();
      const cell = await running;
      assert.equal(cell.error?.ename, 'Interrupted');
      assert.equal((await kernel.execute('kept')).result, '42');
    }),
};

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

const unhandledRejection: Probe = {
  number: 8,
  title: 'a rejection that nobody handles fails the cell',
  defect: /the cell did not fail/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const cell = await kernel.execute("void Promise.reject(new Error('forgotten'));\nconsole.log('end');");
      assert.equal(cell.reply['status'], 'error', 'the cell did not fail');
      assert.equal(cell.error?.evalue, 'forgotten');
    }),
};

const exit: Probe = {
  number: 9,
  title: 'process.exit is an error of the cell',
  defect: /the kernel ended|no answer/,
  run: (bench) =>
    bench.withOwnKernel(async (kernel) => {
      await kernel.execute('const kept = 1;');
      const ended = once(kernel.process, 'exit').then(() => undefined);
      const cell = await Promise.race([kernel.execute('process.exit(3)'), ended]);
      assert.ok(cell, 'the kernel ended');
      assert.equal(cell.error?.ename, 'ProcessExitError');
      assert.equal((await kernel.execute('kept')).result, '1');
    }),
};

const comms: Probe = {
  number: 10,
  title: 'comms work in both directions, also while a cell awaits',
  defect: /comm_info_reply/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const info = await kernel.request('comm_info_request', {});
      assert.equal(info.reply.header.msg_type, 'comm_info_reply');
      const running = kernel.execute(`
        const heard = await new Promise((resolve) => (globalThis as any)[Symbol.for('tslab.kernel')]
          .openComm({ targetName: 'probe', data: { start: 1 }, metadata: { version: '2.1.0' }, onMessage: resolve }));
        console.log(JSON.stringify(heard));`);
      const open = await kernel.waitFor((message) => message.header.msg_type === 'comm_open', 'comm_open');
      assert.deepEqual([open.content['target_name'], open.content['data']], ['probe', { start: 1 }]);
      assert.deepEqual(open.metadata, { version: '2.1.0' });
      kernel.tell('comm_msg', { comm_id: open.content['comm_id'], data: { value: 5 } });
      assert.equal((await running).stream('stdout'), '{"value":5}\n');
    }),
};

const executeResult: Probe = {
  number: 11,
  title: 'the last expression is an execute_result',
  defect: /no execute_result/,
  run: (bench) =>
    bench.withKernel(async (kernel) => {
      const cell = await kernel.execute('1 + 1');
      assert.equal(cell.result, '2', 'no execute_result');
      const shown = await kernel.execute(
        "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>', 'text/plain': 'x' }) })",
      );
      const { data } = shown.contents('execute_result')[0] ?? {};
      assert.deepEqual(data, { 'text/html': '<b>x</b>', 'text/plain': 'x' });
    }),
};

const orphan: Probe = {
  number: 12,
  title: 'a kernel whose parent was killed ends by itself',
  defect: /the orphan is still running/,
  async run({ kind, patience, fixture }) {
    const { pid, isAlive } = await startOrphan(kind, fixture.notebooks);
    const limit = Date.now() + patience;
    while (isAlive() && Date.now() < limit) await sleep(100);
    const survived = isAlive();
    if (survived) process.kill(pid, 'SIGKILL');
    assert.ok(!survived, 'the orphan is still running');
  },
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
        await sleep(300); // See withKernel.
        said = await attempt();
      }
      assert.equal(said, '4\n');
    }),
};

/** In the order of the table in README.md. */
export const probes: readonly Probe[] = [
  flood,
  errorMessage,
  abort,
  loopAfterAwait,
  topLevelAwait,
  importAbove,
  typescriptPackage,
  unhandledRejection,
  exit,
  comms,
  executeResult,
  orphan,
  strict,
  shorthand,
  renaming,
  lateFile,
];
