// Ray listens on every network interface and, without a token, does what anyone who reaches it says; at its start it also looks for a
// cloud around it. Here it runs in a network namespace from which no route leads out, and a process namespace that takes all of its
// processes with it when it ends.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isolate = ['--net', '--pid', '--fork', '--kill-child', '--mount', '--mount-proc'];
const enter = 'ip link set lo up && test -z "$(ip route)" && exec "$@"';

/**
 * Program and arguments that run a command in namespaces of its own.
 * @param {string[]} command
 * @returns {[string, string[]]}
 */
export function isolated(command) {
  return ['unshare', [...isolate, 'sh', '-c', enter, 'sh', ...command]];
}

/** Why there can be no namespaces here, null if there can. */
export function whyNotIsolated() {
  if (process.platform !== 'linux') return 'network namespaces exist on Linux only';
  const [program, args] = isolated(['true']);
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status === 0) return null;
  const reason = error?.message ?? stderr.trim().split('\n').at(-1);
  return `network namespaces cannot be made here (${reason}); they need root`;
}

/** Variables of the environment that a user of Ray may have and that would lead our Ray elsewhere. */
const foreign = /^RAY_/;

/**
 * A home of its own for Ray, so that it neither reads nor leaves anything in the user's, with a short path: Ray makes sockets in it.
 * @param {NodeJS.ProcessEnv} [more]
 * @returns {{ env: NodeJS.ProcessEnv, home: string, close: () => void }}
 */
export function rayHome(more = {}) {
  const home = mkdtempSync(join(tmpdir(), 'ray-'));
  mkdirSync(join(home, 't'));
  mkdirSync(join(home, '.ray'));
  writeFileSync(join(home, '.ray/auth_token'), randomBytes(32).toString('hex'), { mode: 0o600 });
  // Keeps Ray from asking the network which cloud this is.
  writeFileSync(join(home, 'ray_bootstrap_config.yaml'), 'provider: {type: local}\n');
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  const env = {
    ...Object.fromEntries(own),
    HOME: home,
    RAY_TMPDIR: join(home, 't'),
    RAY_USAGE_STATS_ENABLED: '0',
    RAY_USAGE_STATS_PROMPT_ENABLED: '0',
    RAY_AUTH_MODE: 'token',
    RAY_worker_niceness: '0', // it makes its workers polite, and on a busy machine they starve
    RAY_raylet_start_wait_time_s: '300', // 30, on a busy machine, are too few
    OMP_NUM_THREADS: '1',
    ...more,
  };
  return { env, home, close: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }) };
}
