import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';

const packageRoot = join(__dirname, '..', '..');
const repository = join(packageRoot, '..', '..');
const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
const folder = mkdtempSync(join(tmpdir(), 'gymnasium-readme-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const pages = ['README.md', 'COMING-FROM-PYTHON.md'];
const readme = pages.map((page) => readFileSync(join(packageRoot, page), 'utf8')).join('\n');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1]);

/** What an example claims to print: the comment behind a console.log, or on the line below it. */
function claims(code: string): string[] {
  return [...code.matchAll(/console\.log\(.*\);\s*\/\/ (.*)$/gm)].map((match) => match[1].trim());
}

/** Node's resolution of `gymnasium-js` from the folder of the examples. */
function installByLink(): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  symlinkSync(packageRoot, join(folder, 'node_modules', 'gymnasium-js'));
  examples.forEach((code, k) => writeFileSync(join(folder, `example${k}.ts`), code));
  const options = {
    target: 'ES2022',
    module: 'commonjs',
    moduleResolution: 'node10',
    strict: true,
    lib: ['ES2022', 'DOM'],
    types: [],
    outDir: 'out',
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }));
}

test('every example of the README and of the page for those who come from Python type-checks in strict mode, runs, and prints what it says', () => {
  assert.ok(examples.length >= 7);
  installByLink();
  try {
    execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  } catch (error) {
    assert.fail((error as { stdout: string }).stdout);
  }
  let checked = 0;
  examples.forEach((code, k) => {
    const printed = execFileSync(process.execPath, [join(folder, 'out', `example${k}.js`)], { encoding: 'utf8' });
    for (const claim of claims(code)) {
      assert.ok(printed.includes(claim), `example ${k} should print "${claim}" but printed:\n${printed}`);
      checked++;
    }
  });
  assert.ok(checked >= 8, `only ${checked} claims`);
});

test('the error message quoted in the README is the real one', () => {
  const [, quoted] = /\/\/ (Pendulum-v1: action \[3\].*)$/m.exec(readme) ?? [];
  const example = examples.findIndex((code) => code.includes(quoted));
  const printed = execFileSync(process.execPath, [join(folder, 'out', `example${example}.js`)], { encoding: 'utf8' });
  assert.ok(printed.includes(quoted), printed);
});
