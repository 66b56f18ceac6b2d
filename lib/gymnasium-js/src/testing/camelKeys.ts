/** Gymnasium's keyword arguments in the spelling of this package: `is_slippery` becomes `isSlippery`. */
export const camelKeys = (record: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key.replace(/_(\w)/g, (_, c: string) => c.toUpperCase()), value]),
  );
