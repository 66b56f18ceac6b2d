/**
 * The error of a run that failed, with what it had learned: `error.checkpoint` is that of the end of the last finished iteration. The
 * error stays the one that was thrown, so that its class and message can be told; what is no error, or cannot be added to, becomes
 * the cause of one. The property is not enumerable, because printing an error should not print all weights.
 */
export function withCheckpoint(thrown: unknown, checkpoint: object | null): unknown {
  if (checkpoint === null) return thrown;
  const takes = thrown instanceof Error && Object.isExtensible(thrown);
  const error = takes ? thrown : new Error(textOf(thrown), { cause: thrown });
  Object.defineProperty(error, 'checkpoint', { value: checkpoint, configurable: true, writable: true });
  return error;
}

function textOf(thrown: unknown): string {
  if (thrown instanceof Error) return thrown.message;
  try {
    return `train: ${String(thrown)} was thrown, which is no Error`;
  } catch {
    return 'train: something was thrown that is no Error and has no text';
  }
}
