import { once } from 'node:events';
import * as fs from 'node:fs';
import * as net from 'node:net';
import * as os from 'node:os';
import * as path from 'node:path';
import type { Connection } from '../protocol/wire';

/** Writes a connection file with free ports. */
export async function writeConnection(): Promise<{ file: string; connection: Connection }> {
  const [shell_port, iopub_port, stdin_port, control_port, hb_port] = await freePorts(5);
  const connection = {
    transport: 'tcp',
    ip: '127.0.0.1',
    key: 'key-of-the-tests',
    signature_scheme: 'hmac-sha256',
    kernel_name: 'tslab',
    ...{ shell_port, iopub_port, stdin_port, control_port, hb_port },
  } as Connection;
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'kernel-')), 'connection.json');
  fs.writeFileSync(file, JSON.stringify(connection));
  return { file, connection };
}

/** Ports of the loopback interface that nothing listens on at the moment. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => net.createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as net.AddressInfo).port);
  await Promise.all(servers.map((server) => once(server.close(), 'close')));
  return ports;
}

/** Whether something listens on a port of the loopback interface. */
export function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const finish = (connected: boolean): void => {
      socket.destroy();
      resolve(connected);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}
