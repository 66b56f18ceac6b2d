import { describe } from '../numbers/validate';

/** Whether environments were saved by a run with workers. */
export function isOfWorkers(saved: unknown): saved is { slots: unknown[] } {
  return typeof saved === 'object' && saved !== null && Array.isArray((saved as { slots?: unknown }).slots);
}

/** @throws RangeError unless they were, in as many slots as there are now */
export function requireSaved(saved: unknown, numSlots: number): readonly unknown[] {
  if (!isOfWorkers(saved)) {
    throw new RangeError(
      'resume.env: got environments of a run without workers; resume it without workers, as its draws were made there',
    );
  }
  if (saved.slots.length === numSlots) return saved.slots;
  throw new RangeError(
    `resume.env.slots: got ${saved.slots.length}, expected ${numSlots}; use the checkpoint as it was`,
  );
}

/** @throws RangeError if they were, but the run that goes on has none */
export function refuseSlots(saved: unknown): void {
  if (!isOfWorkers(saved)) return;
  throw new RangeError(
    'resume: got the checkpoint of a run with workers, whose environments stand in slots; ' +
      'give workers again, any number of them: train({ resume, workers: threadWorkers(2) })',
  );
}

/** @throws TypeError or RangeError if a run cannot have workers, with what to do */
export function requireForWorkers(workers: unknown, envId: string | null): asserts envId is string {
  const { start, collect, close } = (workers ?? {}) as Record<string, unknown>;
  if (typeof start !== 'function' || typeof collect !== 'function' || typeof close !== 'function') {
    throw new TypeError(`workers: got ${describe(workers)}, expected workers, such as threadWorkers(4)`);
  }
  if (envId === null) {
    throw new TypeError('env: got a function, which cannot travel to workers; give the id of an environment');
  }
}
