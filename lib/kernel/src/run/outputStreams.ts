import type { StreamName } from '../protocol/ioMessages';

/**
 * Takes over what cells print. Each write leaves the main thread at once, since a loop may follow that never lets it
 * run again; the thread that owns the sockets collects the pieces.
 * @param send passes a piece of output on
 */
export function captureOutput(send: (name: StreamName, text: string) => void): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const decoder = new TextDecoder();
    const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
      send(name, typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') queueMicrotask(() => (callback as () => void)());
      return true;
    };
    // The stream below belongs to whoever started the kernel, and later cells print too: it is never closed.
    const end = (...last: readonly unknown[]): NodeJS.WriteStream => {
      if (typeof last[0] === 'string' || last[0] instanceof Uint8Array) write(last[0]);
      const callback = last.find((one) => typeof one === 'function');
      if (callback !== undefined) queueMicrotask(callback as () => void);
      return process[name];
    };
    const destroy = (): NodeJS.WriteStream => process[name];
    for (const [key, value] of Object.entries({ write, end, destroy })) {
      Object.defineProperty(process[name], key, { value, writable: true, configurable: true });
    }
  }
}
