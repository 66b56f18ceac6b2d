import { InvalidArgumentError } from './errors.js';
import { show } from './text.js';

/** What can save itself: a state is plain data (numbers, texts, lists, typed arrays, plain objects), good for a checkpoint. */
export interface Saving {
  readonly getState: () => unknown;
  readonly setState: (saved: unknown) => void;
}

/** Whether an environment, wrapper or vector can save itself: exactly then it has both methods. */
export function canSave<T extends object>(subject: T): subject is T & Saving {
  const { getState, setState } = subject as Partial<Saving>;
  return typeof getState === 'function' && typeof setState === 'function';
}

/** Gives an object `getState` and `setState`, unless its class has some of its own. Not enumerable, as methods are. */
export function offerState<T>(owner: object, getState: () => T, setState: (saved: T) => void): void {
  for (const [name, value] of Object.entries({ getState, setState })) {
    if (name in owner) continue;
    Object.defineProperty(owner, name, { value, configurable: true, writable: true });
  }
}

/** A saved wrapper: plain data. */
export interface WrapperState {
  /** What the wrapper's `saveOwn` returned. */
  readonly own: unknown;
  /** The state of the environment inside. */
  readonly env: unknown;
}

/** Gives a wrapper `getState` and `setState` if it has `saveOwn` and `restoreOwn` and what it wraps can save itself. */
export function offerWrapperState(wrapper: object, inner: object, nameOf: () => string): void {
  const own = wrapper as { saveOwn?(): unknown; restoreOwn?(saved: unknown): void };
  if (own.saveOwn === undefined || own.restoreOwn === undefined || !canSave(inner)) return;
  const getState = (): WrapperState => ({ own: own.saveOwn?.(), env: inner.getState() });
  offerState<WrapperState>(wrapper, getState, (saved) => {
    const { own: kept, env } = checkSaved<WrapperState>(saved, ['own', 'env'], nameOf());
    inner.setState(env);
    own.restoreOwn?.(kept);
  });
}

/**
 * The saved state as an object that has these fields.
 * @throws InvalidArgumentError that names the environment for anything else
 */
export function checkSaved<T extends object>(saved: unknown, fields: readonly (keyof T & string)[], name: string): T {
  const lacks = (field: string): boolean => !Object.hasOwn(saved as object, field);
  if (typeof saved !== 'object' || saved === null || fields.some(lacks)) {
    throw new InvalidArgumentError(
      `${name}: setState expects what getState returned, with ${fields.join(', ')}; got ${show(saved)}`,
    );
  }
  return saved as T;
}

/** A saved count: an integer, 0 or more. */
export function checkCount(value: unknown, name: string): number {
  if (Number.isInteger(value) && (value as number) >= 0) return value as number;
  throw new InvalidArgumentError(`${name} must be an integer, 0 or more, got ${show(value)}`);
}

/** A flag, saved or given. */
export function checkFlag(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new InvalidArgumentError(`${name} must be true or false, got ${show(value)}`);
}

/** A saved list of `length` numbers (any number of them if left out). */
export function checkNumbers(value: unknown, name: string, length?: number): ArrayLike<number> {
  const list = value as ArrayLike<number>;
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (!isList || (length !== undefined && list.length !== length)) {
    throw new InvalidArgumentError(
      `${name} must be a list of ${length ?? 'any number of'} numbers, got ${show(value)}`,
    );
  }
  for (let i = 0; i < list.length; i++) {
    if (typeof list[i] !== 'number' || Number.isNaN(list[i])) {
      throw new InvalidArgumentError(`${name}[${i}] must be a number, got ${show(list[i])}`);
    }
  }
  return list;
}
