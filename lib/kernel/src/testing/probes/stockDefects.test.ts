import assert from 'node:assert/strict';
import test, { after } from 'node:test';
import { stockKernel } from '../kernelKinds';
import { ProbeBench } from './probeBench';
import { probes } from './probes';

/** Long enough for an orphan or a blocked kernel of ours to be gone. */
const PATIENCE_MS = 6000;

const bench = new ProbeBench(stockKernel, PATIENCE_MS);
after(() => bench.close());

for (const probe of probes) {
  test(`stock tslab has defect ${probe.number}: its probe finds it`, async () => {
    await assert.rejects(probe.run(bench), (error: unknown) => {
      assert.ok(error instanceof assert.AssertionError, `not the defect: ${String(error)}`);
      assert.match(error.message, probe.defect);
      return true;
    });
  });
}
