import { setTimeout as sleep } from 'node:timers/promises';
import { Fixture } from '../fixture';
import { KernelClient } from '../kernelClient';
import type { KernelKind } from '../kernelKinds';

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
export const ANSWER_MS = 240_000;

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
    this.shared ??= await KernelClient.start(this.kind, this.fixture.notebooks, { patience: ANSWER_MS });
    await sleep(300); // Stock tslab skips cells for a while after a failure, which is a probe of its own.
    await test(this.shared);
  }

  /** Runs `test` with a kernel of its own, which it may ruin. */
  async withOwnKernel(test: (kernel: KernelClient) => Promise<void>): Promise<void> {
    await KernelClient.use(this.kind, this.fixture.notebooks, test, { patience: this.patience });
  }

  async close(): Promise<void> {
    await this.shared?.shutdown();
    this.fixture.remove();
  }
}
