import assert from 'node:assert/strict';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests();

testOnKernel('an error in a timer fails the cell that is running', async (kernel) => {
  const cell = await kernel.execute(
    "setTimeout(() => { throw new Error('from a timer') }, 5); await new Promise((resolve) => setTimeout(resolve, 5000));",
  );
  assert.equal(cell.error?.evalue, 'from a timer');
});

testOnKernel('process.exit in a callback does not end the kernel either', async (kernel) => {
  const cell = await kernel.execute(
    'setTimeout(() => process.exit(1), 5); await new Promise((resolve) => setTimeout(resolve, 5000));',
  );
  assert.equal(cell.error?.ename, 'ProcessExitError');
});
