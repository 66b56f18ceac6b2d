import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { projectRoot } from '../project';
import { drawPng } from './draw';

const PLOTLY = 'application/vnd.plotly.v1+json';
interface Output {
  readonly data?: {
    readonly [PLOTLY]?: { data: object[]; layout: { width?: number; height: number } };
    readonly 'image/png'?: string;
  };
}

/** The last figure of each lesson: every fourth lesson's, to stay within seconds. */
function committedFigures(): {
  name: string;
  figure: { data: object[]; layout: { width?: number; height: number } };
  png: Buffer;
}[] {
  const folder = join(projectRoot(__dirname) as string, 'notebooks');
  const lessons = readdirSync(folder).filter((name) => /^\d\d-.*\.ipynb$/.test(name));
  return lessons.sort().flatMap((name, index) => {
    const { cells } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { cells: { outputs?: Output[] }[] };
    const drawn = cells
      .flatMap(({ outputs = [] }) => outputs)
      .filter(({ data }) => data?.[PLOTLY] && data['image/png']);
    const data = drawn[drawn.length - 1]?.data;
    const [figure, png] = [data?.[PLOTLY], data?.['image/png']];
    return index % 4 === 0 && figure && png ? [{ name, figure, png: Buffer.from(png, 'base64') }] : [];
  });
}

test('the pictures in the lessons are what the kit draws today, to the byte', async () => {
  const figures = committedFigures();
  assert.ok(figures.length >= 2, `${figures.length} figures found`);
  for (const { name, figure, png } of figures) {
    await new Promise(setImmediate); // plotly lets go of a drawing on its next turn
    const size = { width: figure.layout.width ?? 720, height: figure.layout.height };
    assert.ok(drawPng(figure.data, figure.layout, size).equals(png), `the last figure of ${name} differs`);
  }
});
