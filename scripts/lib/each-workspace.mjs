// Runs one npm script in every package that has it.
import { spawn } from 'node:child_process';
import { Problem, reportAndExit } from './problems.mjs';
import { root } from './paths.mjs';
import { setUp } from './setup.mjs';
import { workspaces } from './workspaces.mjs';

export async function runInEachWorkspace(script) {
  try {
    await setUp();
    const having = workspaces().filter(({ scripts }) => scripts[script]);
    if (having.length === 0) throw new Problem(`No package has a script "${script}".`);
    for (const { name, path, scripts } of having) {
      console.log(`\n${name}: ${scripts[script]}`);
      await runScript(script, path);
    }
  } catch (error) {
    reportAndExit(error);
  }
}

/** With what follows `--` on the command line handed on. */
function runScript(script, path) {
  const args = ['run', '--silent', script, '--workspace', path, '--', ...process.argv.slice(2)];
  const child = spawn('npm', args, { cwd: root, stdio: 'inherit' });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Problem(`${path}: ${script} failed.`))));
  });
}
