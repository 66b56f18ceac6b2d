// Whose notebooks lie in a folder or a zip: flat files, a folder for each student, or what Moodle and Canvas give out.
import { lstatSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { mostBytes } from './readSubmission.mjs';
import { readZip } from './zip.mjs';

/** @typedef {{ student: Student, file: string, changed: number, bytes: Buffer | null, refused: string | null, other?: true }} HandedFile */

const deepestFolder = 6;
const deepestZip = 2;
const mostFiles = 20_000;

/**
 * @param {string} path a folder or a zip
 * @returns {HandedFile[]} in the order of names; a file that cannot be taken says why
 */
export function collect(path) {
  const name = basename(path);
  const all = /\.zip$/i.test(name) ? openZip(readFileSync(path), name, 1) : walk(path, [], 0);
  const files = all.filter(({ other }) => !other).slice(0, mostFiles);
  const unwrapped = withoutWrapper(files).map((file) => ({ ...file, student: studentOf(file.file) }));
  const wrapper = Math.max(0, ...files.map(({ file }, index) => partsOf(file) - partsOf(unwrapped[index].file)));
  const others = all.filter(({ other }) => other).map(({ file }) => file.split('/').slice(wrapper).join('/'));
  return [...unwrapped, ...withoutNotebook(others, unwrapped)].sort((a, b) => (a.file < b.file ? -1 : 1));
}

const partsOf = (/** @type {string} */ file) => file.split('/').length;

/**
 * Students who handed in something, and no notebook.
 * @param {string[]} others files that are no notebooks, and folders with nothing in them
 * @param {HandedFile[]} files
 * @returns {HandedFile[]}
 */
function withoutNotebook(others, files) {
  const label = (/** @type {Student} */ { name, id }) => JSON.stringify([name, id]);
  const known = new Set(files.map(({ student }) => label(student)));
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const file of others) {
    // A loose file beside the students' folders is the teacher's, unless a platform named it.
    if (partsOf(file) === 1 && studentOf(file).platform === '') continue;
    const key = label(studentOf(file));
    if (!known.has(key)) groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()].map((own) => {
    const names = own.filter((file) => !file.endsWith('/')).map((file) => basename(file));
    const words =
      names.length === 0
        ? 'The folder is empty: hand in the notebook (.ipynb).'
        : `There is no notebook here, only ${names.slice(0, 3).join(', ')}${names.length > 3 ? ' and more' : ''}: hand in the .ipynb file itself, or a zip of it.`;
    return { ...refusal(own[0], words), student: studentOf(own[0]) };
  });
}

/** @param {string} folder @param {string[]} inside @param {number} depth @returns {Omit<HandedFile, 'student'>[]} */
function walk(folder, inside, depth) {
  return readdirSync(join(folder, ...inside))
    .sort()
    .filter((name) => !name.startsWith('.') && name !== '__MACOSX' && name !== 'node_modules')
    .flatMap((name) => {
      const path = join(folder, ...inside, name);
      const file = [...inside, name].join('/');
      const about = lstatSync(path);
      if (about.isSymbolicLink())
        return [refusal(file, 'This is a link to another file, which is not followed: hand in the notebook itself.')];
      if (about.isDirectory()) {
        const below = depth < deepestFolder ? walk(folder, [...inside, name], depth + 1) : [];
        return below.length > 0 ? below : [other(`${file}/`)];
      }
      if (!about.isFile()) return [refusal(file, 'This is no plain file: hand in the notebook itself.')];
      if (/\.zip$/i.test(name))
        return about.size > 500_000_000
          ? [refusal(file, 'The archive is larger than 500 MB.')]
          : openZip(readFileSync(path), file, 1);
      if (!isNotebook(name)) return [other(file)];
      if (about.size > mostBytes)
        return [
          refusal(file, `The file is larger than ${mostBytes / 1e6} MB: clear its outputs and hand it in again.`),
        ];
      return [{ file, changed: about.mtimeMs, bytes: readFileSync(path), refused: null }];
    });
}

/** @param {Buffer} archive @param {string} file @param {number} depth @returns {Omit<HandedFile, 'student'>[]} */
function openZip(archive, file, depth) {
  try {
    return readZip(archive).flatMap(({ name, changed, bytes }) =>
      fromZip(`${file}/${plainPath(name)}`, changed, bytes, depth),
    );
  } catch (error) {
    return [refusal(file, /** @type {Error} */ (error).message)];
  }
}

/** @param {string} file @param {number} changed @param {() => Buffer} bytes @param {number} depth @returns {Omit<HandedFile, 'student'>[]} */
function fromZip(file, changed, bytes, depth) {
  if (/(^|\/)(\.|__MACOSX\/)/.test(file)) return [];
  const isZip = /\.zip$/i.test(file);
  if (!isZip && !isNotebook(file)) return [other(file)];
  if (isZip && depth > deepestZip)
    return [refusal(file, 'Archives within archives within archives are not opened: hand in the notebook itself.')];
  try {
    const content = bytes();
    return isZip ? openZip(content, file, depth + 1) : [{ file, changed, bytes: content, refused: null }];
  } catch (error) {
    return [refusal(file, /** @type {Error} */ (error).message)];
  }
}

/**
 * Takes away folders and archives that hold the whole class: what all files lie in, and is no student's own.
 * @param {Omit<HandedFile, 'student'>[]} files
 * @returns {Omit<HandedFile, 'student'>[]}
 */
function withoutWrapper(files) {
  // An archive beside others is a student's; one that holds several folders, or a platform's names, is the class's.
  const outer = new Map(files.map(({ file }) => [file.split('/')[0], /** @type {string[][]} */ ([])]));
  for (const { file } of files) outer.get(file.split('/')[0])?.push(file.split('/').slice(1));
  const shorter = files.map((one) => {
    const [first, ...rest] = one.file.split('/');
    return holdsClass(outer.get(first) ?? []) ? { ...one, file: rest.join('/') } : one;
  });
  return shorter.some((one, index) => one !== files[index]) ? withoutWrapper(shorter) : files;
}

/** @param {string[][]} paths of the files in one folder or archive @returns {boolean} */
function holdsClass(paths) {
  if (paths.some((path) => path.length === 0)) return false;
  const names = new Set(paths.map(([first]) => first));
  if ([...names].some((name) => isPlatformName(name))) return true;
  const folders = new Set(paths.filter((path) => path.length > 1).map(([first]) => first));
  if (folders.size > 1) return true;
  if (folders.size === 1 && names.size === 1) return holdsClass(paths.map((path) => path.slice(1)));
  const students = new Set([...names].filter((name) => withoutLesson(bare(name)) !== bare(name)));
  return (
    folders.size === 0 &&
    students.size === names.size &&
    names.size > 1 &&
    new Set([...names].map((name) => studentOf(name).name)).size > 1
  );
}

const bare = (/** @type {string} */ name) => name.replace(/\.ipynb(\.(txt|json))?$/i, '');

/** @param {string} name of a file or folder, as Moodle or Canvas makes it */
const isPlatformName = (name) => studentOf(`${name}${name.includes('.') ? '' : '/x'}`).platform !== '';

/** Browsers add an ending of their own to what they take for text. */
const isNotebook = (/** @type {string} */ name) => bare(name) !== name;

/** @param {string} file that is no notebook, or a folder that holds nothing @returns {Omit<HandedFile, 'student'>} */
const other = (file) => ({ file, changed: 0, bytes: null, refused: null, other: true });

/** @param {string} file @param {string} refused */
const refusal = (file, refused) => ({ file, changed: 0, bytes: null, refused });

/**
 * Names in an archive can hold anything, `..` included; here they are only names, never places.
 * @param {string} name
 */
const plainPath = (name) =>
  name
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/');

/** @typedef {{ name: string, id: string, platform: 'moodle' | 'canvas' | '' }} Student */

/**
 * @param {string} file path within what was handed in
 * @returns {Student} from the student's folder, else from the file's name without the lesson's
 */
export function studentOf(file) {
  const parts = file.split('/');
  const inFolder = parts.length > 1;
  const label = bare(parts[0]).replace(/\.zip$/i, '');
  const moodle = /^(.*)_(\d+)_assignsubmission_(file|onlinetext)_?$/.exec(label);
  if (moodle) return { name: moodle[1], id: moodle[2], platform: 'moodle' };
  const canvas = /^([^_]+)_(?:LATE_)?(\d+)_(\d+)_/i.exec(label);
  if (canvas && !inFolder) return { name: canvas[1], id: canvas[2], platform: 'canvas' };
  const name = inFolder ? label : withoutLesson(label);
  return { name: name.trim() || 'nameless', id: '', platform: '' };
}

/**
 * `anna_01-ratio-and-clip (2)` and `01-ratio-and-clip_anna` are anna's.
 * @param {string} label
 */
function withoutLesson(label) {
  const lesson = '\\d\\d[a-z]?-[a-z]+(-[a-z0-9]+)*?';
  const short = label
    .replace(new RegExp(`[-_ .]+${lesson}( ?\\(\\d+\\)|-\\d+)?$`, 'i'), '')
    .replace(new RegExp(`^${lesson}[_ .]+`, 'i'), '');
  return short === '' ? label : short;
}
