/**
 * Where outputs go. Inside a tslab kernel (stock or ours) a bundle becomes a Jupyter display message; in plain Node
 * it is kept in a list that tests and scripts can read.
 */
import { requireFunction, requireOptions } from '../values/arguments';
import { quoted } from '../values/kinds';
import { wellFormed } from '../values/wellFormed';
import { shared } from './shared';

/** One Jupyter output: the same content in several MIME types; the front end picks the richest one it can draw. */
export interface Bundle {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What was shown, as a notebook file would keep it: an update replaces the entry with the same display id. */
export interface ShownOutput extends Bundle {
  readonly displayId: string | null;
  /** How often the output was written, 1 for a plain display. */
  readonly writes: number;
}

interface DisplayMessage {
  data: Record<string, unknown>;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}
type Writer = (message: DisplayMessage, update: boolean) => void;
interface TslabJupyter {
  lastWriteDisplayData?: Writer | null;
}

/** What a page has in place of Node and its packages. */
export interface PageHost {
  /** An explorable with what it imports, as a script that defines `explorable`. */
  bundle(source: string): string;
  /** What plotly.js says of its own names, as JSON. */
  plotlyNames(): string;
}

/** The part of the lesson kernel that this package uses; absent on stock tslab and in plain Node. */
export interface KernelBridge {
  readonly version: string;
  readonly signal: AbortSignal;
  openComm(options: {
    targetName: string;
    data: unknown;
    metadata?: unknown;
    onMessage?(data: unknown): void;
    onClose?(): void;
  }): { readonly commId: string; send(data: unknown): void; close(data?: unknown): void };
  display?(message: DisplayMessage, update: boolean): void;
  /** Only where the kernel is a worker of a page: no picture is drawn there, the page draws for itself. */
  readonly page?: PageHost;
}

interface OutputState {
  collected: ShownOutput[];
  collecting: boolean;
  nextId: number;
}

const state = (): OutputState => shared('outputs', () => ({ collected: [], collecting: false, nextId: 1 }));

/** The bridge of the lesson kernel, or undefined on stock tslab and in plain Node. */
export function kernelBridge(): KernelBridge | undefined {
  return (globalThis as unknown as Record<symbol, KernelBridge | undefined>)[Symbol.for('tslab.kernel')];
}

/** The kernel's display function; null in plain Node. */
function kernelWriter(): Writer | null {
  const bridge = kernelBridge();
  return bridge?.display === undefined ? stockWriter() : (message, update) => bridge.display?.(message, update);
}

/** The display function of the stock tslab that is running this process. tslab is never loaded for it. */
function stockWriter(): Writer | null {
  for (const path of Object.keys(require.cache)) {
    if (!/[\\/]tslab[\\/]dist[\\/]jupyter\.js$/.test(path)) continue;
    const exported = require.cache[path]?.exports as TslabJupyter | undefined;
    if (exported?.lastWriteDisplayData) return exported.lastWriteDisplayData;
  }
  return null;
}

function collect(bundle: Bundle, displayId: string | null, update: boolean): void {
  const { collected } = state();
  const index = update ? collected.findIndex((output) => output.displayId === displayId) : -1;
  if (index < 0) {
    collected.push({ ...bundle, displayId, writes: 1 });
    return;
  }
  collected[index] = { ...bundle, displayId, writes: (collected[index]?.writes ?? 0) + 1 };
}

function write(given: Bundle, displayId: string | null, update: boolean): void {
  const bundle = wellFormed(given);
  const writer = state().collecting ? null : kernelWriter();
  if (writer === null) {
    collect(bundle, displayId, update);
    return;
  }
  const transient = displayId === null ? {} : { display_id: displayId };
  writer({ data: { ...bundle.data }, metadata: { ...bundle.metadata }, transient }, update);
}

/**
 * Shows one bundle under the running cell.
 * @throws TypeError if it has no data by MIME type, or something else than data and metadata
 */
export function display(bundle: Bundle): void {
  if (typeof bundle?.data !== 'object' || bundle.data === null)
    throw new TypeError(`display: expected a bundle such as { data: { 'text/plain': 'text' } }, got ${quoted(bundle)}`);
  requireOptions(bundle, 'display', ['data', 'metadata']);
  requireWritable(bundle);
  write(bundle, null, false);
}

/** What holds itself, or a big integer, would end the cell with words about JSON. */
function requireWritable(bundle: Bundle): void {
  try {
    JSON.stringify(bundle);
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw new TypeError(
      `display: the bundle cannot be written: ${why}; give texts, numbers, and lists and objects of them`,
    );
  }
}

/** An output that can be replaced in place; the notebook file keeps its last state only. */
export interface LiveDisplay {
  readonly id: string;
  /** Shows the bundle: the first call creates the output, later calls replace it. */
  set(bundle: Bundle): void;
}

/** A new output that can be replaced in place. Nothing is shown before the first `set`. */
export function liveDisplay(): LiveDisplay {
  const kept = state();
  const id = `kit-${process.pid}-${Date.now().toString(36)}-${kept.nextId++}`;
  let shown = false;
  return {
    id,
    set(bundle) {
      write(bundle, id, shown);
      shown = true;
    },
  };
}

/**
 * Runs `body` with every output collected instead of shown, and returns the outputs as a notebook file would keep them.
 * Meant for tests and for scripts that want a figure's numbers only.
 */
export async function collectOutputs(body: () => unknown): Promise<readonly ShownOutput[]> {
  requireFunction(body, 'collectOutputs', '() => show(...)');
  const kept = state();
  const before = { collected: kept.collected, collecting: kept.collecting };
  kept.collected = [];
  kept.collecting = true;
  try {
    await body();
    return kept.collected;
  } finally {
    Object.assign(kept, before);
  }
}
