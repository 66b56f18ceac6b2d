import assert from 'node:assert/strict';
import test from 'node:test';
import typescript from 'typescript';
import { cellCompilerOptions } from './compilerOptions';

test("the options of cells are strict, take the project's, and refuse what cells depend on", () => {
  const options = (requested: Record<string, unknown>): typescript.CompilerOptions =>
    cellCompilerOptions(typescript, requested, '/');
  assert.deepEqual(options({}), { strict: true });
  assert.equal(options({ strict: false }).strict, false);
  assert.deepEqual(options({ lib: ['es2023'] }).lib, ['lib.es2023.d.ts']);
  assert.throws(() => options({ outDir: 'x' }), /"outDir" is fixed for notebook cells/);
  assert.throws(() => options({ strikt: true }), /Unknown compiler option 'strikt'/);
  assert.throws(() => options({ strict: 'yes' }), /'strict' requires a value of type boolean/);
});
