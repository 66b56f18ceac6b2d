import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import test from 'node:test';
import { apply, invert, parseTransform } from './matrix';
import { JSDOM } from 'jsdom';
import { localBox, outerBox, pathLength, pointAtLength, type SvgNode } from './boxes';
import { textWidth } from './fontMetrics';

/** Rasterises in a process of its own, because the fault under test ends the process. */
function drawsInChild(body: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="100" height="80">${body}</svg>`;
  const code = `const { rasterize } = require(${JSON.stringify(join(__dirname, 'draw.js'))}); console.log(rasterize(process.argv[1], 1).length > 60 ? 'drawn' : 'empty')`;
  const child = spawnSync(process.execPath, ['-e', code, svg], { encoding: 'utf8' });
  return child.stdout.trim() || `died: ${String(child.signal)} ${child.stderr.slice(0, 200)}`;
}
const far = '<rect x="90000" y="5" width="5" height="5"/><circle cx="7e4" cy="0" r="3"/>';

test('what lies outside the picture in a layer of its own does not end the process', () => {
  const clip = '<clipPath id="c"><rect width="50" height="50"/></clipPath>';
  const layers = [
    `<g opacity="0.5">${far}</g>`,
    `${clip}<g clip-path="url(#c)">${far}</g>`,
    `${clip}<g transform="translate(500,9) rotate(30) scale(0.1)"><g style="opacity: 0.3" transform="matrix(2 0 0 -2 7 7)">${far}</g></g>`,
    `${clip}<path d="M9000,9000h5v5Z" style="fill: red; opacity: 0.5"/>`,
    `<svg x="10" y="10" width="20" height="20" viewBox="0 0 60 40">${far}</svg>`,
    `${clip}<g clip-path="url(#c)"><g opacity=".2"><path opacity="0.4" transform="translate(1e5,0)" d="M0,0h5v5Z"/></g></g>`,
  ];
  assert.deepEqual(
    layers.map((layer) => drawsInChild(layer)),
    layers.map(() => 'drawn'),
  );
});

test('transforms compose and invert: a point goes there and back', () => {
  const matrix = parseTransform('translate(3, 4) rotate(90) scale(2) rotate(180, 1, 1)');
  // (1, 0): about (1,1) by 180 degrees -> (1, 2); doubled -> (2, 4); turned by 90 -> (-4, 2); moved -> (-1, 6)
  const [x, y] = apply(matrix, 1, 0);
  assert.ok(Math.abs(x + 1) < 1e-12 && Math.abs(y - 6) < 1e-12, `${x}, ${y}`);
  const back = invert(matrix, x, y);
  assert.ok(back && Math.abs(back[0] - 1) < 1e-12 && Math.abs(back[1]) < 1e-12);
  assert.equal(invert(parseTransform('scale(0)'), 1, 1), null);
});

test('text is measured with the font of the picture: DejaVu Sans advances, 2048 units per em', () => {
  assert.equal(textWidth('A', 2048), 1401);
  assert.equal(textWidth('iii', 2048), 3 * 569);
  assert.equal(textWidth('A', 2048, 'bold'), 1585);
  assert.equal(textWidth('ε', 2048), 1107);
});

test('a path is as long as its sides, and has points on them', () => {
  const path = {
    nodeName: 'path',
    nodeType: 1,
    textContent: '',
    childNodes: [],
    getAttribute: () => 'M0,0L3,4H10V14',
  } as SvgNode;
  assert.equal(pathLength(path), 5 + 7 + 10);
  assert.deepEqual(pointAtLength(path, 8.5), { x: 6.5, y: 4 });
  assert.deepEqual(pointAtLength(path, 99), { x: 10, y: 14 });
});

test('text boxes: anchor, lines, bold parts and transforms, with the advances of the font', () => {
  const { window } = new JSDOM('<svg></svg>');
  const box = (markup: string, measure = localBox): number[] => {
    const svg = window.document.querySelector('svg') as SVGElement;
    svg.innerHTML = markup;
    const { left, top, right, bottom } = measure(svg.firstElementChild as unknown as SvgNode);
    return [left, top, right, bottom].map((edge) => Number(edge.toFixed(3)));
  };
  const w = (1401 / 2048) * 100; // one A at 100 px: 68.408
  const at = (x: number): number => Number(x.toFixed(3));
  const style = 'style="font-size: 100px"';
  assert.deepEqual(box(`<text x="10" y="200" ${style}>A</text>`), [10, 107.2, at(10 + w), 223.6]); // ascent 0.928, descent 0.236
  assert.deepEqual(
    box(`<text x="10" text-anchor="middle" ${style}>A</text>`).filter((_, i) => i % 2 === 0),
    [at(10 - w / 2), at(10 + w / 2)],
  );
  assert.deepEqual(
    box(`<text x="10" text-anchor="end" ${style}>AA</text>`).filter((_, i) => i % 2 === 0),
    [at(10 - 2 * w), 10],
  );
  const bold = (1585 / 2048) * 100;
  assert.equal(box(`<text ${style}>A<tspan style="font-weight: bold">A</tspan></text>`)[2], at(w + bold));
  assert.equal(box(`<text ${style}>A<tspan style="font-size: 70%">A</tspan></text>`)[2], at(1.7 * w));
  const lines = `<text ${style}><tspan class="line" dy="0em">AA</tspan><tspan class="line" dy="1.3em">A</tspan></text>`;
  assert.deepEqual(box(lines), [0, -92.8, at(2 * w), 153.6]); // 23.6 + 130
  assert.deepEqual(
    box('<rect x="1" y="2" width="3" height="4" transform="translate(10,0) rotate(90)"/>', outerBox),
    [4, 1, 8, 4],
  );
  assert.deepEqual(
    box('<g transform="translate(5,5)"><rect width="1" height="1"/><path d="M3,3H9V4"/></g>'),
    [0, 0, 9, 4],
  );
});
