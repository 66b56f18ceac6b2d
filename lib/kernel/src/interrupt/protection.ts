/** Shared between the threads: 1 while the main thread runs code that must not be terminated half-way. */
export const protectionFlag = new Int32Array(new SharedArrayBuffer(4));

/** Runs kernel code that an interrupt has to wait for, such as the compiler, whose state would be lost. */
export function protect<T>(run: () => T): T {
  Atomics.store(protectionFlag, 0, 1);
  try {
    return run();
  } finally {
    Atomics.store(protectionFlag, 0, 0);
  }
}
