import type { AxesOptions, Column, Mark } from './axes';

/** Evenly spaced positions: `from`, `from + step`, ...; takes less room in the notebook than a list. */
export interface EvenSteps {
  readonly from: number;
  readonly step: number;
}

/** Bounds around a line, of the same length as its y. */
export interface Bounds {
  readonly lower: Column;
  readonly upper: Column;
}

/** One line of a line figure; `band` is drawn as a tinted area around it. */
export interface Line {
  readonly name: string;
  readonly x: Column | EvenSteps;
  /** null is a gap. Texts make the y axis one of categories. */
  readonly y: ArrayLike<number | null> | readonly string[];
  /** Interval around the line, e.g. a 95% interval over seeds; `says` puts into the legend what the band is. */
  readonly band?: Bounds & { readonly says?: string };
  /** An error bar at each point: bounds of y, or with `along: 'x'` of x. */
  readonly errors?: Bounds & { readonly along?: 'x' | 'y' };
  readonly dash?: 'solid' | 'dash' | 'dot' | 'dashdot';
  /** How points are joined: straight, or in steps. */
  readonly shape?: 'linear' | 'hv';
  readonly mode?: 'lines' | 'markers' | 'lines+markers';
  /** A colour such as `colors.green`; by default the next of the palette. */
  readonly color?: string;
  /** CSS pixels; 2.5 by default. */
  readonly width?: number;
  readonly opacity?: number;
  /** Sign of a point, e.g. 'diamond' or 'circle-open', and its size in CSS pixels (7 by default). */
  readonly symbol?: string;
  readonly size?: number;
}

export interface LineFigureOptions extends AxesOptions {
  readonly lines: readonly Line[];
  readonly marks?: readonly Mark[];
  /** Significant digits that y, bands and errors keep (at most six are ever kept): fewer make a smaller notebook. */
  readonly digits?: number;
}
