/** Colours of Okabe and Ito (2008), told apart with every common form of colour blindness, on white and on dark. */
export const colors = {
  blue: '#0072B2',
  vermillion: '#D55E00',
  green: '#009E73',
  purple: '#CC79A7',
  orange: '#E69F00',
  sky: '#56B4E9',
  grey: '#7F7F7F',
} as const;

/** The order in which traces take their colours. */
export const palette: readonly string[] = Object.values(colors);

/** Below zero vermillion, zero near white, above zero blue: readable without red against green. */
export const divergingScale: readonly (readonly [number, string])[] = [
  [0, '#D55E00'],
  [0.5, '#F5F5F5'],
  [1, '#0072B2'],
];

/** Height of a figure in CSS pixels; its width follows the cell. */
export const FIGURE_HEIGHT = 400;
/** Width of the static picture in CSS pixels. */
export const FIGURE_WIDTH = 720;

const INK = '#2A2A2A';
const FAINT = '#DADADA';

type Plain = Record<string, unknown>;

const axisStyle = {
  automargin: true,
  gridcolor: FAINT,
  linecolor: '#9A9A9A',
  showline: true,
  ticks: 'outside',
  tickcolor: '#9A9A9A',
  zeroline: false,
  title: { standoff: 12, font: { size: 14 } },
};

const houseStyle = {
  height: FIGURE_HEIGHT,
  autosize: true,
  // White, not transparent: the same file is then readable in a viewer that knows no theme, on a dark page too. The
  // project's own renderer repaints it for JupyterLab's dark theme.
  paper_bgcolor: '#FFFFFF',
  plot_bgcolor: '#FFFFFF',
  colorway: palette,
  font: { family: 'DejaVu Sans, Verdana, Arial, sans-serif', size: 13, color: INK },
  title: {
    x: 0,
    xref: 'paper',
    xanchor: 'left',
    y: 0.98,
    yref: 'container',
    yanchor: 'top',
    automargin: true,
    font: { size: 16 },
    pad: { b: 8 },
  },
  margin: { l: 64, r: 24, t: 28, b: 56 },
  legend: { orientation: 'h', traceorder: 'normal', x: 0, xanchor: 'left', y: 1.02, yanchor: 'bottom' },
  hoverlabel: { namelength: -1 },
};

/** `given` over `base`, field by field; arrays and plain values are replaced whole. */
function over(base: Plain, given: Plain): Plain {
  const merged: Plain = { ...base };
  for (const [key, value] of Object.entries(given)) {
    const both = [merged[key], value].every(
      (part) => typeof part === 'object' && part !== null && !Array.isArray(part),
    );
    merged[key] = both ? over(merged[key] as Plain, value as Plain) : value;
  }
  return merged;
}

/** The layout with the house style under it: whatever the figure sets itself wins. Every axis it names is styled. */
export function houseLayout(layout: Plain): Plain {
  const axes = new Set(['xaxis', 'yaxis', ...Object.keys(layout).filter((key) => /^[xy]axis\d*$/.test(key))]);
  const styled: Plain = { ...houseStyle };
  for (const key of axes) styled[key] = axisStyle;
  return over(styled, layout);
}
