/**
 * A worker for an explorable: `import { startWorker } from 'notebook-kit/worker'`. Long computations then leave the page responsive.
 */

/** What `inBrowser` makes of its option `worker`: a function without surroundings that loads the worker's code and returns its default export. */
export type WorkerCode = () => (post: (message: unknown) => void) => (message: unknown) => unknown;

export interface PageWorker {
  /** Sends a message to the code. */
  post(message: unknown): void;
  /** Ends the worker; the next `post` starts a new one. */
  stop(): void;
  /** Where the code runs. 'page' where workers are blocked: then it must let the page breathe by itself. */
  readonly place: 'worker' | 'page';
}

/** A worker that belongs to an output which has left the page is ended within this time. */
const LOOK_MS = 5000;

/**
 * Starts the code in a worker made from the page's own text, or in the page where that is not allowed.
 * @param root       the explorable's element: the worker ends when it has left the page
 * @param work       third argument of an explorable's default export
 * @param onMessage  gets what the code posts
 */
export function startWorker(root: HTMLElement, work: WorkerCode, onMessage: (message: unknown) => void): PageWorker {
  let current: Running | null = null;
  const post = (message: unknown): void => {
    current ??= runInWorker(root, work, onMessage, () => (current = null)) ?? runInPage(work, onMessage);
    current.post(message);
  };
  return {
    post,
    stop: () => current?.stop(),
    get place() {
      return current?.place ?? 'worker';
    },
  };
}

type Running = Pick<PageWorker, 'post' | 'stop' | 'place'>;

function runInPage(work: WorkerCode, onMessage: (message: unknown) => void): Running {
  const handle = work()(onMessage);
  return { post: (message) => void Promise.resolve(message).then(handle), stop: () => undefined, place: 'page' };
}

/** Null where the page may not make workers. Some browsers say so only later, by an event: what was posted then goes to the page. */
function runInWorker(
  root: HTMLElement,
  work: WorkerCode,
  onMessage: (message: unknown) => void,
  onStop: () => void,
): Running | null {
  const worker = makeWorker(work);
  if (worker === null) return null;
  let unanswered: unknown[] | null = [];
  let instead: Running | null = null;
  const stop = (): void => {
    clearInterval(watch);
    worker.terminate();
    onStop();
  };
  const watch = setInterval(() => {
    if (!root.isConnected) stop();
  }, LOOK_MS);
  worker.onmessage = ({ data }: MessageEvent<{ ready: true } | { message: unknown }>) => {
    unanswered = null;
    if ('message' in data) onMessage(data.message);
  };
  worker.onerror = () => {
    if (unanswered === null) return;
    clearInterval(watch);
    const page = (instead = runInPage(work, onMessage));
    unanswered.forEach((message) => page.post(message));
    unanswered = null;
  };
  return {
    post: (message) => {
      if (instead !== null) return instead.post(message);
      unanswered?.push(message);
      worker.postMessage(message);
    },
    stop,
    get place() {
      return instead?.place ?? 'worker';
    },
  };
}

function makeWorker(work: WorkerCode): Worker | null {
  const loop = `var handle=(${work.toString()})()(function(m){postMessage({message:m})});onmessage=function(e){handle(e.data)};postMessage({ready:true})`;
  try {
    const address = URL.createObjectURL(new Blob([loop], { type: 'text/javascript' }));
    const worker = new Worker(address);
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    return worker;
  } catch {
    return null;
  }
}
