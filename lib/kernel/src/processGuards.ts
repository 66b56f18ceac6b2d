/** What a cell gets instead of the end of the process. */
export class ProcessExitError extends Error {
  override readonly name = 'ProcessExitError';

  constructor(call: string) {
    super(`${call} would end the kernel and lose every variable; to end a cell early, return from a function or throw`);
  }
}

/** The real process.exit, for the kernel itself. */
export const exitProcess: (code: number) => never = process.exit.bind(process);

/** Makes process.exit and its relatives throw in the code that calls them. */
export function guardProcessExit(): void {
  const refuse =
    (name: string) =>
    (...args: unknown[]): never => {
      throw new ProcessExitError(`process.${name}(${args.map(String).join(', ')})`);
    };
  for (const name of ['exit', 'reallyExit', 'abort']) {
    Object.defineProperty(process, name, { value: refuse(name), writable: true, configurable: true });
  }
}

/**
 * Brings errors that nobody caught to the running cell.
 * @param fail makes the running cell fail; false when there is none, @param report shows the error otherwise
 */
export function catchStrayErrors(fail: (reason: unknown) => boolean, report: (reason: unknown) => void): void {
  const handle = (reason: unknown): void => {
    if (!fail(reason)) report(reason);
  };
  process.on('unhandledRejection', handle);
  process.on('uncaughtException', handle);
}
