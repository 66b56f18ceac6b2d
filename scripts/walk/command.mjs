// npm run walk -- [LESSON...] [--pictures N]: goes through the lessons in JupyterLab as a reader would, in a Chromium without a window, and takes
// pictures. Nothing of the reader's is touched: the lessons are copies, and progress is kept in the walk's own folder.
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { pathToFileURL } from 'node:url';
import { answerCell } from '../lib/notebooks/answerCell.mjs';
import { findNotebooks, idAfter, lessonName, readNotebook, textOf } from '../lib/notebooks/files.mjs';
import { solutionsOf } from '../lib/notebooks/solutions.mjs';
import { cache, root, scripts } from '../lib/paths.mjs';
import { Problem } from '../lib/problems.mjs';
import { setUp } from '../lib/setup.mjs';
import { findBrowser, launchBrowser } from '../lib/test/browser.mjs';
import { walkLesson } from './walkLesson.mjs';

/** Where the pictures go, a folder for each lesson, and `report.json`. */
const pictures = join(cache, 'walk');
/** JupyterLab shows no hidden folder, so the copies lie in one that is built. */
const copies = join(root, 'lib', 'notebook', 'dist', 'work', 'walk');

export async function walkCommand() {
  const { positionals, limit } = readArguments();
  const files = findNotebooks(positionals);
  const executablePath = await findBrowser();
  if (executablePath === null) throw new Problem('There is no Chromium: install one, or set CHROME_PATH.');
  await setUp();
  for (const folder of [copies, pictures]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  files.forEach(copyAnswered);
  const lab = await startLab();
  const browser = await launchBrowser(executablePath);
  const report = [];
  try {
    for (const file of files) {
      const name = lessonName(file);
      const folder = join(pictures, name);
      mkdirSync(folder);
      const found = await walkLesson(browser, { address: lab.addressOf(name), folder, limit });
      report.push({ lesson: name, ...found });
      console.log(`  ${name}: ${found.faults.length === 0 ? 'nothing found' : ''}`);
      for (const fault of found.faults) console.log(`    ${fault}`);
    }
  } finally {
    writeFileSync(join(pictures, 'report.json'), `${JSON.stringify(report, null, 1)}\n`);
    await browser.close();
    await lab.stop();
  }
  console.log(`  Pictures and report.json: ${pictures}`);
  process.exitCode = report.every(({ faults }) => faults.length === 0) ? 0 : 1;
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { pictures: { type: 'string', default: '40' } },
    });
    const limit = Number(values.pictures);
    if (!(Number.isInteger(limit) && limit > 0)) throw new Error(`--pictures ${values.pictures} is no count.`);
    return { positionals, limit };
  } catch (error) {
    const says = /** @type {Error} */ (error).message;
    throw new Problem(`${says} npm run walk -- [LESSON...] [--pictures N]: at most N pictures of a lesson's outputs.`);
  }
}

/**
 * A copy of a lesson whose first exercise is answered as its worked solution does, and the others not at all.
 * @param {string} path
 */
function copyAnswered(path) {
  const notebook = readNotebook(path);
  const { exercises } = solutionsOf(lessonName(path));
  const stub = notebook.cells.find((cell) => Object.hasOwn(exercises, idAfter(cell, 'exercise:') ?? ''));
  if (stub) stub.source = answerCell(textOf(stub.source), exercises[String(idAfter(stub, 'exercise:'))].solution);
  writeFileSync(join(copies, `${lessonName(path)}.ipynb`), JSON.stringify(notebook, null, 1));
}

/** @returns {Promise<{ addressOf: (lesson: string) => string, stop: () => Promise<unknown> }>} */
async function startLab() {
  const module = JSON.stringify(pathToFileURL(join(scripts, 'lib', 'lab.mjs')).href);
  const program = `import { runLab } from ${module}; process.exit(await runLab({ browser: false, folder: ${JSON.stringify(copies)} }));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...process.env, NOTEBOOK_PROGRESS_DIR: join(pictures, 'progress') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^\s*(http:\S+\/)[^/]+\.ipynb(\?token=\w+)$/.exec(line);
    if (!found) continue;
    return {
      addressOf: (lesson) => `${found[1]}${lesson}.ipynb${found[2]}`,
      stop: () => {
        child.kill();
        return ended;
      },
    };
  }
  throw new Problem('JupyterLab ended without an address.');
}
