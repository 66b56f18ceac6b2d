import { describe } from '../numbers/validate';
import type { Checkpoint } from './checkpointShape';

/** Who keeps the checkpoints of a run while it goes on, such as `checkpointFolder('runs/a')`. */
export interface CheckpointKeeper {
  /** iterations from one checkpoint to the next */
  readonly every: number;
  /** Called once before the first step. @param iteration where the run stands: 0, or that of the checkpoint it goes on from */
  begin(iteration: number): Promise<void>;
  save(checkpoint: Checkpoint): Promise<void>;
}

/** Keeps what is due, and whatever is newest at the end. A checkpoint is not kept twice. */
export class CheckpointSchedule {
  private kept = -1;

  constructor(private readonly keeper: CheckpointKeeper | undefined) {
    if (keeper !== undefined) requireKeeper(keeper);
  }

  async begin(iteration: number): Promise<void> {
    this.kept = iteration;
    await this.keeper?.begin(iteration);
  }

  /** After every iteration. */
  async after(checkpoint: Checkpoint): Promise<void> {
    const { iteration } = checkpoint.counters;
    if (this.keeper !== undefined && iteration % this.keeper.every === 0) await this.keep(checkpoint);
  }

  /** At the end of the run. */
  async end(checkpoint: Checkpoint | null): Promise<void> {
    if (checkpoint !== null && checkpoint.counters.iteration !== this.kept) await this.keep(checkpoint);
  }

  private async keep(checkpoint: Checkpoint): Promise<void> {
    this.kept = checkpoint.counters.iteration;
    await this.keeper?.save(checkpoint);
  }
}

function requireKeeper(keeper: unknown): void {
  const { every, begin, save } = (keeper ?? {}) as Record<string, unknown>;
  if (typeof begin === 'function' && typeof save === 'function' && Number.isInteger(every) && Number(every) > 0) return;
  throw new TypeError(
    `checkpoints: got ${describe(keeper)}, expected what keeps them, such as checkpointFolder('runs/cartpole')`,
  );
}
