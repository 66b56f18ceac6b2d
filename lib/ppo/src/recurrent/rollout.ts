import { gae } from '../numbers/advantage';
import { requireMethods } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireCount, requireObject, type FloatArray } from '../numbers/validate';
import type { World } from '../relatives/world';
import { toEnvActions } from '../training/environment';
import type { RecurrentAgent } from './agent';

/** T steps of N environments and what the policy thought; [T,N] row-major by step. */
export interface RecurrentRollout {
  readonly numSteps: number;
  readonly numEnvs: number;
  /** [T,N,O] */
  readonly observations: Float32Array;
  readonly actions: Int32Array;
  readonly logProbs: Float32Array;
  readonly values: Float64Array;
  /** V of the state that really followed, remembered from the same episode; of no account after an end */
  readonly nextValues: Float64Array;
  readonly rewards: Float64Array;
  readonly terminated: Uint8Array;
  readonly truncated: Uint8Array;
  /** 1: the policy forgot everything before this step, because an episode began (with memory: false at every step) */
  readonly starts: Uint8Array;
  /** [T,N,H] what the policy remembered before it saw the observation of the step: what its action was drawn with, zeros at starts */
  readonly states: Float64Array;
}

/** Advantages and the critic's targets of a rollout, [T,N] each. */
export interface Judged {
  readonly advantages: FloatArray;
  readonly returns: FloatArray;
}

/** Plays rollouts one after the other; episodes, and what the policy remembers of them, run on from one to the next. */
export class RecurrentPlayer {
  private states: Float64Array; // [N,H]
  private readonly starts: Uint8Array; // [N]

  constructor(
    private readonly world: World,
    private readonly agent: RecurrentAgent,
    private readonly random: Random,
  ) {
    requireMethods('world', world, ['step', 'takeFinished'], 'a World');
    requireMethods('agent', agent, ['act', 'firstStates'], 'a RecurrentAgent');
    requireRandom('random', random);
    if (world.observationSize !== agent.observationSize)
      throw new RangeError(
        `agent: sees ${agent.observationSize} numbers, the world shows ${world.observationSize}; make it for these environments`,
      );
    this.states = agent.firstStates(world.numEnvs);
    this.starts = new Uint8Array(world.numEnvs).fill(1);
  }

  play(numSteps: number): RecurrentRollout {
    const rollout = this.emptyRollout(requireCount('numSteps', numSteps));
    for (let t = 0; t < numSteps; t++) this.step(rollout, t);
    return rollout;
  }

  private emptyRollout(numSteps: number): RecurrentRollout {
    const { numEnvs, observationSize } = this.world;
    const size = numSteps * numEnvs;
    return {
      numSteps,
      numEnvs,
      observations: new Float32Array(size * observationSize),
      actions: new Int32Array(size),
      logProbs: new Float32Array(size),
      values: new Float64Array(size),
      nextValues: new Float64Array(size),
      rewards: new Float64Array(size),
      terminated: new Uint8Array(size),
      truncated: new Uint8Array(size),
      starts: new Uint8Array(size),
      states: new Float64Array(size * this.agent.config.stateSize),
    };
  }

  private step(rollout: RecurrentRollout, t: number): void {
    const { world, agent, starts } = this;
    const { numEnvs, observationSize } = world;
    const { stateSize, memory } = agent.config;
    const row = t * numEnvs;
    for (let n = 0; n < numEnvs; n++) {
      if (!memory) starts[n] = 1;
      if (starts[n]) this.states.fill(0, n * stateSize, (n + 1) * stateSize);
    }
    rollout.observations.set(world.observations, row * observationSize);
    rollout.starts.set(starts, row);
    rollout.states.set(this.states, row * stateSize);
    const { actions, logProbs, values, states } = agent.act(world.observations, this.states, this.random);
    this.states = states;
    rollout.actions.set(actions, row);
    rollout.logProbs.set(logProbs, row);
    rollout.values.set(values, row);
    world.step(actions, toEnvActions(actions, agent.actionSpace), ({ nextObservations, ...outcome }) => {
      rollout.rewards.set(Array.from(outcome.rewards), row);
      rollout.terminated.set(Array.from(outcome.terminated, Number), row);
      rollout.truncated.set(Array.from(outcome.truncated, Number), row);
      const isCut = t + 1 === rollout.numSteps || Array.from(outcome.truncated).some(Boolean);
      if (isCut) rollout.nextValues.set(agent.values(Float32Array.from(nextObservations), states), row);
    });
    if (t > 0) takeNextValues(rollout, row);
    for (let n = 0; n < numEnvs; n++) starts[n] = rollout.terminated[row + n] | rollout.truncated[row + n];
  }
}

/** Where an episode went on, the value of the next step is what the policy thought there. */
function takeNextValues({ numEnvs, values, nextValues, terminated, truncated }: RecurrentRollout, row: number): void {
  for (let i = row - numEnvs; i < row; i++) if (!terminated[i] && !truncated[i]) nextValues[i] = values[i + numEnvs];
}

/** Advantages by GAE; a time limit is not an end. */
export function judge(
  rollout: RecurrentRollout,
  options: { readonly gamma: number; readonly gaeLambda: number },
): Judged {
  requireObject('rollout', rollout, 'what RecurrentPlayer#play returns');
  requireObject('options', options, '{ gamma, gaeLambda }');
  const { gamma, gaeLambda } = options;
  const { rewards, values, nextValues, terminated, truncated, numEnvs } = rollout;
  return gae({ rewards, values, nextValues, terminated, truncated, gamma, gaeLambda, numEnvs });
}
