import assert from 'node:assert/strict';
import { interrupted } from '../testing/interrupting';
import type { KernelClient } from '../testing/kernelClient';
import { kernelTests } from '../testing/kernelTests';

const testOnKernel = kernelTests({ 'notebooks/boom.ts': "export const before = 1;\nthrow new Error('boom');" });

/** Runs cells and returns the last one's result, or its error. */
async function last(kernel: KernelClient, ...cells: readonly string[]): Promise<string | undefined> {
  let shown: string | undefined;
  for (const cell of cells) {
    const { result, error } = await kernel.execute(cell, { stop_on_error: false });
    shown = error ? `${error.ename}: ${error.evalue}` : result;
  }
  return shown;
}

testOnKernel('a variable is one for its cell, its functions, later cells and their functions', async (kernel) => {
  await last(kernel, 'let n = 1; const add = () => { n += 1; };', 'add(); n += 10; const later = () => n;');
  assert.equal(await last(kernel, 'add(); n'), '13');
  assert.equal(await last(kernel, 'n = 100; add(); later()'), '101');
});

testOnKernel(
  'after it was declared again, a name means the new variable; the old functions keep theirs',
  async (kernel) => {
    await last(kernel, 'let m = 1; const old = () => m;', 'const seen = () => m;', "let m = 'new';");
    assert.equal(await last(kernel, '[old(), seen(), m].join()'), '1,new,new');
    assert.equal(await last(kernel, 'm = "newer"; [old(), seen()].join()'), '1,newer');
  },
);

testOnKernel(
  'a function of an earlier cell sees a new variable once the line that declares it has run',
  async (kernel) => {
    await last(kernel, 'let rate = 1;', 'const read = () => rate;');
    assert.equal(await last(kernel, 'const first = read(); let rate = 2; [first, read()].join()'), '1,2');
  },
);

testOnKernel('assignments before and after an await, in callbacks and patterns arrive', async (kernel) => {
  await last(
    kernel,
    'let a = 0, b = 0; for (let i = 0; i < 10; i++) { a += i; await null; }\n[a, b] = [b, a];',
    'setTimeout(() => { a = 5; }, 1); await new Promise((done) => setTimeout(done, 20)); a++;',
  );
  assert.equal(await last(kernel, '[a, b].join()'), '6,45');
});

testOnKernel('var, loops over var, classes, enums and namespaces are variables like others', async (kernel) => {
  await last(
    kernel,
    'for (var i = 0; i < 3; i++) {}\nenum E { A = 4 }\nnamespace N { export const x = 5; }\nclass C { static n = 6; }',
  );
  assert.equal(await last(kernel, '[E.A, N.x, C.n].join()'), '4,5,6');
});

testOnKernel('names like those of the parameters of an accessor work', async (kernel) => {
  await last(kernel, 'let value = 1, value_ = 2, arguments_ = 3;', 'value = 4; value_ = 5;');
  assert.equal(await last(kernel, '[value, value_, arguments_].join()'), '4,5,3');
});

testOnKernel('a failed cell: what ran is known with its value and type, what did not is as before', async (kernel) => {
  await last(kernel, "const kept = 'old';");
  await last(
    kernel,
    "import { join } from 'node:path';\nlet count = 1; function helper() { return count; }\ncount = 7;\nthrow new Error('x');\nconst kept = 5, unborn = 6;",
  );
  assert.equal(await last(kernel, "[join('a', 'b'), count, helper(), kept.toUpperCase()].join()"), 'a/b,7,7,OLD');
  assert.match((await last(kernel, 'unborn')) ?? '', /TS2304: Cannot find name 'unborn'/);
});

testOnKernel(
  'a failed cell: a name that was declared again before the failure has the new value and type',
  async (kernel) => {
    await last(kernel, 'const level = 3;', "const level = 'high'; throw new Error('x');");
    assert.equal(await last(kernel, 'level.toUpperCase()'), 'HIGH');
  },
);

testOnKernel('a failed cell: the statement that fails declares nothing', async (kernel) => {
  await last(kernel, 'let batch = [1];', "let batch: string = (() => { throw new Error('x'); })();");
  assert.equal(await last(kernel, 'batch.length'), '1');
});

testOnKernel('a failed import declares nothing of its module', async (kernel) => {
  await last(kernel, "const ok = 1; import { before } from './boom';");
  assert.match((await last(kernel, 'before')) ?? '', /TS2304: Cannot find name 'before'/);
});

testOnKernel('an interrupted loop: its variables have what they had', async (kernel) => {
  await interrupted(
    kernel,
    "let steps = 0; const log: number[] = [];\nfor (;;) { steps++; log.push(steps); if (steps === 3) console.log('started'); await new Promise((done) => setTimeout(done, 1)); }",
  );
  assert.equal(await last(kernel, 'steps >= 3 && log.length === steps'), 'true');
  await interrupted(kernel, "let spins = 0; console.log('started'); for (;;) spins++;");
  assert.equal(await last(kernel, 'spins > 1000'), 'true');
});

testOnKernel('what goes on of a failed cell declares nothing any more', async (kernel) => {
  await last(kernel, "const name = 'mine';");
  await last(
    kernel,
    "setTimeout(() => { throw new Error('stray'); }, 1); await new Promise((done) => setTimeout(done, 100)); const name = 5;",
  );
  assert.equal(await last(kernel, 'await new Promise((done) => setTimeout(done, 300)); name.toUpperCase()'), 'MINE');
});

testOnKernel('a name stays readable among hundreds, also after many changes', async (kernel) => {
  const many = Array.from({ length: 300 }, (_, i) => `let v${i} = ${i};`).join(' ');
  await last(kernel, many, many);
  assert.equal(await last(kernel, 'v7 += v299; v7'), '306');
});
