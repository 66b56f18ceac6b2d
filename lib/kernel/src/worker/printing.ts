import { formatWithOptions, inspect } from 'node:util';
import type { StreamName } from '../protocol/ioMessages';

type Print = (name: StreamName, text: string) => void;

const STDOUT = ['log', 'info', 'debug'] as const;
const STDERR = ['warn', 'error', 'trace'] as const;
const INDENT = 2;

/** Makes the console of the worker print as that of Node does. */
export function printAsNode(target: Console, print: Print): void {
  let depth = 0;
  const line = (name: StreamName, text: string): void => {
    const indent = ' '.repeat(depth);
    print(name, `${depth === 0 ? text : indent + text.replaceAll('\n', `\n${indent}`)}\n`);
  };
  const printer =
    (name: StreamName) =>
    (...args: unknown[]): void =>
      line(name, formatWithOptions({}, ...(args as [unknown])));
  for (const method of STDOUT) target[method] = printer('stdout');
  for (const method of STDERR) target[method] = printer('stderr');
  target.dir = (value: unknown, options?: object) =>
    line('stdout', inspect(value, { customInspect: false, ...options }));
  target.assert = (value?: unknown, ...args: unknown[]) => {
    if (!value) printer('stderr')(...(args.length > 0 ? ['Assertion failed:', ...args] : ['Assertion failed']));
  };
  target.group = target.groupCollapsed = (...args: unknown[]) => {
    if (args.length > 0) printer('stdout')(...args);
    depth += INDENT;
  };
  target.groupEnd = () => {
    depth = Math.max(0, depth - INDENT);
  };
}
