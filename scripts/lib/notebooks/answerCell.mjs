// The cell that an answer makes: the stub's, with the answer's parameters and body in place of its own.
import { Problem } from '../problems.mjs';
import { outsideNames, parse, topLevelNames, typescript } from './syntax.mjs';

/** @typedef {import('./solutions.mjs').Answer} Answer */
/** @typedef {import('typescript').Node} Node */

/**
 * @param {string} stub source of the stub's cell
 * @param {Answer} answer
 * @returns {string} the source of a cell: it keeps the stub's name, its types and whatever else the stub's cell declares
 * @throws {Problem} if the stub does not declare exactly one function, or takes fewer parameters than the answer
 */
export function answerCell(stub, answer) {
  const { parameters, body } = stubFunction(stub);
  if (answer.parameters.length > parameters.length)
    throw new Problem(`the answer takes ${answer.parameters.length} parameters; the stub has ${parameters.length}`);
  const list = parameters.map((parameter, index) => parameterText(parameter, answer.parameters[index]));
  const written = answer.body.getText();
  const text = typescript().isBlock(answer.body) ? written : `{\n  return ${written};\n}`;
  const [from, to] = [parameters.pos, parameters.end];
  return stub.slice(0, from) + list.join(', ') + stub.slice(to, body.getStart()) + text + stub.slice(body.end);
}

/** @param {import('typescript').ParameterDeclaration} own of the stub @param {import('typescript').ParameterDeclaration} [other] */
function parameterText(own, other) {
  if (!other || other.type) return (other ?? own).getText();
  const named = own.name.getText() === other.name.getText() ? own.name : other.name;
  const [start, end] = [own.name.getStart() - own.getStart(), own.name.end - own.getStart()];
  return own.getText().slice(0, start) + named.getText() + own.getText().slice(end);
}

/** @param {string} stub @returns {Answer} */
function stubFunction(stub) {
  const ts = typescript();
  const functions = [...parse(stub).file.statements].flatMap((statement) => {
    /** @type {Node[]} */
    const none = [];
    if (ts.isFunctionDeclaration(statement)) return statement.body ? [statement] : none;
    if (!ts.isVariableStatement(statement)) return none;
    return statement.declarationList.declarations.flatMap(({ initializer: value }) =>
      value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? [value] : [],
    );
  });
  if (functions.length === 1) return /** @type {Answer} */ (functions[0]);
  throw new Problem(`the stub's cell must declare one function, and declares ${functions.length}`);
}

/**
 * The names that an answer uses and its cell would not have.
 * @param {Answer} answer
 * @param {import('typescript').TypeChecker} checker of the answer's file
 * @param {Set<string>} provided the names that the set-up cells and the stub's cell declare
 * @returns {string[]}
 */
export function missingNames(answer, checker, provided) {
  const missing = outsideNames(answer, checker).filter(({ name, identifier, declaration }) => {
    if (provided.has(name)) return false;
    // What the file of solutions declares or imports is not in the cell; any other name must be one of the language's own.
    return declaration ? true : !(name in globalThis) && !typescript().isTypeReferenceNode(identifier.parent);
  });
  return [...new Set(missing.map(({ name }) => name))];
}

/** @param {string[]} sources of cells @returns {Set<string>} the names that they declare or import */
export function providedNames(sources) {
  return new Set(sources.flatMap((source) => topLevelNames(parse(source).file).map(({ text }) => text)));
}
