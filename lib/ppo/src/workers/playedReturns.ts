import type { FragmentResult } from './workers';

/** Iterations whose returns are kept. */
const KEPT = 100;

/** Who played which episodes in the latest iterations. */
export class PlayedReturns {
  private entries: { worker: number; iteration: number; episodeReturns: readonly number[] }[] = [];

  add(worker: number, { iteration, episodeReturns }: FragmentResult): void {
    if (this.entries[0]?.iteration <= iteration - KEPT)
      this.entries = this.entries.filter((entry) => entry.iteration > iteration - KEPT);
    this.entries.push({ worker, iteration, episodeReturns });
  }

  /** [workers][episodes] of the latest iterations, the newest included. */
  byWorker(iterations: number, numWorkers: number): number[][] {
    const newest = this.entries[this.entries.length - 1]?.iteration ?? 0;
    const recent = this.entries.filter(({ iteration }) => iteration > newest - iterations);
    const returns = Array.from({ length: numWorkers }, (): number[] => []);
    for (const { worker, episodeReturns } of recent) for (const value of episodeReturns) returns[worker].push(value);
    return returns;
  }
}
