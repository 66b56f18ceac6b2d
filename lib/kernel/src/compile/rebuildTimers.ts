type Callback = (...values: unknown[]) => void;

/** The timers of a ts.System, both there or none. */
export interface SystemTimers {
  setTimeout?: ((callback: Callback, delay: number, ...values: unknown[]) => unknown) | undefined;
  clearTimeout?: ((timer: unknown) => void) | undefined;
}

/** One thing that the compiler wants to do before the next build. */
interface Task {
  readonly run: () => void;
}

/**
 * Lets the compiler wait for more than one thing. tslab has room for a single timer, which it runs when a cell is
 * compiled, and it refuses every later cell ("Unexpected pending rebuildTimer") once a second one has been asked for, as
 * the compiler does when an import that was not found appears on the disk, or once a build has thrown. Here all tasks
 * share that one timer, and it is free again after an exception.
 * @param system of tslab's converter, changed in place
 * @param skip is asked before the tasks run; where it says true, they wait for the next time
 */
export function shareRebuildTimer(system: SystemTimers, skip: () => boolean = () => false): void {
  const { setTimeout: startTimer, clearTimeout: freeTimer } = system;
  if (startTimer === undefined || freeTimer === undefined) return;
  const waiting = new Set<Task>();
  let timer: { readonly handle: unknown } | undefined;

  const runAll = (): void => {
    const running = timer;
    try {
      if (skip()) return;
      // A task may add further tasks.
      for (let [task] = waiting; task !== undefined; [task] = waiting) {
        waiting.delete(task);
        task.run();
      }
    } catch (error) {
      freeTimer(running?.handle);
      throw error;
    } finally {
      timer = undefined;
    }
  };
  system.setTimeout = (callback: Callback, delay: number, ...values: unknown[]): Task => {
    const task: Task = { run: () => callback(...values) };
    waiting.add(task);
    timer ??= { handle: startTimer(runAll, delay) };
    return task;
  };
  system.clearTimeout = (task) => void waiting.delete(task as Task);
}
