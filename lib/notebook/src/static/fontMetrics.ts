import { readFileSync } from 'node:fs';

/** Advance widths of one TrueType font, in em. */
export interface FontMetrics {
  /** Width of one character (given as a code point), in em; the missing-glyph box where the font lacks it. */
  advance(codePoint: number): number;
}

/** Height above the base line and depth below it, in em: DejaVu Sans' own line metrics. */
export const ASCENT = 0.928;
export const DESCENT = 0.236;

export const FONT_FILES = {
  regular: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  italic: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Oblique.ttf'),
} as const;

const loaded = new Map<string, FontMetrics>();

/** Metrics of the text font, read once per process. */
export function fontMetrics(weight: 'regular' | 'bold'): FontMetrics {
  const known = loaded.get(weight);
  if (known) return known;
  const metrics = readFont(readFileSync(FONT_FILES[weight]));
  loaded.set(weight, metrics);
  return metrics;
}

/** Reads the tables `head` (units per em), `hhea` and `hmtx` (advances) and `cmap` (character to glyph). */
function readFont(font: Buffer): FontMetrics {
  const table = (tag: string): number => {
    const count = font.readUInt16BE(4);
    for (let index = 0; index < count; index++) {
      const entry = 12 + 16 * index;
      if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
    }
    throw new Error(`The font has no ${tag} table`);
  };
  const unitsPerEm = font.readUInt16BE(table('head') + 18);
  const widthCount = font.readUInt16BE(table('hhea') + 34);
  const widths = table('hmtx');
  const glyphs = readCharacterMap(font, table('cmap'));
  return {
    advance(codePoint) {
      const glyph = Math.min(glyphs.get(codePoint) ?? 0, widthCount - 1);
      return font.readUInt16BE(widths + 4 * glyph) / unitsPerEm;
    },
  };
}

/** The Unicode BMP sub-table (format 4): runs of characters with a delta or an offset into a glyph list. */
function readCharacterMap(font: Buffer, cmap: number): Map<number, number> {
  const tables = font.readUInt16BE(cmap + 2);
  for (let index = 0; index < tables; index++) {
    const start = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4);
    if (font.readUInt16BE(start) === 4) return readSegments(font, start);
  }
  throw new Error('The font has no Unicode character map of format 4');
}

function readSegments(font: Buffer, start: number): Map<number, number> {
  const glyphs = new Map<number, number>();
  const size = font.readUInt16BE(start + 6); // twice the number of segments
  for (let offset = 0; offset < size; offset += 2) {
    const last = font.readUInt16BE(start + 14 + offset);
    const first = font.readUInt16BE(start + 16 + size + offset);
    const delta = font.readUInt16BE(start + 16 + 2 * size + offset);
    const rangeAt = start + 16 + 3 * size + offset;
    const range = font.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code !== 0xffff; code++) {
      const glyph = range === 0 ? code : font.readUInt16BE(rangeAt + range + 2 * (code - first));
      if (glyph !== 0) glyphs.set(code, (glyph + delta) & 0xffff);
    }
  }
  return glyphs;
}

/** Width of a string in pixels at the given size. */
export function textWidth(text: string, size: number, weight: 'regular' | 'bold' = 'regular'): number {
  const metrics = fontMetrics(weight);
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code !== 0x200b) width += metrics.advance(code);
  }
  return width * size;
}
