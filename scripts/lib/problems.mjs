// Turns what went wrong into one plain sentence that says what to do.

/** An error whose message is meant for the reader: it is printed alone, without a stack. */
export class Problem extends Error {
  /**
   * @param {string} message
   * @param {string} [details] what a program printed
   */
  constructor(message, details = '') {
    super(message);
    this.name = 'Problem';
    this.details = details;
  }
}

const again = 'then run the same command again: it goes on where this one stopped.';

/** @type {{ kind: string, pattern: RegExp, sentence: (doing: string) => string }[]} */
const kinds = [
  {
    kind: 'disk',
    pattern: /ENOSPC|EDQUOT|no space left on device|disk quota exceeded|not enough (free )?(disk )?space/i,
    sentence: () => `The disk is full: free about 3 GB, ${again}`,
  },
  {
    kind: 'network',
    pattern: new RegExp(
      [
        'ENOTFOUND|EAI_AGAIN|ECONNRESET|ECONNREFUSED|ECONNABORTED|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT',
        'UND_ERR_|network request to .* failed|socket hang up|fetch failed',
        'Temporary failure in name resolution|Name or service not known|nodename nor servname',
        'Failed to establish a new connection|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Read timed out',
        'Connection broken|IncompleteRead|ProtocolError|ProxyError|Max retries exceeded|Connection aborted|Could not resolve',
      ].join('|'),
      'i',
    ),
    sentence: (doing) => `The connection was lost while ${doing}: check the network, ${again}`,
  },
  {
    kind: 'permission',
    pattern: /EACCES|EPERM|EROFS|permission denied|read-only file system/i,
    sentence: (doing) =>
      `A file could not be written while ${doing}: make the project folder writable for you, ${again}`,
  },
];

/**
 * Which known kind of failure a program's output (or an error's text) shows, or null.
 * @param {string} text
 */
export function kindOfFailure(text) {
  return kinds.find(({ pattern }) => pattern.test(text))?.kind ?? null;
}

/**
 * The Problem for a failed step.
 * @param {string} doing what was being done, as in "while installing the npm packages"
 * @param {string} text  the failed program's output, or an error's message
 */
export function explain(doing, text) {
  const known = kinds.find(({ pattern }) => pattern.test(text));
  if (known) return new Problem(known.sentence(doing), text);
  return new Problem(`Something failed while ${doing}: the lines above say what; mend it, ${again}`, text);
}

/**
 * Prints a Problem (or an unforeseen error) and ends the process with exit code 1.
 * @param {unknown} error
 * @returns {never}
 */
export function reportAndExit(error) {
  if (error instanceof Problem) {
    if (error.details && kindOfFailure(error.details) === null) console.error(lastLines(error.details, 30));
    console.error(`\n${error.message}`);
  } else {
    const text = error instanceof Error ? error.message : String(error);
    if (kindOfFailure(text)) console.error(`\n${explain('setting up', text).message}`);
    else console.error(error);
  }
  process.exit(1);
}

/**
 * @param {string} text
 * @param {number} count
 */
export function lastLines(text, count) {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}
