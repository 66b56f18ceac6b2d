import { readFileSync } from 'node:fs';
import { loadLater } from '../host/lazy';

/** Height above the base line and depth below it, in em: DejaVu Sans' own line metrics. */
export const ASCENT = 0.928;
export const DESCENT = 0.236;

export const FONT_FILES = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  italic: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf'),
} as const;

type Weight = 'regular' | 'bold';

/** The part of opentype.js used here; the package ships no types. */
interface OpenType {
  parse(file: ArrayBuffer, options: { readonly lowMemory: boolean }): Font;
}
interface Font {
  readonly unitsPerEm: number;
  charToGlyph(character: string): { readonly index: number; readonly advanceWidth: number };
}

const fonts = new Map<Weight, Font>();
const advances = new Map<string, number>();

function fontOf(weight: Weight): Font {
  const known = fonts.get(weight);
  if (known) return known;
  const { buffer, byteOffset, byteLength } = readFileSync(FONT_FILES[weight]);
  // With lowMemory glyphs are read when they are asked for: a figure needs some sixty of the font's six thousand.
  const font = (loadLater('opentype.js') as OpenType).parse(buffer.slice(byteOffset, byteOffset + byteLength), {
    lowMemory: true,
  });
  fonts.set(weight, font);
  return font;
}

/** Advance width of one character in em; that of the missing-glyph box where the font lacks it. */
function advance(character: string, weight: Weight): number {
  const key = `${weight}${character}`;
  const known = advances.get(key);
  if (known !== undefined) return known;
  const font = fontOf(weight);
  const width = font.charToGlyph(character).advanceWidth / font.unitsPerEm;
  advances.set(key, width);
  return width;
}

/** Width of a string in pixels at the given size. */
export function textWidth(text: string, size: number, weight: Weight = 'regular'): number {
  let width = 0;
  for (const character of text) if (character !== '\u200b') width += advance(character, weight);
  return width * size;
}

/** The characters of a text that the font draws as a box, each once, e.g. Chinese ones. */
export function unknownCharacters(text: string): string {
  const font = fontOf('regular');
  const isUnknown = (character: string): boolean => character > '\u007f' && font.charToGlyph(character).index === 0;
  return [...new Set(text)].filter((character) => !INVISIBLE.test(character) && isUnknown(character)).join('');
}

/** Spaces, joiners, direction marks and variation selectors have no glyph and need none. */
const INVISIBLE = /\s|\p{Cf}|\p{Variation_Selector}/u;
