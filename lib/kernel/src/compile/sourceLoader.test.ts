import assert from 'node:assert/strict';
import test from 'node:test';
import typescript from 'typescript';
import { Fixture } from '../testing/fixture';
import { KernelClient } from '../testing/kernelClient';
import { ourKernel } from '../testing/kernelKinds';
import { kernelTests, withOwnKernel } from '../testing/kernelTests';

const testOnKernel = kernelTests({ 'notebooks/plain.js': 'export const plain = 3;' });

testOnKernel('an edit of an imported file is seen at once, by the type check too', async (kernel, fixture) => {
  fixture.write('notebooks/edited.ts', 'export const a = 1;');
  assert.equal((await kernel.execute("import { a } from './edited'; a")).result, '1');
  fixture.write('notebooks/edited.ts', "export const a = 'text'; export const b = 2;");
  const cell = await kernel.execute("import { a, b } from './edited'; a.length + b");
  assert.equal(cell.result, '6', cell.error?.evalue);
});

testOnKernel(
  'an edit is seen behind two files that did not change, also one of equal length',
  async (kernel, fixture) => {
    fixture.write('lib/inner.ts', 'export const n = 1;');
    fixture.write('lib/middle.ts', "import { n } from './inner';\nexport const twice = 2 * n;");
    fixture.write('notebooks/outer.ts', "import { twice } from '../lib/middle';\nexport const four = 2 * twice;");
    const cell = "import { four } from './outer'; four";
    for (const n of [1, 2, 3]) {
      fixture.write('lib/inner.ts', `export const n = ${n};`);
      assert.equal((await kernel.execute(cell)).result, String(4 * n));
    }
  },
);

testOnKernel('an edit reaches every importer of a file, not only the first', async (kernel, fixture) => {
  fixture.write('notebooks/base.ts', "export const text = 'old';");
  for (const name of ['left', 'right'])
    fixture.write(`notebooks/${name}.ts`, `import { text } from './base';\nexport const ${name} = text;`);
  const cell = "import { left } from './left'; import { right } from './right'; left + right";
  assert.equal((await kernel.execute(cell)).result, 'oldold');
  fixture.write('notebooks/base.ts', "export const text = 'new';");
  assert.equal((await kernel.execute(cell)).result, 'newnew');
});

testOnKernel(
  'modules in memory and JavaScript beside the notebook can be imported, and change',
  async (kernel, fixture) => {
    await kernel.execute('/** @module mine */\nexport const mine: number = 1;');
    const use = "import { mine } from './mine'; import { plain } from './plain.js'; mine + plain";
    assert.equal((await kernel.execute(use)).result, '4');
    await kernel.execute('/** @module mine */\nexport const mine: number = 10;');
    fixture.write('notebooks/plain.js', 'export const plain = 30;');
    assert.equal((await kernel.execute(use)).result, '40');
  },
);

test('an ES module package loads without a warning', () =>
  withOwnKernel(
    async (kernel) => {
      const cell = await kernel.execute("import { seven } from 'esm-only'; seven");
      assert.equal(cell.result, '7', cell.error?.evalue);
      await kernel.execute('1');
      assert.deepEqual(
        kernel.published.filter((message) => message.content['name'] === 'stderr'),
        [],
      );
      await kernel.shutdown();
      assert.equal(kernel.terminal, '');
    },
    {
      'node_modules/esm-only/package.json': '{ "type": "module", "main": "index.js", "types": "index.d.ts" }',
      'node_modules/esm-only/index.js': 'export const seven = 7;',
      'node_modules/esm-only/index.d.ts': 'export declare const seven: number;',
    },
    { terminal: 'collect' },
  ));

test('a built package keeps its code until the kernel starts again; its errors show the source lines', async () => {
  const source = (n: number): string =>
    `type Unused = { a: 1 };\nexport function answer(fail: boolean): number {\n  if (fail) throw new Error('asked to');\n  return ${n};\n}\n`;
  const fixture = new Fixture({
    'packages/built/package.json': '{ "name": "built", "main": "dist/index.js", "types": "dist/index.d.ts" }',
    'packages/built/dist/index.d.ts': 'export declare function answer(fail: boolean): number;',
  });
  const build = (n: number): void => {
    const options = { module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022, sourceMap: true };
    const fileName = '../src/index.ts';
    const built = typescript.transpileModule(source(n), { fileName, compilerOptions: options });
    const map = JSON.parse(built.sourceMapText ?? '') as object;
    fixture.write('packages/built/src/index.ts', source(n));
    fixture.write('packages/built/dist/index.js', built.outputText);
    fixture.write('packages/built/dist/index.js.map', JSON.stringify({ ...map, sources: [fileName] }));
  };
  build(1);
  fixture.link('packages/built', 'built');
  const cell = "import { answer } from 'built'; answer(false)";
  await KernelClient.use(ourKernel, fixture.notebooks, async (kernel) => {
    assert.equal((await kernel.execute(cell)).result, '1');
    const failed = await kernel.execute('answer(true)');
    assert.match(failed.error?.traceback.join('\n') ?? '', /at answer \(\.\.\/packages\/built\/src\/index\.ts:3:19\)/);
    build(2);
    assert.equal((await kernel.execute(cell)).result, '1');
  });
  await KernelClient.use(ourKernel, fixture.notebooks, async (kernel) => {
    assert.equal((await kernel.execute(cell)).result, '2');
  });
  fixture.remove();
});
