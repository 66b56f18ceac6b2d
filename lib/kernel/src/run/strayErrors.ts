import { currentCell } from '../interrupt/currentCell';
import { stackOf } from './anyValue';

/** What stray errors are brought to. */
export interface StrayErrorTargets {
  /** Number of the cell that is running, if one is. */
  running(): number | undefined;
  /** Makes the running cell fail. */
  fail(reason: unknown): void;
  /** Shows an error beside a cell that has ended; undefined stands for the latest one. */
  report(reason: unknown, cell: number | undefined): void;
}

/**
 * Brings an error that nobody caught, such as a rejection that nobody handles, to the cell that it belongs to: the running
 * cell fails, beside an earlier one it is shown. Where nobody knows, it is the running cell's.
 */
export function bringToCell(reason: unknown, targets: StrayErrorTargets): void {
  const running = targets.running();
  const cell = currentCell() ?? cellInStack(reason, running);
  if (running !== undefined && (cell === undefined || cell === running)) targets.fail(reason);
  else targets.report(reason, cell);
}

/** The cell that an error's stack tells of: the running one if it is among them, else the outermost. */
function cellInStack(reason: unknown, running: number | undefined): number | undefined {
  const cells = [...stackOf(reason).matchAll(/cell\[(\d+)\]\.js:/g)].map((match) => Number(match[1]));
  return running !== undefined && cells.includes(running) ? running : cells.at(-1);
}
