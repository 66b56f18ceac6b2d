import { requireFunction, requireKnownOptions } from '../numbers/objects';
import { requireCount, requirePositive } from '../numbers/validate';
import type { Channel, FromWorker } from './channel';
import { PlayedReturns } from './playedReturns';
import { WorkersLostError, type Fragment, type FragmentResult, type FragmentSetup, type Workers } from './workers';

export interface PoolOptions {
  readonly numWorkers: number;
  /** begins a worker */
  readonly connect: () => Channel;
  /** seconds after which an idle worker plays a fragment again that has not come back */
  readonly deadline: number;
}

/** A fragment may take so many workers with it; then it is the fragment that ends them. */
const MAX_LOSSES = 5;

type Task = { readonly fragment: Fragment; losses: number; isDone: boolean };

interface Seat {
  channel: Channel;
  version: number;
  /** what it is playing, since when (ms) */
  task: Task | null;
  since: number;
}

/**
 * Workers that may be slow, silent or gone: a fragment whose worker ends goes back to the front of the queue, one that is late is
 * given to an idle worker as well, and of two results for the same iteration and slot the first counts.
 */
export class WorkerPool implements Workers {
  private seats: Seat[] = [];
  private lost = 0;
  private setup: FragmentSetup | null = null;
  private weights: { version: number; parameters: Float32Array } | null = null;
  private queue: Task[] = [];
  private tasks: Task[] = [];
  private results: FragmentResult[] = [];
  private played = new PlayedReturns();
  private failure: Error | null = null;
  private wake: () => void = () => undefined;

  /** @throws RangeError or TypeError for an unknown option, and unless `numWorkers` is a whole number from 1, `deadline` a time and `connect` a function */
  constructor(private readonly options: PoolOptions) {
    requireKnownOptions('WorkerPool', options, ['numWorkers', 'connect', 'deadline']);
    requireCount('numWorkers', options.numWorkers);
    requirePositive('deadline', options.deadline);
    requireFunction('connect', options.connect, 'a function that begins a worker and returns the line to it');
  }

  get numWorkers(): number {
    return this.options.numWorkers;
  }

  /** How many fragments so far were under way when their worker ended. */
  get fragmentsLost(): number {
    return this.lost;
  }

  /**
   * [workers][episodes] undiscounted returns of the episodes that each finished in the latest `iterations`, at most 100, the newest
   * included, for `diagnoseWorkers`. A worker that takes another's seat goes on with its list.
   */
  returnsByWorker(iterations = 20): number[][] {
    return this.played.byWorker(requireCount('iterations', iterations), this.numWorkers);
  }

  start(setup: FragmentSetup): void {
    if (this.setup !== null) throw new Error('workers: they serve another run; give each run workers of its own');
    this.setup = setup;
    this.played = new PlayedReturns();
    this.seats = Array.from({ length: this.numWorkers }, () => this.newSeat());
  }

  setWeights(version: number, parameters: Float32Array): void {
    this.weights = { version, parameters };
  }

  async *collect(fragments: readonly Fragment[]): AsyncGenerator<FragmentResult, void, void> {
    if (this.setup === null) throw new Error('workers: start(setup) comes before collect');
    this.tasks = fragments.map((fragment) => ({ fragment, losses: 0, isDone: false }));
    this.queue = [...this.tasks];
    this.results = [];
    this.failure = null;
    const clock = setInterval(() => this.handOut(), this.options.deadline * 250);
    try {
      this.handOut();
      for (let left = fragments.length; left > 0; left--) yield await this.nextResult();
    } finally {
      clearInterval(clock);
      this.tasks = [];
      this.queue = [];
    }
  }

  kill(worker: number): void {
    const seat = this.seats[worker] as Seat | undefined;
    if (seat !== undefined) seat.channel.end();
    else throw new RangeError(`kill: got worker ${worker}, there are ${this.seats.length}, counted from 0`);
  }

  close(): Promise<void> {
    const seats = this.seats;
    this.seats = [];
    this.setup = null;
    for (const { channel } of seats) channel.end();
    return Promise.resolve();
  }

  private newSeat(): Seat {
    const channel = this.options.connect();
    const seat: Seat = { channel, version: -1, task: null, since: 0 };
    if (this.setup !== null) channel.send({ kind: 'setup', setup: this.setup });
    channel.onMessage((message) => this.take(seat, message));
    channel.onEnd((reason) => this.replace(seat, reason));
    return seat;
  }

  private async nextResult(): Promise<FragmentResult> {
    for (;;) {
      if (this.failure !== null) throw this.failure;
      const result = this.results.shift();
      if (result !== undefined) return result;
      await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  /** Every idle worker gets the next fragment, or else the one that is late the longest. */
  private handOut(): void {
    for (const seat of this.seats) {
      if (seat.task !== null) continue;
      const task = this.queue.shift() ?? this.latest();
      if (task === undefined) return;
      this.give(seat, task);
    }
  }

  private latest(): Task | undefined {
    const before = performance.now() - this.options.deadline * 1000;
    const late = this.seats.filter(({ task, since }) => task !== null && !task.isDone && since < before);
    late.sort((a, b) => a.since - b.since);
    const waiting = late.filter(({ task }) => this.seats.filter((seat) => seat.task === task).length === 1);
    return waiting[0]?.task ?? undefined;
  }

  private give(seat: Seat, task: Task): void {
    if (this.weights !== null && seat.version !== this.weights.version) {
      seat.channel.send({ kind: 'weights', ...this.weights });
      seat.version = this.weights.version;
    }
    seat.task = task;
    seat.since = performance.now();
    seat.channel.send({ kind: 'fragment', fragment: task.fragment });
  }

  private take(seat: Seat, message: FromWorker): void {
    seat.task = null;
    if (message.kind === 'result') this.accept(message.result, this.seats.indexOf(seat));
    else if (message.fragment === null || this.taskOf(message.fragment)) this.failure = message.error;
    this.wake();
    this.handOut();
  }

  /** The first result of an iteration and slot counts. */
  private accept(result: FragmentResult, worker: number): void {
    const task = this.taskOf(result);
    if (task === undefined) return;
    task.isDone = true;
    this.queue = this.queue.filter((waiting) => waiting !== task);
    this.results.push(result);
    this.played.add(worker, result);
  }

  /** What still waits for a result of this iteration and slot. */
  private taskOf({ iteration, slot }: Pick<Fragment, 'iteration' | 'slot'>): Task | undefined {
    const isIt = ({ fragment }: Task): boolean => fragment.iteration === iteration && fragment.slot === slot;
    return this.tasks.find((task) => !task.isDone && isIt(task));
  }

  /** A worker ended: another one takes its seat, and what it played goes back to the front of the queue. */
  private replace(seat: Seat, reason: string): void {
    const at = this.seats.indexOf(seat);
    if (at < 0) return; // closed
    this.seats[at] = this.newSeat();
    const { task } = seat;
    if (task === null || task.isDone || !this.tasks.includes(task)) return;
    task.losses++;
    this.lost++;
    const { iteration, slot } = task.fragment;
    if (task.losses >= MAX_LOSSES) {
      this.failure = new WorkersLostError(
        `workers: ${task.losses} ended while they played slot ${slot} of iteration ${iteration}, the last one by ${reason}; ` +
          'train without workers to see what the environment does there',
      );
    } else if (!this.queue.includes(task) && !this.seats.some((other) => other.task === task)) {
      this.queue.unshift(task);
    }
    this.wake();
    this.handOut();
  }
}
