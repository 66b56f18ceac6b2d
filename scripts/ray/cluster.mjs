// A Ray cluster for tests, inside the namespaces of namespace.mjs: a head, and a second machine that is a network namespace of its own
// behind a pair of virtual network cards. What is to fail is ended by its process number.
import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [headIp, nodeIp, port] = ['10.77.0.1', '10.77.0.2', 6379];
export const address = `${headIp}:${port}`;

/** How long Ray takes to miss a machine that is silent: a minute by default, which the next run would have to wait for. */
const health = {
  RAY_health_check_period_ms: '1000',
  RAY_health_check_timeout_ms: '5000',
  RAY_health_check_failure_threshold: '3',
};

/**
 * @typedef {object} Process
 * @property {number} pid
 * @property {number} parent
 * @property {string} net its network namespace
 * @property {string} command
 */

export class Cluster {
  /** @param {string} python one that has Ray */
  constructor(python) {
    this.ray = join(dirname(python), 'ray');
    this.far = spawn('unshare', ['--net', 'sleep', 'infinity'], { stdio: 'ignore' });
    this.inFar = ['nsenter', '-t', String(this.far.pid), '--net'];
  }

  async start() {
    const here = networkOf('self');
    while (networkOf(String(this.far.pid)) === here) await new Promise((resolve) => setTimeout(resolve, 10));
    ip('link', 'add', 'va', 'type', 'veth', 'peer', 'name', 'vb', 'netns', String(this.far.pid));
    ip('addr', 'add', `${headIp}/24`, 'dev', 'va');
    ip('link', 'set', 'va', 'up');
    for (const args of [`addr add ${nodeIp}/24 dev vb`, 'link set vb up', 'link set lo up']) {
      run([...this.inFar, 'ip', ...args.split(' ')]);
    }
    run([this.ray, 'start', '--head', `--port=${port}`, '--include-dashboard=false', ...this.common(headIp)]);
  }

  startNode() {
    run([...this.inFar, this.ray, 'start', `--address=${address}`, ...this.common(nodeIp)]);
  }

  /** Everything on the second machine. */
  killNode() {
    const net = networkOf(String(this.far.pid));
    for (const { pid } of processes()) {
      if (pid !== this.far.pid && networkOf(String(pid)) === net) kill(pid);
    }
  }

  cutLink() {
    ip('link', 'set', 'va', 'down');
  }

  /** The second machine comes back, as after a restart. */
  restoreNode() {
    this.killNode();
    ip('link', 'set', 'va', 'up');
    this.startNode();
  }

  /** The Node processes of the workers. */
  workers() {
    return processes().filter(({ command }) => /ppo-worker-[^/]*\.cjs/.test(command));
  }

  /** @param {string} nodeIp */
  common(nodeIp) {
    const options = ['--disable-usage-stats', '--num-cpus=4', '--object-store-memory=100000000'];
    const temp = nodeIp === headIp ? [`--temp-dir=${process.env.RAY_TMPDIR}`] : [];
    return [`--node-ip-address=${nodeIp}`, ...options, ...temp];
  }
}

/** @param {number} pid */
export function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error; // it is gone
  }
}

/** @returns {Process[]} of this process namespace */
function processes() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return [{ pid: Number(pid), parent: Number(parent), net: networkOf(pid), command }];
    } catch {
      return []; // it ended meanwhile
    }
  });
}

/** @param {string} pid */
function networkOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return '';
  }
}

/** @param {string[]} args */
const ip = (...args) => run(['ip', ...args]);

/** @param {string[]} command */
function run([program, ...args]) {
  const env = { ...process.env, ...health };
  const { status, stderr } = spawnSync(program, args, { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status === 0) return;
  throw new Error(`${program} ${args.join(' ')}: ${stderr?.trim().split('\n').at(-1) ?? 'cannot be started'}`);
}
