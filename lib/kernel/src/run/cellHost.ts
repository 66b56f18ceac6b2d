/** What running a cell asks of the place where it runs: Node (run/nodeHost), or a worker of a page (page). */
export interface CellHost {
  /**
   * The value of an expression among the globals.
   * @param file its name in stacks
   * @param columnOffset added to the columns of its first line in stacks, where the place can do so
   */
  evaluate(code: string, file: string, columnOffset: number): unknown;
  /** What `require` is in cells. */
  readonly require: (name: string) => unknown;
  /**
   * Calls `run` from the event loop, with nothing of the kernel on the stack and no promise of the kernel waiting behind
   * it: the code may be terminated at any point, which discards both.
   */
  inFreshTask(run: () => void): void;
  /** Calls `run` after the event loop has gone round once. */
  nextTurn(run: () => void): void;
}
