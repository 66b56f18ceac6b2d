/** A plotly trace: `{ type: 'scatter', x, y, name, ... }`. Columns may be arrays or typed arrays. */
export interface Trace {
  readonly type?: string;
  readonly name?: string;
  readonly [attribute: string]: unknown;
}

/** A plotly figure, as in every plotly library. `layout` needs a title for each axis that is used. */
export interface Figure {
  readonly data: readonly Trace[];
  readonly layout?: Readonly<Record<string, unknown>>;
}
