import test, { after, before } from 'node:test';
import { Fixture } from './fixture';
import type { KernelOptions } from './kernelClient';
import { KernelClient } from './kernelClient';
import { ourKernel } from './kernelKinds';

type KernelTest = (kernel: KernelClient, fixture: Fixture) => Promise<void>;

/**
 * A `test` whose tests share one kernel, which is started before the first of them and ended after the last.
 * @param files of the project that it runs in, by path
 */
export function kernelTests(files: Readonly<Record<string, string>> = {}): (title: string, run: KernelTest) => void {
  const fixture = new Fixture({ 'package.json': '{ "workspaces": [] }', ...files });
  let kernel: KernelClient | undefined;
  before(async () => {
    kernel = await KernelClient.start(ourKernel, fixture.notebooks);
  });
  after(async () => {
    await kernel?.shutdown();
    fixture.remove();
  });
  return (title, run) => {
    test(title, () => run(kernel as KernelClient, fixture));
  };
}

/** Calls `run` with a kernel that it may ruin, in a project of its own. @param files of the project, by path */
export async function withOwnKernel(
  run: KernelTest,
  files: Readonly<Record<string, string>> = {},
  options: KernelOptions = {},
): Promise<void> {
  const fixture = new Fixture(files);
  try {
    await KernelClient.use(ourKernel, fixture.notebooks, (kernel) => run(kernel, fixture), options);
  } finally {
    fixture.remove();
  }
}
