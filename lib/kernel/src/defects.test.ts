import test from 'node:test';
import { ourKernel } from './testing/kernelClient';
import { probes } from './testing/probes';

for (const probe of probes) {
  test(`defect ${probe.number} is repaired: ${probe.title}`, () => probe.run(ourKernel, 60_000));
}
