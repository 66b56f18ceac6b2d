import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import test from 'node:test';
import { Fixture } from './testing/fixture';
import { kernelNode, ourKernel } from './testing/kernelKinds';
import { withOwnKernel } from './testing/kernelTests';

test('a kernel writes nothing to the terminal and leaves when it is told to', () =>
  withOwnKernel(
    async (kernel) => {
      const cell = await kernel.execute("console.log('x'); console.error('y'); fetch;");
      assert.equal(cell.stream('stderr'), 'y\n');
      const running = kernel.execute("await null; console.log('started'); for (;;) {}");
      await kernel.waitForText('started');
      kernel.interrupt();
      await running;
      assert.equal(await kernel.shutdown(), 0);
      assert.equal(kernel.terminal, '');
    },
    {},
    { terminal: 'collect' },
  ));

test('wrong options in package.json end the start with a sentence', async () => {
  const fixture = new Fixture({ 'package.json': '{ "tslab": { "compilerOptions": { "strikt": true } } }' });
  const connection = path.join(fixture.root, 'connection.json');
  fs.writeFileSync(connection, '{}');
  const child = spawn(kernelNode, [...ourKernel.argv, '--config-path', connection], { cwd: fixture.notebooks });
  let text = '';
  child.stderr.on('data', (piece) => (text += String(piece)));
  const [code] = (await once(child, 'close')) as [number];
  assert.equal(code, 1);
  assert.match(text, /^package\.json, tslab\.compilerOptions: Unknown compiler option 'strikt'\..*\n$/);
  fixture.remove();
});
