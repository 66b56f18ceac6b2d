import { type Figure, finishFigure } from '../figures/figure';
import { FIGURE_WIDTH } from '../figures/template';
import { loadLater } from '../host/lazy';
import { display, kernelBridge } from '../host/outputs';
import { projectRoot } from '../host/project';
import { pictureOf } from '../static/picture';
import { requireOptions, requireText } from '../values/arguments';
import { escapeHtml } from '../values/html';
import { toPlainJson } from '../values/numbers';
import { wellFormed } from '../values/wellFormed';

export interface InBrowserOptions {
  /** Plain data that the explorable gets as its second argument; numbers keep six digits. */
  readonly data?: unknown;
  /** What is seen where scripts do not run: one sentence, and a picture where a figure is given. */
  readonly fallback: { readonly alt: string; readonly figure?: Figure };
  /**
   * Code for a worker, bundled like the source: TypeScript whose default export is `(post) => (message) => void`. The explorable gets
   * it as its third argument, for `startWorker` of 'notebook-kit/worker'.
   */
  readonly worker?: string;
}

/** An explorable may use half of what a notebook file may weigh. */
const MAX_CODE = 1_000_000;
const bundles = new Map<string, string>();

/**
 * Puts an explorable into the page: TypeScript that runs in the reader's browser, with no kernel, in JupyterLab and in the saved HTML
 * alike. The code and the library code it imports are bundled and minified into the output.
 *
 * @param source   TypeScript whose default export is `(root: HTMLElement, data: ...) => void`. It may import
 *                 'notebook-kit/explorable' (addSlider, addPlot), 'notebook-kit/replay', 'notebook-kit/worker', 'gymnasium-js',
 *                 'ppo-lib/surrogate' and 'ppo-lib/compiled': what the packages export for a page.
 * @param options  data for the explorable, and what stands in for it where scripts may not run (GitHub, untrusted notebooks)
 * @throws Error with esbuild's message if the code does not build; RangeError if the bundle is larger than 1 MB
 * @example inBrowser(`import { addSlider } from 'notebook-kit/explorable';
 *   export default (root: HTMLElement) => { addSlider(root, { label: 'x', min: 0, max: 1, step: 0.1, value: 0.5 }, (x) => { ... }); }`,
 *   { fallback: { alt: 'A slider that moves x from 0 to 1.' } })
 */
export function inBrowser(source: string, options: InBrowserOptions): void {
  requireText(source, 'inBrowser: source', 'Give TypeScript with a default export.');
  if (options !== undefined) requireOptions(options, 'inBrowser', ['data', 'fallback', 'worker']);
  if (options?.fallback !== undefined) requireOptions(options.fallback, 'inBrowser: fallback', ['alt', 'figure']);
  requireText(options?.fallback?.alt, 'inBrowser: fallback.alt', 'Say in one sentence what the explorable shows.', 20);
  if (options.worker !== undefined)
    requireText(options.worker, 'inBrowser: worker', 'Give TypeScript with a default export.');
  const alt = options.fallback.alt.trim();
  const png = picture(options.fallback.figure);
  const still = png === null ? '' : `<img src="data:image/png;base64,${png}" alt="${escapeHtml(alt)}">`;
  const data = JSON.stringify(wellFormed(toPlainJson(options.data ?? null, 'inBrowser: data'))).replace(
    /</g,
    '\\u003c',
  );
  const work = options.worker === undefined ? null : bundled(options.worker);
  const start = `(function(){var box=document.currentScript.parentElement,root=box.querySelector('[data-root]');
${bundled(source)}
root.textContent='';explorable.default(root,JSON.parse(box.querySelector('script[type="application/json"]').textContent)${work === null ? '' : ',box.work'})})()`;
  const html = [
    `<div role="group" aria-label="${escapeHtml(alt)}">`,
    `<div data-root>${still}<div>${escapeHtml(alt)}</div></div>`,
    `<script type="application/json">${data}</script>`,
    ...(work === null
      ? []
      : [`<script data-code>document.currentScript.parentElement.work=${asFunction(work)}</script>`]),
    `<script>${start}</script>`,
    '</div>',
  ].join('\n');
  display({
    data: { 'text/html': html, ...(png === null ? {} : { 'image/png': png }), 'text/plain': alt },
    ...(png === null ? {} : { metadata: { 'image/png': { alt } } }),
  });
}

function picture(figure: Figure | undefined): string | null {
  if (figure === undefined) return null;
  const where = 'inBrowser: fallback.figure';
  const { data, layout } = finishFigure(figure, where);
  return pictureOf(data, layout, { width: layout.width ?? FIGURE_WIDTH, height: layout.height }, where);
}

/** A function without surroundings that returns the bundle's default export: the page can call it, and a worker can be made of its text. */
function asFunction(bundle: string): string {
  return `function(){${bundle}\nreturn explorable.default}`;
}

/** The minified bundle; the same source is bundled once. Its last statement defines `explorable`. */
function bundled(source: string): string {
  const known = bundles.get(source);
  if (known !== undefined) return known;
  const code = built(source)
    .replace(/<\/(script)/gi, '<\\/$1')
    .replace(/<!--/g, '<\\!--');
  if (code.length > MAX_CODE) {
    throw new RangeError(
      `inBrowser: the bundle has ${Math.round(code.length / 1000)} KB, more than 1000. Import a part of a library, such as 'ppo-lib/surrogate'.`,
    );
  }
  bundles.set(source, code);
  return code;
}

const OFFERED =
  "'notebook-kit/explorable', 'notebook-kit/replay', 'notebook-kit/worker', 'ppo-lib/surrogate', 'ppo-lib/compiled', 'gymnasium-js'";

/** The bundle as esbuild makes it, or the page's own host. Packages are found from the project, by what their `exports` offer a page. */
function built(source: string): string {
  const page = kernelBridge()?.page;
  try {
    if (page !== undefined) return page.bundle(source);
    const { buildSync } = loadLater('esbuild') as typeof import('esbuild');
    const { outputFiles } = buildSync({
      stdin: { contents: source, loader: 'ts', sourcefile: 'explorable.ts', resolveDir: projectRoot() ?? __dirname },
      bundle: true,
      minify: true,
      write: false,
      format: 'iife',
      globalName: 'explorable',
      platform: 'browser',
      target: 'es2020',
      logLevel: 'silent',
      legalComments: 'none',
    });
    return outputFiles[0].text;
  } catch (error) {
    const hint = String(error).includes('Could not resolve') ? ` A page may import ${OFFERED}.` : '';
    throw new Error(`inBrowser: ${(error as Error).message}${hint}`, { cause: error });
  }
}
