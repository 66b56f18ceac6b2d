/** What a builder can draw: numbers of a size that a plot can hold, gaps, texts and dates where they make sense. */
import { isList, quoted } from '../values/kinds';

/** Beyond this the room that a plot leaves around its points is no longer a number. */
const LARGEST = 1e300;

/** True for a finite number that a plot has no room for. */
export const isTooLarge = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && Math.abs(value) > LARGEST;

/** What may stand in a column beside numbers. */
export interface ColumnRule {
  /** null is a gap. */
  readonly gaps?: boolean;
  /** A column of texts only: categories. */
  readonly texts?: boolean;
  /** Dates and big integers, too: what a position may be. */
  readonly positions?: boolean;
  /** As many entries as this, which is as long as what `as` names. */
  readonly length?: number;
  readonly as?: string;
}

/**
 * Throws unless `values` is a list that can be drawn.
 * @param where  names it, e.g. `lineFigure: y of 'PPO'`
 * @throws TypeError for what is no list or holds something else; RangeError for another length, NaN, infinities and numbers beyond 1e300
 */
export function requireColumn(values: unknown, where: string, rule: ColumnRule = {}): void {
  if (!isList(values)) throw new TypeError(`${where}: expected a list of ${wanted(rule)}, got ${quoted(values)}`);
  const { length = values.length, as = '' } = rule;
  if (values.length !== length)
    throw new RangeError(`${where}: ${values.length} entries for ${length} ${as}; give one for each`);
  const kinds = new Set<string>();
  for (let index = 0; index < values.length; index++) kinds.add(kindOf(values[index], `${where}[${index}]`, rule));
  kinds.delete('gap');
  if (kinds.size > 1) throw new TypeError(`${where}: ${[...kinds].join(' and ')} are mixed; give one kind`);
}

const wanted = ({ texts, positions }: ColumnRule): string =>
  ['numbers', ...(texts ? ['texts'] : []), ...(positions ? ['dates'] : [])].join(' or ');

function kindOf(value: unknown, place: string, rule: ColumnRule): string {
  if (typeof value === 'number') {
    if (Number.isFinite(value) && !isTooLarge(value)) return 'numbers';
    const fix = rule.gaps ? '; null is a gap' : '; leave it out';
    const why = Number.isFinite(value) ? `is beyond ${LARGEST}` : 'cannot be drawn';
    throw new RangeError(`${place} is ${value}, which ${why}${fix}`);
  }
  if (typeof value === 'bigint' && rule.positions) return 'numbers';
  if (value === null && rule.gaps) return 'gap';
  if (typeof value === 'string' && rule.texts) return 'texts';
  if (value instanceof Date && rule.positions && !Number.isNaN(value.getTime())) return 'dates';
  const fix =
    typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? '; use Number(...)' : '';
  throw new TypeError(
    `${place}: expected ${wanted(rule)}${rule.gaps ? ', or null for a gap' : ''}, got ${saying(value)}${fix}`,
  );
}

const saying = (value: unknown): string => (value instanceof Date ? 'a date' : quoted(value));
