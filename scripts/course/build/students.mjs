// Who gets numbers of their own: a list with a name in each line.
import { readOr } from '../../lib/files.mjs';
import { Problem } from '../../lib/problems.mjs';

/**
 * @param {string} path of the list; empty lines do not count
 * @returns {string[]} names that are safe as names of folders
 * @throws {Problem} if there is none, if one cannot name a folder, or if two would name the same
 */
export function studentsIn(path) {
  const text = readOr(path, '').replace(/^\uFEFF/, '');
  const names = text
    .split(/\r?\n/)
    .map((line) => line.trim().normalize('NFC'))
    .filter((line) => line !== '');
  if (names.length === 0) throw new Problem(`--students: ${path} is no list of names, one a line.`);
  /** @type {Map<string, string>} */
  const known = new Map();
  for (const name of names) {
    if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} ._'@+-]{0,79}$/u.test(name) || /[. ]$/.test(name))
      throw new Problem(
        `--students: "${name}" cannot name a folder: use letters, digits, spaces and . _ - ' @ +, a line for each student.`,
      );
    // Some disks take upper and lower case for the same.
    const same = known.get(name.toLowerCase());
    if (same !== undefined) throw new Problem(`--students: "${same}" and "${name}" would get the same folder.`);
    known.set(name.toLowerCase(), name);
  }
  return names;
}
