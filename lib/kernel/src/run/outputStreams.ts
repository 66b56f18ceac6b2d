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
    Object.defineProperty(process[name], 'write', { value: write, writable: true, configurable: true });
  }
}
