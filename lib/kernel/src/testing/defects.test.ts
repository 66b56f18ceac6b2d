import test, { after } from 'node:test';
import { ourKernel } from './kernelClient';
import { ProbeBench, probes } from './probes';

const bench = new ProbeBench(ourKernel, 60_000);
after(() => bench.close());

for (const probe of probes) {
  test(`defect ${probe.number} is repaired: ${probe.title}`, () => probe.run(bench));
}
