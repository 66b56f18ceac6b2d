import { CategoricalBatch } from '../distributions/categorical/batch';
import { requireOneOf } from '../config/choices';
import { isDiscrete, requireActionSpace, type ActionSpace } from '../networks/parameters';
import { requireKnownOptions } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireBetween, requireCount, requireNumbers, requireObject } from '../numbers/validate';
import { countObservations, requireParameters } from '../learner/checks';
import type { Actions, Actor } from '../learner/learner';
import type { Trained } from '../relatives/loop';
import { RecurrentNetwork, type SequenceReading } from './network';

/** What acting returns: the actions, and the states to act with next. */
export interface RecurrentActions extends Actions {
  /** [N] whole numbers, counted from 0 */
  readonly actions: Int32Array;
  /** [N,H] what the policy remembers after it has seen the observations */
  readonly states: Float64Array;
}

/** A policy with a memory. It keeps no state between calls: whoever plays does, and begins each episode with `firstStates`. */
export class RecurrentAgent implements Trained {
  readonly network: RecurrentNetwork;
  readonly observationSize: number;
  readonly actionSpace: ActionSpace;
  readonly config: { readonly stateSize: number; readonly memory: boolean };
  /** the parameters themselves, which training changes in place */
  readonly parameters: Float32Array;

  /** @param setup.random draws the first weights   @throws TypeError if the actions are not discrete */
  constructor(setup: {
    readonly observationSize: number;
    readonly actionSpace: ActionSpace;
    readonly config: { readonly stateSize: number; readonly memory: boolean };
    readonly random: Random;
  }) {
    requireObject('setup', setup, '{ observationSize, actionSpace, config, random }'); // all are needed, and more is not read
    const { observationSize, actionSpace, config, random } = setup;
    requireCount('observationSize', observationSize);
    requireActionSpace('actionSpace', actionSpace);
    requireObject('config', config, 'a configuration, such as recurrentConfig()');
    requireCount('config.stateSize', config.stateSize);
    requireOneOf('config.memory', config.memory, [true, false]);
    requireRandom('random', random);
    if (!isDiscrete(actionSpace)) {
      throw new TypeError('actionSpace: got a box of real actions, recurrentPpo needs discrete ones; use train or sac');
    }
    this.config = config;
    this.observationSize = observationSize;
    this.actionSpace = actionSpace;
    this.network = new RecurrentNetwork({
      observationSize,
      stateSize: config.stateSize,
      numActions: actionSpace.n,
    });
    this.parameters = this.network.initialParameters(random);
  }

  /** [N,H] zeros: what a policy remembers that has seen nothing yet */
  firstStates(rows: number): Float64Array {
    return new Float64Array(requireCount('rows', rows, 0) * this.config.stateSize);
  }

  /**
   * One action per observation [N,O], drawn from `random` (or the likeliest one).
   * @param states [N,H] what the last call returned; zeros in the rows whose episodes begin. Not read with memory: false
   */
  act(
    observations: Float32Array,
    states: Float64Array,
    random: Random,
    options: { readonly deterministic?: boolean } = {},
  ): RecurrentActions {
    requireRandom('random', random);
    requireKnownOptions('options', options, ['deterministic']);
    const isLikeliest = requireOneOf('options.deterministic', options.deterministic ?? false, [true, false]);
    const { pass, logits, values } = this.look(observations, states);
    const rows = values.length;
    const policy = new CategoricalBatch(rows, logits.length / rows);
    policy.outputs.set(logits);
    const actions = new Int32Array(rows);
    policy.sample(isLikeliest ? null : random, actions);
    return { actions, logProbs: policy.logProbs, values: Float32Array.from(values), states: pass.hidden };
  }

  /** Plays episodes from the beginning on and keeps their states itself: for `evaluatePolicy`, one for each call. */
  actor(): Actor {
    const { observationSize, actionSpace } = this;
    let states: Float64Array | null = null;
    return {
      observationSize,
      actionSpace,
      config: {},
      act: (observations, random, options) => {
        states ??= this.firstStates(observations.length / observationSize);
        const acted = this.act(observations, states, random, options);
        states = acted.states;
        return acted;
      },
      forget: (n) => states?.fill(0, n * this.config.stateSize, (n + 1) * this.config.stateSize),
    };
  }

  /** V of each observation [N,O], seen with what is remembered [N,H]; [N] */
  values(observations: Float32Array, states: Float64Array): Float64Array {
    return this.look(observations, states).values;
  }

  /** One step of N sequences. */
  private look(observations: Float32Array, states: Float64Array): SequenceReading {
    const rows = countObservations(observations, this.observationSize);
    requireNumbers('observations', observations);
    requireNumbers('states', states, { length: rows * this.config.stateSize, like: 'observations times stateSize' });
    for (let i = 0; i < states.length; i++) requireBetween(`states[${i}]`, states[i], -1, 1); // where a GRU keeps them
    const inputs = new Float64Array(observations);
    const starts = new Uint8Array(rows).fill(this.config.memory ? 0 : 1);
    return this.network.read(this.parameters, { inputs, initial: states, starts }, 1, rows);
  }

  getParameters(): Float32Array {
    return this.parameters.slice();
  }

  /** @throws TypeError or RangeError unless they are as many finite numbers as `getParameters` returns */
  setParameters(parameters: ArrayLike<number>): void {
    requireParameters(parameters, this.parameters.length);
    this.parameters.set(parameters);
  }
}
