import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CellResult } from './cellResult';
import type { KernelClient } from './kernelClient';

/** The signal of the running cell, as an expression in a cell. */
export const SIGNAL = "(globalThis as any)[Symbol.for('tslab.kernel')].signal as AbortSignal";

/** A statement that defines `sleep` in a cell. */
export const SLEEP = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));';

/** Runs a cell that prints "started", interrupts it then, and returns its result. */
export async function interrupted(kernel: KernelClient, code: string): Promise<CellResult> {
  kernel.published.length = 0;
  const running = kernel.execute(code);
  await kernel.waitForText('started');
  kernel.interrupt();
  return running;
}

/** Fails unless an expression is a positive number that does not grow any more. */
export async function assertStands(kernel: KernelClient, expression: string): Promise<void> {
  const seen = Number((await kernel.execute(expression)).result);
  assert.ok(seen > 0, `${expression}: ${seen}`);
  await sleep(100);
  assert.equal(Number((await kernel.execute(expression)).result), seen, `${expression} goes on`);
}
