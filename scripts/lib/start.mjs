import { parseArgs } from 'node:util';
import { Problem, reportAndExit } from './problems.mjs';
import { runLab } from './lab.mjs';
import { setUp } from './setup.mjs';

export async function start() {
  try {
    const options = readOptions();
    await setUp(options);
    process.exit(await runLab(options));
  } catch (error) {
    reportAndExit(error);
  }
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
