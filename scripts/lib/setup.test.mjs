// Set-up when something is missing or breaks off: one plain sentence, an exit code, and a next run that goes on.
// Each test works on a scratch copy of the scripts, in a folder whose name has something of everything, with stand-ins for npm, Python
// and the compiler on PATH.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { scripts } from './paths.mjs';

/** A project whose lock file asks for nothing, and a PATH that holds only what a test puts there. */
class Scratch {
  /** @param {import('node:test').TestContext} t */
  constructor(t) {
    const outside = mkdtempSync(join(tmpdir(), 'setup-test-'));
    t.after(() => rmSync(outside, { recursive: true, force: true }));
    this.root = join(outside, "Übung #1 (50% $& 'x') [y] {z}");
    this.bin = join(this.root, 'bin');
    mkdirSync(this.root);
    cpSync(scripts, join(this.root, 'scripts'), { recursive: true });
    this.write('package.json', JSON.stringify({ name: 'scratch', workspaces: [] }));
    this.write('package-lock.json', JSON.stringify({ packages: { 'node_modules/one': { version: '1.0.0' } } }));
    this.write('notebooks/solutions/.keep', '');
    this.program('npm', workingNpm);
    this.program('python3', workingPython);
    for (const name of ['mkdir', 'cat', 'chmod', 'ln', 'rm']) this.link(name);
    symlinkSync(process.execPath, join(this.bin, 'node'));
  }

  /**
   * @param {string} path
   * @param {string} text
   */
  write(path, text) {
    mkdirSync(join(this.root, path, '..'), { recursive: true });
    writeFileSync(join(this.root, path), text);
  }

  /**
   * A stand-in: a shell script on PATH. Its variable ROOT is the project.
   * @param {string} name
   * @param {string} body
   */
  program(name, body) {
    const path = join(this.bin, name);
    mkdirSync(this.bin, { recursive: true });
    writeFileSync(path, `#!/bin/sh\nROOT=${quoted(this.root)}\n${body}\n`);
    chmodSync(path, 0o755);
  }

  /** @param {string} name */
  link(name) {
    const path = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(path, join(this.bin, name));
  }

  /** @param {string} path */
  has(path) {
    return existsSync(join(this.root, path));
  }

  /**
   * @param {NodeJS.ProcessEnv} [env]
   * @param {string[]} [options]
   */
  start(env = {}, options = []) {
    const done = spawnSync(
      process.execPath,
      [join(this.root, 'scripts', 'run.mjs'), 'start', '--no-browser', ...options],
      {
        env: { PATH: this.bin, HOME: this.root, ...env },
        encoding: 'utf8',
      },
    );
    return { code: done.status, out: done.stdout, err: done.stderr, last: done.stderr.trim().split('\n').at(-1) ?? '' };
  }
}

/** @param {string} text for a shell */
const quoted = (text) => `'${text.replaceAll("'", () => "'\\''")}'`;

const workingNpm = `
if [ "$1" = ci ]; then
  mkdir -p "$ROOT/node_modules/one" && echo '{}' > "$ROOT/node_modules/one/package.json"
  cat "$ROOT/package-lock.json" > "$ROOT/node_modules/.package-lock.json"
fi`;

// Answers the version question; makes a .venv whose python is a stand-in for pip and for the unpacking of the wheel.
const workingPython = `
if [ "$1" = -c ]; then echo 3.11.7; exit; fi
mkdir -p "$3/bin" && cat > "$3/bin/python" <<'END'
#!/bin/sh
ROOT=__ROOT__
[ -f "$ROOT/pip-fails" ] && [ "$2" = pip ] && cat "$ROOT/pip-fails" && exit 1
if [ "$3" = download ]; then
  [ -f "$ROOT/download-fails" ] && cat "$ROOT/download-fails" && exit 1
  for last; do :; done
  : > "$ROOT/.cache/downloads/tensorflow_cpu-2.15.1.whl"
fi
case "$1" in *extract_libtensorflow.py)
  mkdir -p "$3/lib"
  [ -f "$ROOT/unpacking-fails" ] && cat "$ROOT/unpacking-fails" && exit 1 ;;
esac
exit 0
END
chmod +x "$3/bin/python"`.trim();

/** @param {import('node:test').TestContext} t */
function scratch(t) {
  const project = new Scratch(t);
  project.program(
    'python3',
    workingPython.replaceAll('__ROOT__', () => quoted(project.root)),
  );
  return project;
}

/**
 * The package tfjs-node, with a download host that refuses the connection.
 * @param {Scratch} project
 * @param {string} [index]
 */
function withTfjsNode(project, index = workingBinding) {
  const folder = 'node_modules/@tensorflow/tfjs-node';
  project.write(
    `${folder}/package.json`,
    JSON.stringify({ main: 'index.js', binary: { host: 'https://127.0.0.1:1/x' } }),
  );
  for (const name of ['tfjs_backend.cc', 'tfjs_binding.cc']) project.write(`${folder}/binding/${name}`, '');
  project.write(`${folder}/index.js`, index);
}

const workingBinding = `module.exports = { getBackend: () => 'tensorflow', matMul: () => ({ dataSync: () => [11] }) };`;
const workingCompiler = 'for last; do :; done; [ "$last" = --version ] || : > "$last"';
const builtHere = /native TensorFlow \.\.\. built on the libraries of tensorflow-cpu/;
const onlyLinux = {
  skip: process.platform !== 'linux' || process.arch !== 'x64' ? 'the wheel is for Linux x64' : false,
};
const goesOn = /then run the same command again: it goes on where this one stopped\.$/;

test('an older Node is told which one is needed, before anything is done', (t) => {
  const project = scratch(t);
  project.write('old.cjs', `Object.defineProperty(process, 'versions', { value: { node: '18.20.4' } });`);
  const run = project.start({ NODE_OPTIONS: `--require=${JSON.stringify(join(project.root, 'old.cjs'))}` });
  assert.equal(run.code, 1);
  assert.equal(
    run.err.trim(),
    'Node 20.19 or newer is needed, and this is 18.20.4: install a newer one (nodejs.org, or: nvm install 22), then run the same command again.',
  );
  assert.equal(project.has('node_modules'), false);
});

test('an install that runs out of disk says so, and the next run goes on', (t) => {
  const project = scratch(t);
  project.program('npm', 'echo "npm error code ENOSPC" >&2; exit 228');
  const run = project.start();
  assert.equal(run.code, 1);
  assert.match(run.last, /^The disk is full: free about 3 GB, /);
  assert.match(run.last, goesOn);
  assert.equal(run.err.trim().split('\n').length, 1, 'one sentence only');
  project.program('npm', workingNpm);
  project.program('python3', 'exit 1');
  assert.match(project.start().out, /npm packages \.\.\. \d/);
});

test('an install that ends well but warns of a full disk is not taken for complete', (t) => {
  const project = scratch(t);
  project.program(
    'npm',
    `${workingNpm}\necho "npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write" >&2`,
  );
  assert.match(project.start().last, /^The disk is full/);
  assert.equal(project.has('node_modules/.package-lock.json'), false);
});

test('an install that loses the connection says so', (t) => {
  const project = scratch(t);
  project.program('npm', 'echo "npm error code ENOTFOUND" >&2; exit 1');
  const run = project.start();
  assert.equal(run.code, 1);
  assert.match(run.last, /^The connection was lost while installing the npm packages: check the network, /);
  assert.match(run.last, goesOn);
});

test('no npm', (t) => {
  const project = scratch(t);
  rmSync(join(project.bin, 'npm'));
  assert.match(project.start().last, /^npm was not found: install Node with npm/);
});

for (const [what, body, found] of [
  ['no working Python', 'exit 1', 'no working Python was found'],
  ['a Python that is too old', 'echo 3.9.2', 'only Python 3.9.2 was found'],
]) {
  test(`${what} is named, with what to install`, (t) => {
    const project = scratch(t);
    project.program('python3', body);
    const run = project.start();
    assert.equal(run.code, 1);
    assert.match(run.last, new RegExp(`^Python 3.10 or newer is needed, but ${found}: install it .*python3-venv`));
    assert.match(project.start().out, /npm packages \.\.\. already there/);
  });
}

test('a missing venv module is named, with what to install', (t) => {
  const project = scratch(t);
  project.program(
    'python3',
    'if [ "$1" = -c ]; then echo 3.11.2; else echo "ensurepip is not available. Please apt install python3.11-venv"; exit 1; fi',
  );
  const run = project.start();
  assert.equal(run.code, 1);
  assert.match(
    run.last,
    /^Python 3\.11\.2 has no venv module: install it \(Debian, Ubuntu: sudo apt install python3-venv\)/,
  );
});

test('a half-made .venv is not taken for complete', onlyLinux, (t) => {
  const project = scratch(t);
  withTfjsNode(project);
  project.write('pip-fails', 'ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device');
  const first = project.start();
  assert.equal(first.code, 1);
  assert.match(first.last, /^The disk is full/);
  assert.equal(project.has('.venv/bin/python'), true, 'it stopped after making .venv');
  project.write('pip-fails', 'ReadTimeoutError: Read timed out.');
  const second = project.start();
  assert.match(second.out, /JupyterLab \.\.\. failed/);
  assert.match(second.last, /^The connection was lost while installing JupyterLab/);
  rmSync(join(project.root, 'pip-fails'));
  assert.match(project.start().out, /JupyterLab \.\.\. Python 3\.11\.7/);
  assert.match(project.start().out, /JupyterLab \.\.\. already there/);
});

test('a missing compiler is named before anything is downloaded for it', onlyLinux, (t) => {
  const project = scratch(t);
  withTfjsNode(project);
  project.write('download-fails', 'it must not be downloaded yet');
  const run = project.start();
  assert.equal(run.code, 1);
  assert.match(
    run.last,
    /^A C\+\+ compiler is needed .*install one \(Debian, Ubuntu: sudo apt install g\+\+; macOS: xcode-select/,
  );
  assert.match(run.last, goesOn);
  rmSync(join(project.root, 'download-fails'));
  project.program('g++', workingCompiler);
  assert.match(project.start().out, builtHere);
});

/** @type {[step: string, sentence: RegExp][]} */
const halfWay = [
  ['download-fails', /^The connection was lost while downloading TensorFlow/],
  ['unpacking-fails', /^The connection was lost|^The disk is full/],
];
for (const [step, sentence] of halfWay) {
  test(
    `TensorFlow whose ${step.replace('-', ' ')} half-way is neither taken for complete nor given up`,
    onlyLinux,
    (t) => {
      const project = scratch(t);
      withTfjsNode(project);
      project.program('g++', workingCompiler);
      project.write(
        step,
        step === 'download-fails' ? 'ReadTimeoutError: Read timed out.' : '[Errno 28] No space left on device',
      );
      const run = project.start();
      assert.equal(run.code, 1);
      assert.match(run.last, sentence);
      rmSync(join(project.root, step));
      assert.match(project.start().out, builtHere);
      assert.match(project.start().out, /native TensorFlow \.\.\. already there/);
    },
  );
}

test('where no native TensorFlow can be had, one notice gives the reason and set-up goes on', onlyLinux, (t) => {
  const project = scratch(t);
  withTfjsNode(project);
  project.program('g++', workingCompiler);
  project.write(
    'download-fails',
    "WARNING: Retrying after connection broken by 'NewConnectionError'\nERROR: No matching distribution found",
  );
  const run = project.start();
  const notices = run.out.split('\n').filter((line) => line.includes('Notice'));
  assert.equal(notices.length, 1);
  assert.match(
    notices[0],
    /WebAssembly backend, because the tensorflow-cpu wheel could not be downloaded\. To try again/,
  );
  assert.match(run.out, /building the packages/);
  assert.equal(JSON.parse(readFileSync(join(project.root, '.cache', 'tfjs-node.json'), 'utf8')).backend, 'wasm');
  rmSync(join(project.root, 'download-fails'));
  assert.match(
    project.start().out,
    /native TensorFlow \.\.\. not available[^]*Notice/,
    'not tried again at every start',
  );
  assert.match(project.start({}, ['--retry-native']).out, builtHere);
});

test('what no hash pins is downloaded only for who asks for it, and then as the last way', onlyLinux, (t) => {
  const project = scratch(t);
  withTfjsNode(project);
  const folder = 'node_modules/@tensorflow/tfjs-node';
  project.write(`${folder}/scripts/install.js`, "require('fs').writeFileSync('fetched', '');");
  project.program('g++', workingCompiler);
  project.write('download-fails', 'ERROR: No matching distribution found');
  const reachable = { HTTPS_PROXY: 'http://127.0.0.1:1' }; // the host is then not asked first
  assert.match(project.start(reachable).out, /native TensorFlow \.\.\. not available[^]*Notice/);
  assert.equal(project.has(`${folder}/fetched`), false);
  const unreachable = project.start({}, ['--unchecked-download']);
  assert.match(unreachable.out, /because the tensorflow-cpu wheel .*; 127\.0\.0\.1:1 is not reachable\./);
  assert.match(
    project.start(reachable, ['--unchecked-download']).out,
    /native TensorFlow \.\.\. own download, unchecked/,
  );
  assert.equal(project.has(`${folder}/fetched`), true);
});

test('every Python package that set-up installs is pinned by a hash', () => {
  for (const name of ['requirements.txt', 'requirements-tensorflow.txt']) {
    const text = readFileSync(join(scripts, name), 'utf8').replaceAll(/\\\r?\n/g, '');
    const packages = text.split('\n').filter((line) => /^[\w.[\]-]+==/.test(line));
    assert.ok(packages.length > 0, name);
    assert.deepEqual(
      packages.filter((line) => !/--hash=sha256:[0-9a-f]{64}/.test(line)),
      [],
    );
  }
});

test('a binding that loads but does not compute is not used', onlyLinux, (t) => {
  const project = scratch(t);
  withTfjsNode(project, workingBinding.replace('11', '12'));
  project.program('g++', workingCompiler);
  assert.match(project.start().out, /Notice: .*the binding does not load on this machine/);
  assert.equal(project.has('node_modules/@tensorflow/tfjs-node/deps'), false);
});
