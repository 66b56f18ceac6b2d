import * as path from 'node:path';

/** How a kernel under test is started and interrupted. */
export interface KernelKind {
  /** Arguments of Node, before `--config-path <file>`. */
  readonly argv: readonly string[];
  readonly interrupt: 'message' | 'signal';
}

/** The project's kernel. */
export const ourKernel: KernelKind = {
  argv: ['--no-force-async-hooks-checks', path.join(__dirname, '..', 'launch.js')],
  interrupt: 'message',
};

/** tslab as it comes from npm. */
export const stockKernel: KernelKind = { argv: [require.resolve('tslab/bin/tslab'), 'kernel'], interrupt: 'signal' };

/** The Node that runs the kernels under test. */
export const kernelNode = process.env['KERNEL_TEST_NODE'] ?? process.execPath;
