import { GUARD_AWAIT, GUARD_EACH } from '../compile/awaitGuard';
import { DECLARE } from '../compile/cellVariables';
import { guardAwait, guardAwaitEach } from '../interrupt/epoch';
import type { CellHost } from './cellHost';

type CellFunction = (...scope: unknown[]) => unknown;

/** A compiled cell, as far as its scope needs to know it. */
export interface RunnableCell {
  /** CommonJS. */
  readonly code: string;
  /** Its name in stack traces. */
  readonly file: string;
  /** It has to run inside an async function. */
  readonly asynchronous: boolean;
  /** Names of its functions, which are declared before it runs. */
  readonly functions: readonly string[];
  /** Name of the variable that holds the value of the last expression, which no other cell sees. */
  readonly lastExpression: string | undefined;
}

/**
 * The variables of all cells, and the function that runs a compiled cell among them. A cell keeps its variables to itself
 * and tells the scope of each when it is declared (see compile/cellVariables); other cells find it as a property of
 * `exports`: a plain value, or a pair of accessors where it can be assigned.
 */
export class CellScope {
  private readonly values = Object.create(null) as Record<string, unknown>;

  constructor(private readonly host: Pick<CellHost, 'evaluate' | 'require'>) {}

  /** What cells have declared so far, in the order of their first declarations. */
  get names(): string[] {
    return Object.keys(this.values);
  }

  /**
   * Runs a compiled cell.
   * @param declared is given the variables of the cell
   * @returns what the function returned: a promise for an asynchronous cell
   */
  run({ code, file, asynchronous, functions, lastExpression }: RunnableCell, declared: DeclaredNames): unknown {
    const early = functions.length > 0 ? `${DECLARE}({ ${functions.join(', ')} }); ` : '';
    const parameters = `exports, require, ${DECLARE}, ${GUARD_AWAIT}, ${GUARD_EACH}`;
    const head = `(${asynchronous ? 'async ' : ''}function (${parameters}) { ${early}`;
    const cell = this.host.evaluate(`${head}${code}\n})`, file, -head.length) as CellFunction;
    const declare = (variables: object): void => {
      for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(variables))) {
        if (name === lastExpression) declared.last = property.value;
        else if (declared.open) Object.defineProperty(this.values, name, property);
        declared.names.add(name);
      }
    };
    makeFast(this.values);
    return cell.call(undefined, this.values, this.host.require, declare, guardAwait, guardAwaitEach);
  }
}

/** What a running cell has declared so far. */
export class DeclaredNames {
  readonly names = new Set<string>();
  /** Value of its last expression. */
  last: unknown;
  /** False once the cell has ended: what goes on of it after an error declares nothing any more. */
  open = true;
}

/**
 * Lets the engine read the properties of an object as fast as those of an ordinary one, after a property was redefined or
 * there are very many: it does this for objects from which others inherit, once one of those is read.
 */
function makeFast(object: object): void {
  const heir = Object.create(object) as { never?: unknown };
  for (let i = 0; i < 3; i++) readNever(heir);
}

function readNever(object: { readonly never?: unknown }): unknown {
  return object.never;
}
