/** What both Node and browsers may have; neither has both in its type library here. */
declare const globalThis: {
  readonly setImmediate?: (callback: () => void) => unknown;
  readonly MessageChannel?: new () => {
    readonly port1: { onmessage: (() => void) | null; close(): void };
    readonly port2: { postMessage(message: unknown): void };
  };
};

/** Lets timers, messages and interrupts have their turn. In a page a message does it: nested timers wait at least 4 ms there. */
export function breathe(): Promise<void> {
  const { setImmediate, MessageChannel } = globalThis;
  return new Promise((resolve) => {
    if (setImmediate !== undefined) {
      setImmediate(resolve);
      return;
    }
    if (MessageChannel === undefined)
      throw new Error('train: this runtime has neither setImmediate nor MessageChannel');
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(null);
  });
}
