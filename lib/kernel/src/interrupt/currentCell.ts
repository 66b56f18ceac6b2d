import { realSetImmediate } from './realTimers';

/**
 * Which cell the code belongs to that runs now. A cell that has ended may have left something going; what that does, and
 * how it fails, is not the business of the cell that runs meanwhile. Timers and awaits restore the cell that began them;
 * for other events, such as a file that was read, nobody knows.
 */
let current: number | undefined;
let forgetting = false;

/** Number of the cell that the running code belongs to; undefined when it is not known. */
export function currentCell(): number | undefined {
  return current;
}

/** What runs now, up to the next turn of the event loop or the next call, belongs to this cell. */
export function continueCell(cell: number | undefined): void {
  current = cell;
  if (forgetting || cell === undefined) return;
  forgetting = true;
  realSetImmediate(() => {
    forgetting = false;
    current = undefined;
  });
}
