/** Pages without isolation have no shared memory; there, no second thread looks at the flag. */
const Memory = typeof SharedArrayBuffer === 'function' ? SharedArrayBuffer : ArrayBuffer;

/** Shared between the threads: 1 while the main thread runs code that must not be terminated half-way. */
export const protectionFlag = new Int32Array(new Memory(4));

/** Runs kernel code that an interrupt has to wait for, such as the compiler, whose state would be lost. */
export function protect<T>(run: () => T): T {
  Atomics.store(protectionFlag, 0, 1);
  try {
    return run();
  } finally {
    Atomics.store(protectionFlag, 0, 0);
  }
}
