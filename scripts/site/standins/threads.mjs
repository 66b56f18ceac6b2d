// node:worker_threads, node:net, node:child_process and packages that need them: a page has neither threads of Node nor sockets nor processes.
const absent = (/** @type {string} */ what) =>
  class {
    constructor() {
      throw new Error(`${what} does not exist in a page: open the lesson in the installed edition for this cell`);
    }
  };
const Process = absent('a process of node:child_process');

export const { MessageChannel } = globalThis;
export const isMainThread = true;
export const parentPort = null;
export const workerData = undefined;
export const receiveMessageOnPort = () => undefined;
export const Worker = absent('a thread of node:worker_threads');
export const Socket = absent('a socket of node:net');
export const connect = () => new Socket();
export const spawn = () => new Process();
export const setMaxListeners = () => {};
export class EventEmitter {}
export default absent('a pool of threads');
