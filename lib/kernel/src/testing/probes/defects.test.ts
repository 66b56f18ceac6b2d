import test, { after } from 'node:test';
import { ourKernel } from '../kernelKinds';
import { ProbeBench } from './probeBench';
import { probes } from './probes';

const bench = new ProbeBench(ourKernel, 240_000);
after(() => bench.close());

for (const probe of probes) {
  test(`defect ${probe.number} is repaired: ${probe.title}`, () => probe.run(bench));
}
