import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { checkResetOptions } from '../checks.js';
import type { Info } from '../env.js';
import { GymnasiumError, InvalidActionError, InvalidArgumentError } from '../errors.js';
import { makeVec, type MakeVecOptions } from '../registry/make.js';
import { canSave, checkNumbers, checkSaved, offerState } from '../saving.js';
import { isBox } from '../spaces/kinds.js';
import { Discrete } from '../spaces/discrete.js';
import { sizeOf } from '../spaces/space.js';
import { show } from '../text.js';
import { BatchedVectorEnv } from '../vector/batchedVectorEnv.js';
import {
  checkAutoresetMode,
  checkNumEnvs,
  readResetMask,
  spreadSeeds,
  type VectorInfo,
  type VectorResetOptions,
  type VectorResetResult,
  type VectorStepResult,
} from '../vector/vectorEnv.js';
import { type Answer, type Command, type SharedStep, sharedStep, type WorkerSetup } from './sharedStep.js';
import { rebuild } from './toldError.js';

/** What a `WorkerVectorEnv` can be told beside what `makeVec` takes. */
export interface WorkerVectorOptions extends MakeVecOptions {
  /** Number of threads; by default one per processor, at most one per environment. */
  readonly workers?: number | undefined;
  /** Paths of CommonJS modules that register environments; every worker loads them first. */
  readonly modules?: readonly string[] | undefined;
}

/** A saved `WorkerVectorEnv`: plain data. */
export interface WorkerVectorState {
  /** The state of the vector of each worker. */
  readonly workers: readonly unknown[];
  /** [N,O] the observations last returned */
  readonly observations: Float32Array;
}

function checkModules(modules: unknown, id: string): void {
  const wrong: unknown = Array.isArray(modules)
    ? Array.from(modules as unknown[]).find((path) => typeof path !== 'string')
    : modules;
  if (wrong === undefined) return;
  throw new InvalidArgumentError(`${id}: modules must be a list of paths, got ${show(wrong)}`);
}

/** A copy: before any worker is told something that another one cannot be told. */
function asPlainData(state: unknown, where: string): unknown {
  try {
    return structuredClone(state);
  } catch (error) {
    throw new InvalidArgumentError(`${where} must be plain data as getState returned it; ${(error as Error).message}`);
  }
}

/** Milliseconds after which a silent worker is taken for dead. */
const PATIENCE = 60_000;

/**
 * A vector environment whose environments are spread over worker threads (Node only). Its calls are synchronous like all
 * others: the caller waits until every worker is done.
 *
 * One step costs some 20 microseconds of waking and waiting, so this pays where an environment needs much longer than
 * that for its share of a step, and not for CartPole or Pendulum, whose typed arrays are faster in one thread.
 * Same seeds, same episodes as `makeVec`. Observations must be float32 boxes, actions discrete or boxes.
 */
export class WorkerVectorEnv extends BatchedVectorEnv<Float32Array, ArrayLike<number>> {
  private readonly shared: SharedStep;
  private readonly setups: Omit<WorkerSetup, 'port'>[];
  private readonly ports: MessagePort[];

  constructor(id: string, options: WorkerVectorOptions = {}) {
    const { workers, modules = [], numEnvs, ...rest } = options;
    const size = checkNumEnvs(numEnvs ?? 1, id);
    const mode = checkAutoresetMode(rest.autoresetMode ?? 'next-step', id);
    const count = Math.min(checkNumEnvs(workers ?? availableParallelism(), `${id}: workers`), size);
    checkModules(modules, id);
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- registers environments, in this thread too
    for (const path of modules) require(path);
    const one = makeVec(id, { ...rest, numEnvs: 1 });
    const { singleObservationSpace, singleActionSpace, metadata, spec } = one;
    super(size, mode, { observationSpace: singleObservationSpace, actionSpace: singleActionSpace, metadata, spec });
    const sizes = { numEnvs: this.numEnvs, workers: count, ...this.sizes() };
    const { memory, ...shared } = sharedStep(sizes);
    this.shared = shared;
    this.setups = Array.from({ length: count }, (_, index) => {
      const first = Math.floor((index * this.numEnvs) / count);
      const next = Math.floor(((index + 1) * this.numEnvs) / count);
      return { index, first, count: next - first, id, options: rest, modules, sizes, memory };
    });
    this.ports = this.setups.map(startWorker);
    if (canSave(one)) {
      offerState(
        this,
        () => this.save(),
        (saved) => this.restore(saved),
      );
    }
  }

  /** The states of all workers' environments; present exactly if every environment can save itself. */
  getState?(): WorkerVectorState;
  /** Continues exactly where a vector of the same environments on as many workers was when `getState` was called. */
  setState?(saved: WorkerVectorState): void;

  get name(): string {
    return this.spec?.id ?? 'WorkerVectorEnv';
  }

  private sizes(): { observationSize: number; actionSize: number } {
    const { singleObservationSpace: seen, singleActionSpace: done } = this;
    if (!isBox(seen) || seen.dtype !== 'float32') {
      throw new InvalidArgumentError(`WorkerVectorEnv: needs float32 Box observations, got ${String(seen)}`);
    }
    if (!(done instanceof Discrete) && !isBox(done)) {
      throw new InvalidArgumentError(`WorkerVectorEnv: needs Discrete or Box actions, got ${String(done)}`);
    }
    return { observationSize: sizeOf(seen.shape), actionSize: done instanceof Discrete ? 1 : sizeOf(done.shape) };
  }

  reset(options: VectorResetOptions = {}): VectorResetResult {
    this.checkOpen('reset');
    checkResetOptions(options, this.name);
    const seeds = spreadSeeds(options.seed, this.numEnvs, this.name);
    const mask = readResetMask(options.options, this.numEnvs, this.name);
    const parts = this.setups.map(({ first, count }): Command => {
      const inner: Info = { ...options.options };
      if (mask !== null) inner.resetMask = mask.slice(first, first + count);
      return { call: 'reset', seed: seeds.slice(first, first + count), options: inner };
    });
    const wanted = parts.map(
      (_, k) =>
        mask === null || mask.subarray(this.setups[k].first, this.setups[k].first + this.setups[k].count).includes(1),
    );
    const answers = this.command(parts, wanted);
    return { observations: this.shared.observations.slice(), info: this.gather(answers) };
  }

  step(actions: ArrayLike<number>): VectorStepResult {
    this.checkOpen('step');
    const { shared } = this;
    if (typeof actions !== 'object' || actions === null || actions.length !== shared.actions.length) {
      throw new InvalidActionError(
        `${this.name}: actions must be ${shared.actions.length} numbers, got ${show(actions)}`,
      );
    }
    for (let i = 0; i < actions.length; i++) {
      if (typeof actions[i] !== 'number') {
        throw new InvalidActionError(`${this.name}: actions[${i}] must be a number, got ${show(actions[i])}`);
      }
    }
    shared.actions.set(actions);
    const answers = this.command(this.setups.map(() => ({ call: 'step' })));
    const info = this.gather(answers);
    if (answers.some((answer) => answer?.ended)) info.finalObservation = shared.finalObservations.slice();
    return {
      observations: shared.observations.slice(),
      rewards: shared.rewards.slice(),
      terminated: shared.terminated.slice(),
      truncated: shared.truncated.slice(),
      info,
    };
  }

  private save(): WorkerVectorState {
    this.checkOpen('getState');
    const answers = this.command(this.setups.map(() => ({ call: 'getState' })));
    return { workers: answers.map((answer) => answer?.state), observations: this.shared.observations.slice() };
  }

  private restore(saved: WorkerVectorState): void {
    this.checkOpen('setState');
    const { workers, observations } = checkSaved<WorkerVectorState>(saved, ['workers', 'observations'], this.name);
    const count = this.setups.length;
    if (!Array.isArray(workers) || workers.length !== count) {
      throw new InvalidArgumentError(
        `${this.name}: setState got the states of ${show((workers as unknown[])?.length)} workers for ${count}; ` +
          'make the vector with the same numEnvs and workers',
      );
    }
    const states = workers.map((state, k) => asPlainData(state, `${this.name}: setState: workers[${k}]`));
    const size = this.shared.observations.length;
    const shown = checkNumbers(observations, `${this.name}: observations`, size);
    this.command(states.map((state) => ({ call: 'setState', state })));
    this.shared.observations.set(shown);
  }

  protected closeAll(): void {
    this.command(this.setups.map(() => ({ call: 'close' })));
  }

  /** Gives every wanted worker its command and waits for all answers; null where a worker was left out. */
  private command(commands: readonly Command[], wanted?: readonly boolean[]): (Answer | null)[] {
    const { turns } = this.shared;
    const asked = commands.map((command, k) => {
      if (wanted !== undefined && !wanted[k]) return false;
      this.ports[k].postMessage(command);
      Atomics.add(turns, 2 * k, 1);
      Atomics.notify(turns, 2 * k);
      return true;
    });
    const answers = asked.map((was, k) => (was ? this.await(k) : null));
    const failed = answers.find((answer) => answer?.error !== undefined)?.error;
    if (failed !== undefined) throw rebuild(failed);
    return answers;
  }

  private await(k: number): Answer {
    const { turns } = this.shared;
    const given = Atomics.load(turns, 2 * k);
    for (let done = Atomics.load(turns, 2 * k + 1); done < given; done = Atomics.load(turns, 2 * k + 1)) {
      if (Atomics.wait(turns, 2 * k + 1, done, PATIENCE) === 'timed-out') {
        throw new GymnasiumError(`${this.name}: worker ${k} has not answered for ${PATIENCE / 1000} s`);
      }
    }
    return receiveMessageOnPort(this.ports[k])?.message as Answer;
  }

  /** The infos of all workers as one, every column at full length. */
  private gather(answers: readonly (Answer | null)[]): VectorInfo {
    const info: VectorInfo = {};
    answers.forEach((answer, k) => {
      if (answer !== null) merge(info, answer.info, this.setups[k].first, this.setups[k].count, this.numEnvs);
    });
    return info;
  }
}

function startWorker(setup: Omit<WorkerSetup, 'port'>): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(join(__dirname, 'worker.js'), {
    workerData: { ...setup, port: port2 },
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  return port1;
}

/** Copies the columns of one worker, rows first .. first + count - 1, into the columns of all. */
function merge(
  all: Record<string, unknown>,
  part: Record<string, unknown>,
  first: number,
  count: number,
  numEnvs: number,
): void {
  for (const [key, value] of Object.entries(part)) {
    if (value instanceof Float64Array || value instanceof Uint8Array) {
      const column = (all[key] ??
        (value instanceof Float64Array ? new Float64Array(numEnvs) : new Uint8Array(numEnvs))) as Float64Array;
      column.set(value, first);
      all[key] = column;
    } else if (Array.isArray(value)) {
      const column = (all[key] ?? Array<unknown>(numEnvs).fill(null)) as unknown[];
      for (let i = 0; i < count; i++) column[first + i] = value[i];
      all[key] = column;
    } else {
      const inner = (all[key] ?? {}) as Record<string, unknown>;
      merge(inner, value as Record<string, unknown>, first, count, numEnvs);
      all[key] = inner;
    }
  }
}
