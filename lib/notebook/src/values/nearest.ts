/** Insertions, deletions and replacements of one letter, and swaps of two neighbours, that make `b` of `a`. */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row++) {
    rows.push([row]);
    for (let column = 1; column <= b.length; column++) {
      const replaced = rows[row - 1][column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1] ? rows[row - 2]?.[column - 2] + 1 : Infinity;
      rows[row][column] = Math.min(replaced, swapped, rows[row - 1][column] + 1, rows[row][column - 1] + 1);
    }
  }
  return rows[a.length][b.length];
}

/** The one of `names` that was probably meant, null where none is near; upper and lower case do not matter. */
export function nearest(name: string, names: readonly string[]): string | null {
  const distances = names.map((other) => editDistance(name.toLowerCase(), other.toLowerCase()));
  const closest = Math.min(...distances);
  return closest <= 1 + name.length / 4 ? names[distances.indexOf(closest)] : null;
}
