/** What a cell gets instead of the end of the process. */
export class ProcessExitError extends Error {
  override readonly name = 'ProcessExitError';

  constructor(call: string) {
    super(`${call} would end the kernel and lose every variable; to end a cell early, return from a function or throw`);
  }
}

const endings = ['exit', 'reallyExit', 'abort'] as const;
const originals = new Map(endings.map((name) => [name, Reflect.get(process, name) as unknown]));

/** Ends the process, for the kernel itself. */
export function exitProcess(code: number): never {
  for (const [name, value] of originals) replace(name, value); // process.exit calls process.reallyExit
  process.exit(code);
}

/** Makes process.exit and its relatives throw in the code that calls them. */
export function guardProcessExit(): void {
  const refuse =
    (name: string) =>
    (...args: unknown[]): never => {
      throw new ProcessExitError(`process.${name}(${args.map(String).join(', ')})`);
    };
  for (const name of endings) replace(name, refuse(name));
}

function replace(name: string, value: unknown): void {
  Object.defineProperty(process, name, { value, writable: true, configurable: true });
}

/** Calls `handle` with every error that nobody caught. It must not throw. */
export function catchStrayErrors(handle: (reason: unknown) => void): void {
  process.on('unhandledRejection', handle);
  process.on('uncaughtException', handle);
}
