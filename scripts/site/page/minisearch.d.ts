/** What is used of the package that npm run site installs into .cache. */
declare module 'minisearch' {
  export default class MiniSearch<T> {
    constructor(options: object);
    addAll(documents: readonly T[]): void;
    search(words: string): (T & { readonly terms: readonly string[] })[];
  }
}
