import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import ts from 'typescript';
import { check, collectOutputs, exercise } from '../index';
import { resetProgress } from './progress';
import { solutionIn } from './workedSolution';

const folder = join(__dirname, '..', '..', '..', '..', 'notebooks', 'solutions');
const files = readdirSync(folder).filter((name) => /^\d.*\.ts$/.test(name));

/** What TypeScript says that the solutions of a file are, without comments and spaces: id -> text. */
function parsed(text: string): Map<string, string> {
  const file = ts.createSourceFile('solutions.ts', text, ts.ScriptTarget.Latest, true);
  const values = new Map<string, ts.Expression>();
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      if (initializer) values.set(name.getText(), initializer);
  }
  const table = values.get('solutions') as ts.ObjectLiteralExpression;
  return new Map(
    table.properties.map((entry) => {
      const id = (entry.name as ts.Identifier | ts.StringLiteral).text;
      const name = ts.isPropertyAssignment(entry) ? entry.initializer.getText() : id;
      const { properties } = values.get(name) as ts.ObjectLiteralExpression;
      const solution = properties.find((one) => one.name?.getText() === 'solution') as ts.ObjectLiteralElement;
      return [id, bare(solution.getText().replace(/^solution:?/, ''))];
    }),
  );
}
const bare = (code: string): string => code.replace(/\/\/.*$/gm, '').replace(/[\s,]+/g, '');

for (const name of files) {
  test(`${name}: a solution that is shown is the one of that exercise, whole`, () => {
    const text = readFileSync(join(folder, name), 'utf8');
    const shown = [...parsed(text)].filter(([id, code]) => {
      const solution = solutionIn(text, id);
      if (solution === null) return false;
      assert.equal(bare(solution.code), code, id);
      assert.ok(solution.reasons.split(' ').length >= 5, `${id}: "${solution.reasons}" gives no reasons`);
      return true;
    });
    if (/^0[0-7]/.test(name)) assert.equal(shown.length, parsed(text).size, 'every exercise of these has its reasons');
  });
}

const kernel = { ...process.env };
test.afterEach(() => {
  process.env = { ...kernel };
  resetProgress();
});

/** The card that a check of exercise `delta` of lesson 03 shows for a function. */
async function cardFor(student: (...args: number[]) => number): Promise<string> {
  const [{ data }] = await collectOutputs(() => check('delta', student, { cases: [{ args: [2, 3], expected: 5 }] }));
  return data['text/html'] as string;
}

test('in JupyterLab a solution is offered with a pass and at the third try; a command shows none', async () => {
  process.chdir(folder);
  process.env.NOTEBOOK_PROGRESS_DIR = '';
  const wrong = (): number => 0;
  assert.doesNotMatch(await cardFor((a, b) => a + b), /worked solution/, 'a command');
  resetProgress();
  process.env.JPY_SESSION_NAME = 'my-lessons/03-advantage.ipynb';
  await collectOutputs(() => exercise('delta', { title: 'Delta', minutes: 1, points: 1, kind: 'implement' }));
  assert.doesNotMatch(await cardFor(wrong), /worked solution/);
  assert.doesNotMatch(await cardFor(wrong), /worked solution/);
  const third = await cardFor(wrong);
  assert.match(third, /<details><summary>A worked solution, and why<\/summary>Only a real end has no future\./);
  assert.match(
    third,
    /<pre><code>\(reward, value, nextValue, terminated, _truncated, discount\) =&gt; \{\n {2}const future/,
  );
  resetProgress();
  assert.match(await cardFor((a, b) => a + b), /PASS delta[\s\S]*worked solution/);
});
