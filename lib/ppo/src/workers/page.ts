/** What the lesson kernel says where it is a worker of a page. */
export interface PageHost {
  /** Address of the folder with the WebAssembly files of TensorFlow.js. */
  readonly wasmFolder: string;
}

/** The host of this library in a page, where no Node, no thread and no TensorFlow is; undefined in Node. */
export function pageHost(): PageHost | undefined {
  const kernel = (globalThis as unknown as Record<symbol, { readonly page?: PageHost } | undefined>)[
    Symbol.for('tslab.kernel')
  ];
  return kernel?.page;
}
