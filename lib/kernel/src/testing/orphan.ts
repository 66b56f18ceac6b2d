import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../protocol/parentWatch';
import { canConnect, writeConnection } from './connection';
import type { KernelKind } from './kernelKinds';
import { kernelNode } from './kernelKinds';

/**
 * Starts a kernel by way of a helper process, waits until it listens, and kills the helper without warning.
 * @returns the kernel's process id
 */
export async function startOrphan(kind: KernelKind, cwd: string): Promise<{ pid: number; isAlive: () => boolean }> {
  const { file, connection } = await writeConnection();
  const script = `
    const child = require('node:child_process').spawn(process.argv[1], JSON.parse(process.argv[2]),
      { stdio: 'ignore', detached: true, env: { ...process.env, JPY_PARENT_PID: String(process.pid) } });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const argv = JSON.stringify([...kind.argv, '--config-path', file]);
  const helper = spawn(process.execPath, ['-e', script, kernelNode, argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd,
  });
  const [line] = (await once(helper.stdout, 'data')) as [Buffer];
  const pid = Number(line.toString());
  while (!(await canConnect(connection.hb_port))) await sleep(50);
  fs.rmSync(path.dirname(file), { recursive: true });
  helper.kill('SIGKILL');
  await once(helper, 'exit');
  return { pid, isAlive: () => isAlive(pid) };
}
