// Rounding for files that people read; the statistics themselves are ppo-lib's.

/**
 * A number with so many significant digits, and no more bytes than that takes. What is not finite stays so, which JSON writes as null.
 * @param {number} x
 * @param {number} [count]
 */
export const digits = (x, count = 5) => Number(x.toPrecision(count));
