import {
  type Learner,
  type LearnerSetup,
  type Minibatch,
  type RolloutBuffer,
  type TrainingEnv,
  type TrainingStep,
  type TrainRecord,
} from 'ppo-lib';
import { optionsOf, runCase } from './run';
import { clinicTasks, type Task } from '../ward/tasks';
import { type Case, requireSeed } from '../ward/ward';

/** One step of all environments as they really took it; all arrays are copies. */
export interface TrueStep {
  /** [N,O] shown before the step */
  readonly observations: Float32Array;
  /** [N,O] the states that were really reached: the final ones where an episode ended */
  readonly reached: Float32Array;
  /** [N] each */
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
}

/** The moment between a rollout and the first gradient step on it. */
export interface Moment {
  readonly iteration: number;
  readonly task: Task;
  /** in the state in which it acted */
  readonly learner: Learner;
  /** another learner with the same program and the same parameters, to experiment with */
  readonly makeTwin: () => Learner;
  /** what the program stored and computed */
  readonly buffer: RolloutBuffer;
  /** what the environments really did, T steps */
  readonly steps: readonly TrueStep[];
}

/** Looks over the shoulder of a run: both functions may read everything and must change nothing. */
export interface Visitor {
  moment(moment: Moment): void;
  /** every minibatch that reaches the learner, in order */
  minibatch?(minibatch: Minibatch, buffer: RolloutBuffer): void;
}

/** Runs a case from the start and lets the visitor see each rollout before it is learned from. @returns the run's records */
export async function follow(
  one: Case,
  { seed, iterations }: { readonly seed: number; readonly iterations?: number },
  visitor: Visitor,
): Promise<readonly TrainRecord[]> {
  requireSeed(seed);
  let witness!: Witness;
  let buffer!: RolloutBuffer;
  const options = optionsOf(one, (env) => (witness = new Witness(env)));
  const watched = {
    ...options,
    buffer: (sizes: RolloutBuffer['options']) => (buffer = options.buffer(sizes)),
    learner: (setup: LearnerSetup) => {
      const learner = options.learner(setup);
      const makeTwin = (): Learner => twinOf(options.learner, setup, learner);
      const show = (iteration: number): void =>
        visitor.moment({
          iteration,
          task: clinicTasks[one.task],
          learner,
          makeTwin,
          buffer,
          steps: witness.takeSteps(),
        });
      return watchUpdates(learner, witness, show, (minibatch) => visitor.minibatch?.(minibatch, buffer));
    },
  };
  const records: TrainRecord[] = [];
  const stopAt = iterations === undefined ? {} : { stopAt: { iterations } };
  for await (const record of runCase(one, { seed, ...stopAt }, watched)) records.push(record);
  return records;
}

function watchUpdates(
  learner: Learner,
  witness: Witness,
  show: (iteration: number) => void,
  see: (minibatch: Minibatch) => void,
): Learner {
  const update = learner.update.bind(learner);
  let iteration = 0;
  learner.update = (minibatch, settings) => {
    if (witness.hasSteps) show(++iteration);
    see(minibatch);
    return update(minibatch, settings);
  };
  return learner;
}

function twinOf(make: (setup: LearnerSetup) => Learner, setup: LearnerSetup, learner: Learner): Learner {
  const twin = make({ ...setup, random: setup.random.stream('twin') });
  twin.setParameters(learner.getParameters());
  return twin;
}

/** Passes everything on and keeps copies of what happened. */
class Witness implements TrainingEnv {
  readonly numEnvs: number;
  readonly autoresetMode: string;
  readonly singleObservationSpace: unknown;
  readonly singleActionSpace: unknown;
  private steps: TrueStep[] = [];
  private shown = new Float32Array(0);

  constructor(private readonly inner: TrainingEnv) {
    this.numEnvs = inner.numEnvs;
    this.autoresetMode = inner.autoresetMode;
    this.singleObservationSpace = inner.singleObservationSpace;
    this.singleActionSpace = inner.singleActionSpace;
  }

  get hasSteps(): boolean {
    return this.steps.length > 0;
  }

  takeSteps(): TrueStep[] {
    const { steps } = this;
    this.steps = [];
    return steps;
  }

  reset(options?: { seed?: number }): { observations: Float32Array } {
    const { observations } = this.inner.reset(options);
    this.shown = observations.slice();
    return { observations };
  }

  step(actions: ArrayLike<number>): TrainingStep {
    const outcome = this.inner.step(actions);
    const [terminated, truncated] = [Uint8Array.from(outcome.terminated), Uint8Array.from(outcome.truncated)];
    const reached = outcome.observations.slice();
    const size = reached.length / this.numEnvs;
    for (let n = 0; n < this.numEnvs; n++) {
      const final = terminated[n] || truncated[n] ? outcome.info.finalObservation : undefined;
      if (final !== undefined) reached.set(final.subarray(n * size, (n + 1) * size), n * size);
    }
    const rewards = Float64Array.from(outcome.rewards);
    this.steps.push({ observations: this.shown, reached, rewards, terminated, truncated });
    this.shown = outcome.observations.slice();
    return outcome;
  }

  close(): void {
    this.inner.close();
  }
}
