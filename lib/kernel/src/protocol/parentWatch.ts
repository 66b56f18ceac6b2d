const EVERY_MS = 2000;

/**
 * Ends this process when the one that started it (JPY_PARENT_PID, set by Jupyter) has gone without saying goodbye.
 * Runs beside the main thread, so that a busy cell does not keep an orphan alive.
 */
export function watchParent(): void {
  const parent = Number(process.env['JPY_PARENT_PID']);
  if (!Number.isInteger(parent) || parent <= 1) return;
  const started = process.ppid;
  setInterval(() => {
    const adopted = started === parent && process.ppid !== parent;
    if (adopted || !isAlive(parent)) process.kill(process.pid, 'SIGKILL');
  }, EVERY_MS).unref();
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
