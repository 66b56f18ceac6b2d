import assert from 'node:assert/strict';
import test from 'node:test';
import { collectOutputs, type Figure, show } from '../index';

process.env.NOTEBOOK_FIGURES_DIR = '';
const axes = { xaxis: { title: 'x' }, yaxis: { title: 'y' } };
const alt = 'Points whose positions are the ones that were given.';
type Plain = Record<string, unknown>;

/** The first trace as it leaves `show`. */
async function shown(trace: Plain, layout: Plain = {}): Promise<Plain> {
  const figure: Figure = { data: [trace], layout: { ...axes, ...layout } };
  const [output] = await collectOutputs(() => show('values', figure, { alt }));
  return (output.data['application/vnd.plotly.v1+json'] as { data: Plain[] }).data[0];
}
const count = Array.from({ length: 1000 }, (_, index) => index);
const refused = (trace: Plain, message: RegExp): Promise<void> => assert.rejects(() => shown(trace), message);

test('thinned points stay where plotly would have counted them', async () => {
  const implicit = await shown({ y: count });
  assert.deepEqual(implicit.x, implicit.y);
  assert.equal((implicit.x as number[]).at(-1), 999);
  const from = await shown({ y: count, x0: 5 });
  assert.deepEqual([(from.x as number[])[0], (from.x as number[]).at(-1), from.x0], [5, 1004, undefined]);
  const steps = await shown({ y: count, dx: 2 });
  assert.deepEqual(
    steps.x,
    (steps.y as number[]).map((value) => 2 * value),
  );
  const sideways = await shown({ x: count, y0: 1, dy: 0.5 });
  assert.deepEqual(
    sideways.y,
    (sideways.x as number[]).map((value) => 1 + 0.5 * value),
  );
  const days = await shown({ y: count, x0: new Date(0), dx: 86_400_000 });
  assert.equal((days.x as string[]).at(-1), new Date(999 * 86_400_000).toISOString());
  await refused(
    { y: count, x0: '2026-01-01' },
    /x0: expected a number or a Date where a trace of 1000 points is thinned/,
  );
  assert.equal((await shown({ y: [1, 2] })).x, undefined);
});

test('columns stay in step or are refused', async () => {
  const groups = await shown({ x: [count.map(String), count.map(String)], y: count });
  assert.deepEqual((groups.x as string[][])[1], (groups.y as number[]).map(String));
  await refused({ x: [1, 2, 3], y: [1, 2] }, /trace 1: x has 3 entries, y has 2; give as many of both/);
  await refused({ type: 'bar', x: ['a', 'b'], y: [1, 2, 3] }, /x has 2 entries, y has 3/);
  await refused(
    { x: [1, 2], y: [1, 2], error_y: { type: 'data', array: [0.1] } },
    /error_y\.array has 1 entries for 2 points; give one for each/,
  );
  await refused({ y: count, text: ['a'] }, /text has 1 entries for 1000 points/);
  await refused({ y: count, marker: { color: count.slice(1) } }, /marker: color has 999 entries for 1000 points/);
  await refused({ y: count, selectedpoints: [999] }, /selectedpoints/);
  await refused({ x: new Set([1, 2]), y: [1, 2] }, /x must be a list, got a Set; make it one, e\.g\. with Array\.from/);
});

test('dates are kept, in UTC, in columns and in the layout', async () => {
  const days = [0, 1, 2].map((day) => new Date(Date.UTC(2026, 0, 1 + day)));
  const trace = await shown({ x: days, y: [1, 2, 3] }, { xaxis: { title: 'day', range: [days[0], days[2]] } });
  assert.deepEqual(trace.x, ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z']);
  assert.deepEqual((await shown({ x: [days[0], new Date(Number.NaN)], y: [1, 2] })).x, [days[0].toISOString(), null]);
});

test('big integers become numbers, or are refused where numbers are not exact', async () => {
  assert.deepEqual((await shown({ x: [1n, 20n], y: BigInt64Array.of(3n, -4n) })).y, [3, -4]);
  assert.deepEqual((await shown({ x: [9007199254740990n, 9007199254740991n], y: [1, 2] })).x, [
    2 ** 53 - 2,
    2 ** 53 - 1,
  ]);
  await refused(
    { name: 'ids', x: [1n, 2n ** 60n], y: [1, 2] },
    /trace 'ids'\.x\[1\]: 1152921504606846976n is above 2\^53/,
  );
  await refused({ y: [1, 2], customdata: [new Map(), 1] }, /customdata\[0\]: a Map cannot be drawn/);
});

test('close numbers stay apart; rounding errors do not', async () => {
  const clock = [1_700_000_001, 1_700_000_002, 1_700_000_004];
  assert.deepEqual((await shown({ x: clock, y: clock })).y, clock);
  assert.deepEqual((await shown({ x: [1e6 + 0.125, 1e6 + 0.25], y: [1, 2] })).x, [1e6 + 0.125, 1e6 + 0.25]);
  assert.deepEqual((await shown({ x: [1, 2], y: [100.001, 100.0025] })).y, [100.001, 100.0025]);
  assert.deepEqual((await shown({ x: [1, 2], y: [1 / 3, 1 / 3 + 1e-9] })).y, [0.333333, 0.333333]);
  assert.deepEqual((await shown({ x: [0, 1_234_567], y: [1, 2] })).x, [0, 1_234_570]);
});
