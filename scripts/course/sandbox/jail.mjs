// How a student's process is started, with whatever this system offers to hold it: of the strongest kind that works here.
//
//   root       own user, own view of the disk (the system's programs and this folder alone), no network, own processes
//   namespace  the same without the own user, for a teacher who is not root, where the system lets users make namespaces
//   node       Node's own permissions and limits only: they stop mistakes, and no malice
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root, scripts } from '../../lib/paths.mjs';

/** @typedef {'root' | 'namespace' | 'node'} Kind */
/** @typedef {{ kind: Kind, command: (slot: number) => [string, string[]], folder: string }} Jail */
/** @typedef {{ memoryMegabytes: number, cpuSeconds: number }} Limits */

/** An answer gets this much, at most; its whole process ten times the time of a call. */
export const usualLimits = { memoryMegabytes: 192, cpuSeconds: 30 };

const here = join(scripts, 'course', 'sandbox');

/**
 * What each kind guarantees, for the teacher's page.
 * @type {Record<Kind, string>}
 */
export const guarantees = {
  root:
    'Every answer ran as a user of its own, in a view of the disk that holds the programs of the system and nothing of the course or of other students, without a network, ' +
    'in a process tree that ends with it, under limits of time, memory, files and processes.',
  namespace:
    'Every answer ran in a view of the disk that holds the programs of the system and nothing of the course or of other students, without a network, ' +
    'in a process tree that ends with it, under limits of time, memory and files. The number of its processes is limited by Node alone.',
  node:
    "This system offers no namespaces, so answers ran under Node's own permissions and limits of time and memory: these stop mistakes, and no malice. A hostile answer could " +
    'read what you can read and use the network. Right results never stand in its memory or on disk, but the solutions of the lessons do. Grade in a container or on Linux for more.',
};

/**
 * @param {Limits} limits
 * @param {{ hide?: string[], only?: Kind }} [options] `hide`: folders that no answer may see, besides the project's
 * @returns {Jail}
 */
export function findJail(limits, { hide = [], only } = {}) {
  const kinds = only ? [only] : /** @type {const} */ (['root', 'namespace', 'node']);
  const folder = mkdtempSync(join(tmpdir(), 'course-jail-'));
  mkdirSync(join(folder, 'root'));
  for (const kind of kinds) {
    /** @type {Jail} */
    const jail = { kind, folder, command: (slot) => commandOf(kind, limits, { folder, hide: [root, ...hide], slot }) };
    if (kind === 'node' || works(jail)) return jail;
  }
  return { kind: 'node', folder, command: (slot) => commandOf('node', limits, { folder, hide, slot }) };
}

/** @param {Jail} jail */
function works({ kind, command }) {
  if (process.platform !== 'linux' || (kind === 'root') !== (process.getuid?.() === 0)) return false;
  const [program, args] = command(0);
  // Without a grader at the other end of its pipes the child reads the end of its input, and ends in order.
  const { status } = spawnSync(program, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'ignore'],
    timeout: 20_000,
  });
  return status === 0;
}

/**
 * @param {Kind} kind
 * @param {Limits} limits
 * @param {{ folder: string, hide: string[], slot: number }} where
 * @returns {[string, string[]]}
 */
function commandOf(kind, { memoryMegabytes, cpuSeconds }, { folder, hide, slot }) {
  const sandbox = kind === 'node' ? here : '/sandbox';
  const node = [process.execPath, ...nodeFlags(sandbox, memoryMegabytes), `${sandbox}/child.cjs`];
  if (kind === 'node') return [node[0], node.slice(1)];
  const limited = [
    'prlimit',
    `--cpu=${cpuSeconds}`,
    '--fsize=1000000',
    '--core=0',
    '--nofile=64',
    `--data=${(memoryMegabytes + 600) * 2 ** 20}`,
  ];
  const user = ['setpriv', '--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'];
  if (kind === 'root') {
    const id = 61_000 + slot;
    user.push(`--reuid=${id}`, `--regid=${id}`, '--clear-groups');
    limited.push('--nproc=48');
  }
  const namespaces = [
    '--mount',
    '--net',
    '--pid',
    '--ipc',
    '--uts',
    '--fork',
    '--kill-child=KILL',
    '--propagation=private',
  ];
  if (kind === 'namespace') namespaces.unshift('--user', '--map-root-user');
  const script = [
    ...namespaces,
    'sh',
    '-c',
    enter,
    'sh',
    join(folder, 'root'),
    here,
    dirname(process.execPath),
    hide.join('\n'),
  ];
  return ['unshare', [...script, ...user, ...limited, ...node]];
}

/** @param {string} sandbox @param {number} memoryMegabytes */
function nodeFlags(sandbox, memoryMegabytes) {
  const names = process.allowedNodeEnvironmentFlags;
  const permission = names.has('--permission') ? '--permission' : '--experimental-permission';
  return [
    permission,
    `--allow-fs-read=${sandbox}/*`,
    `--max-old-space-size=${memoryMegabytes}`,
    '--no-warnings',
    '--disable-proto=delete',
  ];
}

/**
 * In the new namespaces: a root of its own with the system's programs, Node and the sandbox's files, all to be read only.
 * Arguments: the empty folder for it, the sandbox's files, Node's folder, the folders to hide (a line each), then the program.
 */
const enter = `
set -e
new=$1; files=$2; node=$3; hidden=$4; shift 4
mount -t tmpfs -o size=2m,mode=755,nosuid,nodev jail "$new"
show() {
  mkdir -p "$new$2"
  mount --bind "$1" "$new$2"
  mount -o remount,bind,ro,nosuid,nodev "$new$2"
}
for folder in /usr /lib /lib64 /lib32 /bin /sbin /nix/store; do
  if [ -L "$folder" ]; then cp -P "$folder" "$new$folder"
  elif [ -d "$folder" ]; then show "$folder" "$folder"
  fi
done
[ -e "$new$node/node" ] || show "$node" "$node"
[ -e /etc/ld.so.cache ] && mkdir "$new/etc" && cp /etc/ld.so.cache "$new/etc/"
show "$files" /sandbox
echo "$hidden" | while IFS= read -r folder; do
  if [ -n "$folder" ] && [ -d "$new$folder" ]; then mount -t tmpfs -o size=4k,mode=700,ro hidden "$new$folder"; fi
done
mkdir -m 1777 "$new/tmp"
cd "$new"
exec chroot . "$@"
`;
