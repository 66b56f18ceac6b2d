/** What to use in a cell instead of functions that only pages have. */
const INSTEAD: Readonly<Record<string, string>> = {
  prompt: "ask with node:readline/promises: await rl.question('...')",
  confirm: "ask with node:readline/promises: await rl.question('...')",
  alert: 'print with console.log',
};

/** A sentence for a function that only pages have, such as `prompt`; undefined for any other name. */
export function insteadOf(name: string): string | undefined {
  const instead = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
  return instead && `${name}() belongs to web pages, and cells run in Node: ${instead}`;
}

/** Defines those functions, so that a call that passes the type check says what to do. */
export function explainBrowserFunctions(): void {
  for (const name of Object.keys(INSTEAD)) {
    const explain = (): never => {
      throw new Error(insteadOf(name));
    };
    Object.defineProperty(globalThis, name, { value: explain, writable: true, configurable: true });
  }
}
