/**
 * State that survives a reload of this library in a running kernel: made once for each name, then the same for all.
 * @param name  e.g. 'outputs'
 */
export function shared<T>(name: string, make: () => T): T {
  const holder = globalThis as unknown as Record<symbol, T | undefined>;
  return (holder[Symbol.for(`notebook-kit.${name}`)] ??= make());
}
