import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { promisify } from 'node:util';
import { guardAwait, guardAwaitEach, origin } from './epoch';
import './realTimers';

type Callback = (this: unknown, ...args: unknown[]) => unknown;
type StartTimer = (callback: unknown, ...rest: unknown[]) => unknown;
type AnyFunction = (...args: unknown[]) => unknown;

/**
 * Replaces the timers, as globals and in node:timers and node:timers/promises, by versions that do nothing once
 * everything was stopped (see epoch.ts): an asynchronous loop that ignores the interrupt starves at its next pause.
 */
export function installGuardedTimers(): void {
  const promises = { ...timersPromises } as unknown as Record<string, AnyFunction>;
  for (const name of ['setTimeout', 'setInterval', 'setImmediate'] as const) {
    const guarded = guardTimer(timers[name] as unknown as StartTimer, name === 'setInterval');
    const start = promises[name];
    const asPromise: AnyFunction =
      name === 'setInterval'
        ? (...args) => guardAwaitEach(start(...args) as AsyncIterable<unknown>)
        : (...args) => guardAwait(start(...args));
    Object.defineProperty(guarded, promisify.custom, { enumerable: true, get: () => asPromise });
    Object.defineProperty(guarded, 'name', { value: name });
    setProperty(globalThis, name, guarded);
    setProperty(timers, name, guarded);
    setProperty(timersPromises, name, asPromise);
  }
  guardScheduler();
  syncBuiltinESMExports();
}

function guardTimer(start: StartTimer, repeats: boolean): StartTimer {
  return (callback, ...rest) => {
    if (typeof callback !== 'function') return start(callback, ...rest);
    const { stopped, resume } = origin();
    const run = callback as Callback;
    const guarded: Callback = function (...args) {
      if (stopped()) {
        if (repeats) clearInterval(this as NodeJS.Timeout);
        return undefined;
      }
      resume();
      return run.apply(this, args);
    };
    return start(guarded, ...rest);
  };
}

/** `scheduler.wait` and `scheduler.yield` of node:timers/promises. */
function guardScheduler(): void {
  const scheduler = timersPromises.scheduler as unknown as Record<string, AnyFunction> | undefined;
  if (scheduler === undefined) return;
  for (const name of ['wait', 'yield']) {
    const start = scheduler[name];
    if (start !== undefined)
      setProperty(scheduler, name, (...args: unknown[]) => guardAwait(start.apply(scheduler, args)));
  }
}

function setProperty(target: object, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: true });
}
