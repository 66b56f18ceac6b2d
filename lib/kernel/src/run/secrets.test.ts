import assert from 'node:assert/strict';
import test from 'node:test';
import { withOwnKernel } from '../testing/kernelTests';
import { forgetSecrets } from './secrets';

const secrets = ['JUPYTER_TOKEN', 'JUPYTER_TOKEN_FILE', 'JUPYTERHUB_API_TOKEN', 'JPY_API_TOKEN', 'JPY_COOKIE_SECRET'];

test('what lets a program into the server is forgotten, anything else stays', () => {
  const others = ['PATH', 'JPY_PARENT_PID', 'JUPYTER_RUNTIME_DIR', 'JUPYTERHUB_USER', 'MY_TOKEN'];
  const environment = Object.fromEntries([...secrets, ...others].map((name) => [name, 'x']));
  forgetSecrets(environment);
  assert.deepEqual(Object.keys(environment), others);
});

test('neither a cell nor a process that it starts finds the token of the server', () =>
  withOwnKernel(
    async (kernel) => {
      const cell = await kernel.execute(
        `import { execFileSync } from 'node:child_process';
        const names = ${JSON.stringify(secrets)};
        const show = 'console.log(' + JSON.stringify(names) + '.filter((name) => name in process.env).join())';
        console.log(names.filter((name) => name in process.env).join() + execFileSync(process.execPath, ['-e', show]));`,
      );
      assert.equal(cell.error?.evalue, undefined);
      assert.equal(cell.stream('stdout').trim(), '');
    },
    {},
    { environment: Object.fromEntries(secrets.map((name) => [name, 'let me in'])) },
  ));
