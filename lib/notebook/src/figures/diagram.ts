import {
  forEachEntry,
  requireEntries,
  requireNumber,
  requireOptionalText,
  requireOptions,
  requireText,
} from '../values/arguments';
import { isList, quoted } from '../values/kinds';
import { extremes } from '../values/numbers';
import { checkHeight } from './checkAxes';
import { requireColumn } from './columns';
import type { Figure } from './figure';
import { colors } from './template';

/** A box of a diagram. Positions are its middle, in units of your own; y points up. Texts may hold `<b>` and `<br>`. */
export interface Box {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** A colour of `colors`, drawn pale; grey by default. */
  readonly color?: string;
}

/** An arrow from box to box: from side to side, or from top to bottom where one stands above the other. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** Stands above a horizontal arrow and to the right of a vertical one. */
  readonly text?: string;
}

export interface DiagramOptions {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  /** Free texts, left-aligned at x, e.g. headings. */
  readonly texts?: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  /** Width and height of every box, in the units of their positions; 0.8 by 0.6 by default. */
  readonly boxSize?: readonly [number, number];
  readonly height?: number;
  readonly title?: string;
}

type Plain = Record<string, unknown>;
const INK = '#2A2A2A';

/**
 * Boxes and arrows.
 * @throws TypeError or RangeError if an arrow names no box, two boxes have one id, there is no box, or a place is no number
 * @example diagramFigure({ boxes: [{ id: 'env', text: '<b>environments</b>', x: 0, y: 0 }, { id: 'buffer', text: 'buffer', x: 2, y: 0 }], arrows: [{ from: 'env', to: 'buffer', text: 'states' }] })
 */
export function diagramFigure(options: DiagramOptions): Figure {
  checkDiagram(options);
  const { boxes, arrows, texts = [], title, height = 380, boxSize = [0.8, 0.6] } = options;
  const half: [number, number] = [boxSize[0] / 2, boxSize[1] / 2];
  const xs = [...boxes.flatMap(({ x }) => [x - half[0], x + half[0]]), ...texts.map(({ x }) => x)];
  const ys = [...boxes.flatMap(({ y }) => [y - half[1], y + half[1]]), ...texts.map(({ y }) => y + half[1])];
  return {
    data: [
      {
        type: 'scatter',
        mode: 'markers',
        x: extremes(xs),
        y: extremes(ys),
        marker: { opacity: 0 },
        hoverinfo: 'skip',
        showlegend: false,
      },
    ],
    layout: {
      ...(title ? { title: { text: title } } : {}),
      height,
      margin: { l: 16, r: 16, b: 16 },
      xaxis: hiddenAxis(xs),
      yaxis: hiddenAxis(ys),
      shapes: boxes.map((box) => boxShape(box, half)),
      annotations: [
        ...boxes.map(({ x, y, text }) => label(text, x, y)),
        ...arrows.flatMap((arrow, index) => arrowParts(arrow, index, boxes, half)),
        ...texts.map(({ x, y, text }) => label(text, x, y, { xanchor: 'left', font: { size: 14 } })),
      ],
      showlegend: false,
    },
  };
}

function checkDiagram(options: DiagramOptions): void {
  const where = 'diagramFigure';
  requireOptions(options, where, ['boxes', 'arrows', 'texts', 'boxSize', 'height', 'title']);
  const { boxes, arrows, texts = [], boxSize } = options;
  requireOptionalText(options.title, `${where}: title`);
  checkHeight(options.height, where);
  if (boxSize !== undefined) {
    requireColumn(boxSize, `${where}: boxSize`, { length: 2, as: 'sides' });
    for (const side of boxSize) requireNumber(side, `${where}: boxSize`, { above: 0 });
  }
  requireEntries(boxes, `${where}: boxes`, "{ id: 'policy', text: 'policy', x: 0, y: 0 }");
  forEachEntry(boxes, (box, index) => {
    requireOptions(box, `${where}: boxes[${index}]`, ['id', 'text', 'x', 'y', 'color']);
    requireText(box.id, `${where}: boxes[${index}].id`, 'Arrows need it.');
    requireOptionalText(box.color, `${where}: color of '${box.id}'`);
    checkPlaced(box, `${where}: boxes[${index}]`);
  });
  const ids = boxes.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined)
    throw new RangeError(`${where}: two boxes have the id '${twice}'; arrows need one box for each id`);
  for (const [name, list] of Object.entries({ arrows, texts }))
    if (!isList(list))
      throw new TypeError(`${where}: ${name}: expected a list, which may be empty, got ${quoted(list)}`);
  forEachEntry(arrows, (arrow, index) => {
    requireOptions(arrow, `${where}: arrows[${index}]`, ['from', 'to', 'text']);
    for (const end of ['from', 'to'] as const)
      requireText(arrow[end], `${where}: arrows[${index}].${end}`, 'Give the id of a box.');
    requireOptionalText(arrow.text, `${where}: arrows[${index}].text`);
  });
  forEachEntry(texts, (one, index) => {
    requireOptions(one, `${where}: texts[${index}]`, ['x', 'y', 'text']);
    checkPlaced(one, `${where}: texts[${index}]`);
  });
}

function checkPlaced(one: { readonly x: number; readonly y: number; readonly text: string }, where: string): void {
  requireText(one.text, `${where}.text`, 'Say what stands there.');
  requireColumn([one.x, one.y], `${where}: [x, y]`);
}

const hiddenAxis = (values: readonly number[]): Plain => {
  const [low, high] = extremes(values);
  const air = 0.02 * (high - low);
  return { visible: false, fixedrange: true, range: [low - air, high + air] };
};

const boxShape = ({ x, y, color }: Box, [across, up]: readonly [number, number]): Plain => ({
  type: 'rect',
  ...{ x0: x - across, x1: x + across, y0: y - up, y1: y + up },
  ...{ fillcolor: color ?? colors.grey, opacity: 0.35, line: { color: INK, width: 1 } },
});

const label = (text: string, x: number, y: number, more: Plain = {}): Plain => ({
  x,
  y,
  text,
  showarrow: false,
  font: { size: 13 },
  ...more,
});

function arrowParts({ from, to, text }: Arrow, index: number, boxes: readonly Box[], half: [number, number]): Plain[] {
  const [start, end] = [from, to].map((id) => boxes.find((box) => box.id === id));
  if (!start || !end || start === end)
    throw new RangeError(
      `diagramFigure: arrow ${index + 1} from '${from}' to '${to}' needs two of the boxes ${boxes.map(({ id }) => `'${id}'`).join(', ')}`,
    );
  const sideways = Math.abs(end.x - start.x) > 2 * half[0];
  const sign = sideways ? Math.sign(end.x - start.x) : Math.sign(end.y - start.y);
  const edge = (box: Box, away: 1 | -1): { x: number; y: number } =>
    sideways ? { x: box.x + away * sign * half[0], y: box.y } : { x: box.x, y: box.y + away * sign * half[1] };
  const [tail, tip] = [edge(start, 1), edge(end, -1)];
  const pen = { showarrow: true, arrowhead: 2, arrowwidth: 1.5, arrowcolor: INK, startstandoff: 2, standoff: 2 };
  const arrow = { ...tip, ax: tail.x, ay: tail.y, axref: 'x', ayref: 'y', xref: 'x', yref: 'y', text: '', ...pen };
  if (!text) return [arrow];
  const beside = sideways ? { yanchor: 'bottom', yshift: 3 } : { xanchor: 'left', xshift: 6 };
  return [arrow, label(text, (tail.x + tip.x) / 2, (tail.y + tip.y) / 2, { font: { size: 11 }, ...beside })];
}
