// npm run tensorboard: opens a folder of runs that tensorboardLog wrote. TensorBoard is no part of the project's set-up: it is installed
// into .cache, when it is asked for.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Problem, reportAndExit } from '../lib/problems.mjs';
import { ensureTensorboard } from './install.mjs';

const known = `npm run tensorboard -- [FOLDER] [--port 6006]   opens the runs of FOLDER (runs) on this computer, until Ctrl+C
npm run tensorboard -- test                      compares what tensorboardLog writes with what TensorBoard reads`;

export async function tensorboardCommand() {
  try {
    const { folder, port } = readOptions(process.argv.slice(2));
    if (folder === 'test') return await (await import('./check.mjs')).checkReading();
    const directory = resolve(folder);
    if (!existsSync(directory)) {
      throw new Problem(`There is no folder ${directory}. Write runs there first: tensorboardLog('${folder}').`);
    }
    const python = await ensureTensorboard();
    // Only this computer can reach it: whoever can, reads every run, and there is no password.
    const args = ['-m', 'tensorboard.main', '--logdir', directory, '--host', '127.0.0.1', '--port', port];
    const server = spawn(python, args, { stdio: 'inherit' });
    const code = await new Promise((done) => server.on('close', done));
    process.exitCode = code === null ? 0 : Number(code); // Ctrl+C reaches it too
  } catch (error) {
    reportAndExit(error);
  }
}

/** @param {string[]} args */
export function readOptions(args) {
  try {
    const options = /** @type {const} */ ({ port: { type: 'string', default: '6006' } });
    const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
    const [folder = 'runs', more] = positionals;
    const port = Number(values.port);
    if (more !== undefined) throw new Error(`one folder at a time, got "${positionals.join(' ')}".`);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port: got "${values.port}".`);
    return { folder, port: String(port) };
  } catch (error) {
    throw new Problem(`npm run tensorboard: ${/** @type {Error} */ (error).message} It knows\n${known}`);
  }
}
