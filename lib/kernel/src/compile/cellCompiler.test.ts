import assert from 'node:assert/strict';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests();

testOnKernel('variables, functions, classes and imports can be declared again with another type', async (kernel) => {
  await kernel.execute("const value = 1; class A { x = 1 } function f() { return 'old' } import { join } from 'path';");
  const cell = await kernel.execute(
    "const value = 'text'; class A { y = 2 } function f() { return 2 } value + new A().y + f()",
  );
  assert.equal(cell.result, 'text22');
  assert.equal((await kernel.execute("join('a', 'b')")).result, 'a/b');
});

testOnKernel('a cell that does not compile is not run, and changes no name', async (kernel) => {
  await kernel.execute('const base = 10;');
  await kernel.execute("const base: string = 11; const fresh = 1; console.log('not run');");
  assert.equal((await kernel.execute('base')).result, '10');
  assert.match((await kernel.execute('fresh')).error?.evalue ?? '', /TS2304: Cannot find name 'fresh'/);
});

testOnKernel('a failure inside the compiler fails that cell only', async (kernel) => {
  const compiler = JSON.stringify(require.resolve('@tslab/typescript-for-tslab'));
  await kernel.execute(`
    const { sys } = require(${compiler});
    const { fileExists } = sys;
    sys.fileExists = (file: string) => {
      if (file.includes('unlucky')) throw new Error('disk trouble');
      return fileExists(file);
    };`);
  const failed = await kernel.execute("import './unlucky';");
  assert.match(failed.error?.evalue ?? '', /disk trouble/);
  assert.equal((await kernel.execute('sys.fileExists = fileExists; 2 + 2')).result, '4');
});
