import type { Probe } from './probeBench';
import { compileProbes } from './compileProbes';
import { protocolProbes } from './protocolProbes';
import { runProbes } from './runProbes';

/** One for each line of the table in README.md, in its order. */
export const probes: readonly Probe[] = [...compileProbes, ...protocolProbes, ...runProbes].sort(
  (a, b) => a.number - b.number,
);
