import { GymnasiumError, InnerEnvironmentError } from '../errors.js';
import { show } from '../text.js';

/** An error as it crosses from one thread to another. */
export interface Told {
  readonly name: string;
  readonly message: string;
  /** Of an `InnerEnvironmentError`. */
  readonly inner?: { readonly index: number; readonly step: number };
  readonly cause?: Told;
}

/** Takes an error apart. */
export function tell(error: unknown): Told {
  if (!(error instanceof Error)) return { name: 'Error', message: show(error) };
  const { name, message, cause } = error;
  return {
    name,
    message,
    ...(error instanceof InnerEnvironmentError ? { inner: { index: error.index, step: error.step } } : {}),
    ...(cause === undefined ? {} : { cause: tell(cause) }),
  };
}

/** Puts it together again; of this package's classes it keeps `InnerEnvironmentError`, of others the name. */
export function rebuild({ name, message, inner, cause }: Told): GymnasiumError {
  const options = cause === undefined ? {} : { cause: rebuild(cause) };
  if (inner !== undefined) return new InnerEnvironmentError(message, inner.index, inner.step, options);
  return Object.assign(new GymnasiumError(message, options), { name });
}
