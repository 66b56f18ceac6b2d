import { parseArgs } from 'node:util';
import { report } from './lessonsCommand.mjs';
import { MyLessons } from './myLessons.mjs';
import { myLessons } from './paths.mjs';
import { Problem, reportAndExit } from './problems.mjs';
import { runLab } from './lab.mjs';
import { setUp } from './setup.mjs';

export async function start() {
  try {
    const options = readOptions();
    await setUp(options);
    bringLessons();
    process.exit(await runLab({ ...options, folder: myLessons }));
  } catch (error) {
    reportAndExit(error);
  }
}

function bringLessons() {
  const mine = new MyLessons();
  const states = mine.update();
  for (const line of report(states, mine)) console.log(`  ${line}`);
  if ([...states.values()].some((state) => ['offered', 'both touched'].includes(state)))
    console.log('  What is new in them: npm run lessons');
}

function readOptions() {
  const known = /** @type {const} */ ({
    'no-browser': { type: 'boolean' },
    port: { type: 'string' },
    'retry-native': { type: 'boolean' },
    'unchecked-download': { type: 'boolean' },
  });
  let values;
  try {
    ({ values } = parseArgs({ options: known }));
  } catch (error) {
    throw new Problem(
      `${/** @type {Error} */ (error).message} Known options: --no-browser, --port N, --retry-native, --unchecked-download.`,
    );
  }
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65536)) {
    throw new Problem(`--port ${values.port} is not a port: give a whole number from 1 to 65535.`);
  }
  return {
    browser: !values['no-browser'],
    port,
    retryNative: values['retry-native'] === true,
    uncheckedDownload: values['unchecked-download'] === true,
  };
}
