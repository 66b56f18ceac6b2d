// Reads notebooks/solutions/NN-topic.ts: answers to exercises, written as functions. Nothing is executed here: the text of an
// answer, types included, goes into a cell as a student would have written it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { notebooks, root } from '../paths.mjs';
import { Problem } from '../problems.mjs';
import { run } from '../run.mjs';
import { parse, typescript } from './syntax.mjs';

/** @typedef {import('typescript').Node} Node */
/** @typedef {import('typescript').FunctionLikeDeclaration & { body: import('typescript').ConciseBody }} Answer */
/** @typedef {{ solution: Answer, wrong: { answer: Answer, message: string }[] }} Exercise */
/** @typedef {{ exercises: Record<string, Exercise>, checker: import('typescript').TypeChecker }} Solutions */

/**
 * @param {string} name of a lesson, such as 01-ratio-and-clip
 * @returns {Solutions} its exercises by id; none if it has no file of solutions
 * @throws {Problem} naming the entry that is not written as types.ts beside the solutions says
 */
export function solutionsOf(name) {
  const file = join(notebooks, 'solutions', `${name}.ts`);
  return parseSolutions(existsSync(file) ? readFileSync(file, 'utf8') : 'const solutions = {};');
}

/**
 * @param {string} text of a file of solutions
 * @returns {Solutions}
 */
export function parseSolutions(text) {
  const ts = typescript();
  const { file, checker } = parse(text);
  const declarations = file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
  const solutions = declarations.find(({ name }) => ts.isIdentifier(name) && name.text === 'solutions');
  const reader = new Reader(checker);
  const entries = [...reader.members(solutions, 'solutions')];
  return { exercises: Object.fromEntries(entries.map(([id, node]) => [id, reader.exercise(node, id)])), checker };
}

/** Follows names and properties to the values that are written out in the file. */
class Reader {
  /** @param {import('typescript').TypeChecker} checker */
  constructor(checker) {
    this.checker = checker;
  }

  /** @param {Node} node @param {string} path @returns {Exercise} */
  exercise(node, path) {
    const parts = this.members(node, path);
    const list = this.#value(parts.get('wrong'));
    if (!list || !typescript().isArrayLiteralExpression(list)) return unlike(`${path}.wrong`, 'a list');
    const wrong = list.elements.map((element, index) => this.#wrong(element, `${path}.wrong[${index}]`));
    return { solution: this.#answer(parts.get('solution'), `${path}.solution`), wrong };
  }

  /** @param {Node | undefined} node @param {string} path @returns {Map<string, Node>} the properties of an object, by name */
  members(node, path) {
    const ts = typescript();
    const value = this.#value(node);
    if (!value || !ts.isObjectLiteralExpression(value)) return unlike(path, 'an object');
    return new Map(
      value.properties.map((property) => {
        const { name } = property;
        if (!name || !(ts.isIdentifier(name) || ts.isStringLiteral(name)))
          return unlike(path, 'an object of plain names');
        return [name.text, property];
      }),
    );
  }

  /** @param {Node} node @param {string} path */
  #wrong(node, path) {
    const parts = this.members(node, path);
    const message = this.#value(parts.get('message'));
    if (!message || !typescript().isStringLiteralLike(message)) return unlike(`${path}.message`, 'a string');
    return { answer: this.#answer(parts.get('answer'), `${path}.answer`), message: message.text };
  }

  /** @param {Node | undefined} node @param {string} path @returns {Answer} */
  #answer(node, path) {
    const ts = typescript();
    const value = this.#value(node);
    if (value && ts.isFunctionLike(value) && 'body' in value && value.body) return /** @type {Answer} */ (value);
    return unlike(path, 'a function');
  }

  /** @param {Node | undefined} node @returns {Node | undefined} what a property, a variable or a name stands for */
  #value(node) {
    const ts = typescript();
    if (!node) return undefined;
    if (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) return this.#value(node.initializer);
    if (ts.isParenthesizedExpression(node) || ts.isSatisfiesExpression(node) || ts.isAsExpression(node))
      return this.#value(node.expression);
    if (ts.isShorthandPropertyAssignment(node))
      return this.#value(this.checker.getShorthandAssignmentValueSymbol(node)?.declarations?.[0]);
    if (ts.isIdentifier(node)) return this.#value(this.checker.getSymbolAtLocation(node)?.declarations?.[0]);
    return node;
  }
}

/** @param {string} path @param {string} wanted @returns {never} */
function unlike(path, wanted) {
  throw new Problem(`${path} must be ${wanted}, written out in the file of solutions`);
}

/**
 * @param {string} [project] folder of a tsconfig.json
 * @returns {Promise<string[]>} what the type check says about the files of solutions
 */
export async function solutionTypeProblems(project = join(notebooks, 'solutions')) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await run(process.execPath, [tsc, '-p', project, '--pretty', 'false'], { cwd: root });
  return code === 0 ? [] : output.trim().split('\n');
}
