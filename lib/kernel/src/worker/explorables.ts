import type { TypeScript } from '../compile/tslabParts';

/**
 * An explorable with the libraries that it imports, as one script that defines `explorable`: what esbuild makes of it on Node.
 * @param libraryOf the script of a library by its name, whose last statement defines `library`; undefined for what no page has
 * @throws Error with the compiler's message if the source is no TypeScript, or imports what no page has
 */
export function bundleExplorable(
  typescript: TypeScript,
  libraryOf: (name: string) => string | undefined,
  source: string,
): string {
  const { ModuleKind, ScriptTarget, flattenDiagnosticMessageText } = typescript;
  const { outputText, diagnostics = [] } = typescript.transpileModule(source, {
    reportDiagnostics: true,
    compilerOptions: { module: ModuleKind.CommonJS, target: ScriptTarget.ES2020, removeComments: true },
  });
  const [first] = diagnostics;
  if (first !== undefined) throw new Error(flattenDiagnosticMessageText(first.messageText, ' '));
  const names = [...new Set([...outputText.matchAll(/\brequire\("([^"]+)"\)/g)].map((match) => match[1] ?? ''))];
  const imported = names.map((name) => {
    const script = libraryOf(name);
    if (script === undefined) throw new Error(`Could not resolve "${name}".`);
    return `${JSON.stringify(name)}:(function(){${script}\nreturn library})()`;
  });
  return (
    `var explorable=(function(){var libraries={${imported.join(',')}},exports={};` +
    `(function(require){${outputText}\n})(function(name){return libraries[name]});return exports})();`
  );
}
