import { loadLater } from '../host/lazy';
import { wellFormed } from '../values/wellFormed';
import { IDENTITY, invert, type Matrix, multiply, parseTransform } from './matrix';

/**
 * resvg 2.6.2 aborts the whole process when something that needs a layer of its own (a clip path, an opacity, a mask) lies
 * entirely outside the picture, e.g. a trace whose points are all beyond the axis range. An invisible pixel in the middle of the
 * picture keeps each such layer inside it.
 */
const LAYER_PROPERTIES = ['opacity', 'clip-path', 'mask', 'filter', 'mix-blend-mode'];
const SHAPES = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'image', 'use']);
const NEVER_DRAWN = 'defs, clipPath, mask, pattern, marker, symbol, linearGradient, radialGradient';
const SVG = 'http://www.w3.org/2000/svg';

let parser: DOMParser | null = null;
let serializer: XMLSerializer | null = null;

/** The same picture as an SVG document that resvg can draw. */
export function hardened(svg: string): string {
  if (parser === null || serializer === null) {
    const { JSDOM } = loadLater('jsdom') as typeof import('jsdom');
    const { window } = new JSDOM('');
    parser = new window.DOMParser();
    serializer = new window.XMLSerializer();
  }
  const document = parser.parseFromString(withoutForbidden(svg), 'image/svg+xml');
  const broken = document.querySelector('parsererror');
  if (broken !== null)
    throw new TypeError(`a picture is not well-formed SVG: ${(broken.textContent ?? '').trim().split('\n')[0]}`);
  const root = document.documentElement;
  const middle: [number, number] = [lengthOf(root, 'width') / 2, lengthOf(root, 'height') / 2];
  for (const element of Array.from(document.querySelectorAll('*'))) {
    for (const name of ['href', 'xlink:href']) if (isOutside(element.getAttribute(name))) element.removeAttribute(name);
    if (element === root || element.closest(NEVER_DRAWN)) continue;
    const isContainer = element.nodeName === 'svg' || element.nodeName === 'g';
    if (!(element.nodeName === 'svg' || needsLayer(element))) continue;
    if (isContainer) element.prepend(anchor(document, toPicture(element), middle));
    else if (SHAPES.has(element.nodeName)) wrap(element, document, middle);
  }
  return serializer.serializeToString(document);
}

/** Control characters and halves of a surrogate pair end an XML document; a title may hold some. */
const withoutForbidden = (svg: string): string =>
  // eslint-disable-next-line no-control-regex -- these are what XML forbids
  wellFormed(svg).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');

/** A file or an address: a picture holds all that it shows. */
const isOutside = (reference: string | null): boolean => reference !== null && !/^\s*(#|data:)/.test(reference);

const lengthOf = (element: Element, name: string): number => Number.parseFloat(element.getAttribute(name) ?? '') || 0;

/** From an element's inner coordinates to the picture's, its own transform or view box included. */
function toPicture(element: Element | null): Matrix {
  if (element === null) return IDENTITY;
  const own = element.nodeName === 'svg' ? viewport(element) : parseTransform(element.getAttribute('transform') ?? '');
  return multiply(toPicture(element.parentElement), own);
}

function viewport(svg: Element): Matrix {
  const [left, top, width, height] = (svg.getAttribute('viewBox') ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  if (!(width > 0 && height > 0)) return [1, 0, 0, 1, lengthOf(svg, 'x'), lengthOf(svg, 'y')];
  const [across, down] = [(lengthOf(svg, 'width') || width) / width, (lengthOf(svg, 'height') || height) / height];
  return [across, 0, 0, down, lengthOf(svg, 'x') - left * across, lengthOf(svg, 'y') - top * down];
}

/** An invisible dot in the middle of the picture, given in coordinates that `matrix` leads to the picture. */
function anchor(document: Document, matrix: Matrix, middle: readonly [number, number]): Element {
  const rectangle = document.createElementNS(SVG, 'rect');
  const [x, y] = invert(matrix, ...middle) ?? [0, 0];
  const attributes = { x, y, width: 0.5, height: 0.5, fill: '#fff', 'fill-opacity': 0 };
  for (const [name, value] of Object.entries(attributes)) rectangle.setAttribute(name, String(value));
  return rectangle;
}

/** Style declarations of an element as pairs; plotly writes styles without nested semicolons. */
function declarations(element: Element): [string, string][] {
  return (element.getAttribute('style') ?? '')
    .split(';')
    .map((entry): [string, string] => [entry.split(':')[0].trim(), entry.split(':').slice(1).join(':').trim()])
    .filter(([name]) => name !== '');
}

const isLayer = (name: string, value: string): boolean =>
  LAYER_PROPERTIES.includes(name) && !['', 'none', 'normal', '1'].includes(value);

function needsLayer(element: Element): boolean {
  const given = LAYER_PROPERTIES.map((name): [string, string] => [name, element.getAttribute(name) ?? '']);
  return [...given, ...declarations(element)].some(([name, value]) => isLayer(name, value));
}

/** Puts a shape into a group that takes over its layer and its transform, with the invisible dot beside it. */
function wrap(element: Element, document: Document, middle: readonly [number, number]): void {
  const group = document.createElementNS(SVG, 'g');
  element.replaceWith(group);
  for (const name of [...LAYER_PROPERTIES, 'transform']) {
    const value = element.getAttribute(name);
    if (value !== null) group.setAttribute(name, value);
    element.removeAttribute(name);
  }
  const style = declarations(element);
  const write = (pairs: [string, string][]): string => pairs.map(([name, value]) => `${name}: ${value}`).join('; ');
  group.setAttribute('style', write(style.filter(([name, value]) => isLayer(name, value))));
  element.setAttribute('style', write(style.filter(([name]) => !LAYER_PROPERTIES.includes(name))));
  group.append(anchor(document, toPicture(group), middle), element);
}
