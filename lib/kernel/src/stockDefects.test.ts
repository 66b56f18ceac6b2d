import assert from 'node:assert/strict';
import test from 'node:test';
import { stockKernel } from './testing/kernelClient';
import { probes } from './testing/probes';

/** Long enough for an orphan or a blocked kernel of ours to be gone. */
const PATIENCE_MS = 6000;

for (const probe of probes) {
  test(`stock tslab has defect ${probe.number}: its probe finds it`, async () => {
    await assert.rejects(probe.run(stockKernel, PATIENCE_MS), (error: unknown) => {
      assert.ok(error instanceof assert.AssertionError, `not the defect: ${String(error)}`);
      assert.match(error.message, probe.defect);
      return true;
    });
  });
}
