/**
 * Counts the steps of many episodes at once. Instead of one counter per environment there is one for all and the moment
 * at which each episode started, so that a step costs nothing per environment until some episode may reach the limit.
 */
export class EpisodeClock {
  private now = 0;
  private readonly startedAt: Float64Array;
  /** No episode can reach the limit before this moment. */
  private nextLook: number;

  /** @param limit steps per episode; Infinity for no limit */
  constructor(
    numEnvs: number,
    private readonly limit: number,
  ) {
    this.startedAt = new Float64Array(numEnvs);
    this.nextLook = limit;
  }

  /** Episode i starts now. */
  restart(i: number): void {
    this.startedAt[i] = this.now;
  }

  /** One step of every environment. @returns whether some episode may have reached the limit: then call `reached` */
  tick(): boolean {
    return ++this.now >= this.nextLook;
  }

  /** Calls back for every episode that has reached the limit. */
  reached(found: (i: number) => void): void {
    const { startedAt, now, limit } = this;
    let next = Infinity;
    for (let i = 0; i < startedAt.length; i++) {
      if (now - startedAt[i] >= limit) found(i);
      else next = Math.min(next, startedAt[i] + limit);
    }
    // An episode that goes on beyond the limit restarts before the next step, at `now` or one step later.
    this.nextLook = Math.min(next, now + limit);
  }

  /** Steps taken in each running episode. */
  elapsed(): Int32Array {
    return Int32Array.from(this.startedAt, (start) => this.now - start);
  }

  /** Continues with these numbers of steps. */
  setElapsed(elapsed: ArrayLike<number>): void {
    for (let i = 0; i < this.startedAt.length; i++) this.startedAt[i] = this.now - elapsed[i];
    this.nextLook = this.now;
  }
}
