import type { Figure } from '../figures/trace';
import { isList, quoted } from '../values/kinds';
import { nearest } from '../values/nearest';
import { kernelBridge } from '../host/outputs';
import { plotPage } from '../static/page';

/** Attributes by name; an attribute that holds others has the role 'object', and a list of such ones has `items`. */
type Attributes = Readonly<Record<string, unknown>>;

interface Vocabulary {
  readonly traces: Readonly<Record<string, Attributes>>;
  readonly layout: Attributes;
}

let vocabulary: Vocabulary | null = null;

/** What plotly.js says of itself; asking takes a moment, so it is asked once. */
function plotlyNames(): Vocabulary {
  const known = kernelBridge()?.page?.plotlyNames();
  vocabulary ??= known === undefined ? askPlotly() : (JSON.parse(known) as Vocabulary);
  return vocabulary;
}

function askPlotly(): Vocabulary {
  const { traces, layout } = plotPage().plotly.PlotSchema.get();
  const types = Object.entries(traces);
  return {
    traces: Object.fromEntries(types.map(([type, { attributes }]) => [type, attributes])),
    layout: Object.assign({}, layout.layoutAttributes, ...types.map(([, one]) => one.layoutAttributes)) as Attributes,
  };
}

/**
 * Throws if a figure holds a name that plotly does not know: it would leave it out without a word.
 * @param where  starts messages
 * @throws TypeError that names the place, with the nearest name that plotly knows; also where an object is needed and something else stands
 */
export function requireKnownNames({ data, layout = {} }: Figure, where: string): void {
  const { traces, layout: ofLayout } = plotlyNames();
  data.forEach((trace, index) => {
    const type = trace.type ?? 'scatter';
    if (!Object.hasOwn(traces, type))
      throw unknownName(String(type), Object.keys(traces), `${where}: data[${index}].type`);
    requireNames(trace, traces[type], `${where}: data[${index}]`);
  });
  requireNames(layout, ofLayout, `${where}: layout`);
}

const isObject = (value: unknown): value is Attributes => typeof value === 'object' && value !== null && !isList(value);

function requireNames(part: Attributes, known: Attributes, where: string): void {
  for (const [key, value] of Object.entries(part)) {
    // xaxis2 is another xaxis, legend2 another legend.
    const attribute = known[key] ?? known[key.replace(/\d+$/, '')];
    if (attribute === undefined) throw unknownName(key, Object.keys(known), where);
    if (!isObject(attribute) || attribute.role !== 'object') continue;
    if (isObject(attribute.items)) requireItems(value, attribute.items, `${where}.${key}`);
    else if (isObject(value)) requireNames(value, attribute, `${where}.${key}`);
    else throw new TypeError(`${where}.${key}: expected an object, got ${quoted(value)}`);
  }
}

/** `items` has one entry, named by what one of the list is called. */
function requireItems(value: unknown, items: Attributes, where: string): void {
  const [[one, known]] = Object.entries(items) as [string, Attributes][];
  if (!Array.isArray(value)) throw new TypeError(`${where}: expected a list, got ${quoted(value)}`);
  value.forEach((entry: unknown, index) => {
    if (!isObject(entry)) throw new TypeError(`${where}[${index}]: expected a ${one}, an object, got ${quoted(entry)}`);
    requireNames(entry, known, `${where}[${index}]`);
  });
}

function unknownName(name: string, names: readonly string[], where: string): TypeError {
  const meant = nearest(name, names);
  return new TypeError(
    `${where}: plotly knows no '${name}'; ${meant === null ? 'see plotly.com/javascript/reference' : `did you mean '${meant}'?`}`,
  );
}
