import type { Sendable } from './encode';
import { NumpyArray } from './numpyArray';

/** One step of an episode, with what the policy said there. */
export interface PlayedStep {
  readonly action: number;
  /** [A] */
  readonly logits: Float32Array;
  /** nats */
  readonly logProb: number;
  readonly reward: number;
  /** [O] where it led */
  readonly next: Float32Array;
}

/** A piece of an episode as RLlib takes it: from the observation where the piece before ended. */
export class EpisodePiece {
  private readonly steps: PlayedStep[] = [];

  /** @param id the same for all pieces of one episode   @param from step of the episode at which this piece begins */
  constructor(
    private readonly id: string,
    private readonly from: number,
    private readonly first: Float32Array,
  ) {}

  get length(): number {
    return this.steps.length;
  }

  get rewards(): number {
    return this.steps.reduce((sum, { reward }) => sum + reward, 0);
  }

  add(step: PlayedStep): void {
    this.steps.push(step);
  }

  /** The piece that goes on where this one ends. */
  next(): EpisodePiece {
    const last = this.steps.at(-1);
    return new EpisodePiece(this.id, this.from + this.length, last === undefined ? this.first : last.next);
  }

  /**
   * What `SingleAgentEpisode.from_state` of RLlib reads; it asks for every key, and a missing one ends the thread that listens there.
   * Both flags false: the episode goes on.
   * @param seconds that the piece took
   */
  toWire(terminated: boolean, truncated: boolean, seconds: number): Sendable {
    const { steps, from, id } = this;
    const numSteps = steps.length;
    const [numActions, size] = [steps[0].logits.length, this.first.length];
    const observations = rows([this.first, ...steps.map(({ next }) => next)], size);
    const logits = rows(
      steps.map((step) => step.logits),
      numActions,
    );
    return {
      id_: id,
      agent_id: null,
      module_id: null,
      multi_agent_episode_id: null,
      t_started: from,
      t: from + numSteps,
      is_terminated: terminated,
      is_truncated: truncated,
      _observation_space: null,
      _action_space: null,
      _start_time: 0,
      _last_step_time: seconds,
      custom_data: {},
      observations: column(new NumpyArray('<f4', [numSteps + 1, size], observations)),
      actions: column(
        new NumpyArray(
          '<i8',
          [numSteps],
          BigInt64Array.from(steps, ({ action }) => BigInt(action)),
        ),
      ),
      rewards: column(
        new NumpyArray(
          '<f8',
          [numSteps],
          Float64Array.from(steps, ({ reward }) => reward),
        ),
      ),
      infos: { ...column(Array.from({ length: numSteps + 1 }, () => ({}))), finalized: false },
      extra_model_outputs: {
        action_dist_inputs: column(new NumpyArray('<f4', [numSteps, numActions], logits)),
        action_logp: column(
          new NumpyArray(
            '<f4',
            [numSteps],
            Float32Array.from(steps, ({ logProb }) => logProb),
          ),
        ),
      },
    };
  }
}

/** A buffer of RLlib that holds a whole array. */
function column(data: Sendable): { [key: string]: Sendable } {
  return { data, lookback: 0, finalized: true, space: null };
}

function rows(parts: readonly Float32Array[], width: number): Float32Array {
  const all = new Float32Array(parts.length * width);
  parts.forEach((part, row) => all.set(part, row * width));
  return all;
}
