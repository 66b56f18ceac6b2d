import { requireArray, requireCount, requireObject } from '../numbers/validate';
import { requireNetwork, requireRollout, requireTable } from './checks';
import type { RecurrentNetwork, SequenceReading } from './network';
import type { RecurrentRollout } from './rollout';

/** B sequences of L steps, cut from a rollout: what the network reads, and where each place came from. */
export interface Sequences {
  /** L */
  readonly steps: number;
  /** B */
  readonly rows: number;
  /** [L,B,O], zeros where nothing is */
  readonly inputs: Float64Array;
  /** [B,H] the states before the first steps */
  readonly initial: Float64Array;
  /** [L,B] 1: an episode begins here */
  readonly starts: Uint8Array;
  /** [L,B] 1: a step of the rollout; 0: padding behind a sequence that is shorter than L */
  readonly mask: Uint8Array;
  /** [L,B] index into the columns [T,N] of the rollout; 0 in padding */
  readonly source: Int32Array;
}

/** How many sequences of L steps a rollout is cut into: those of environment 0, 1, ..., N-1 from its first steps, then from step L on, ... */
export function countSequences(rollout: RecurrentRollout, length: number): number {
  requireObject('rollout', rollout, 'what RecurrentPlayer#play returns');
  const { numSteps, numEnvs } = rollout;
  requireCount('rollout.numSteps', numSteps);
  requireCount('rollout.numEnvs', numEnvs);
  requireCount('length', length);
  return Math.ceil(numSteps / length) * numEnvs;
}

/**
 * Puts chosen sequences side by side. Steps stay in their order, and a sequence stays one environment's: only whole sequences are shuffled.
 * @param chosen numbers of sequences, below `countSequences`
 * @param states [T,N,H] what sequences begin with; default those of the rollout
 */
export function gatherSequences(
  rollout: RecurrentRollout,
  length: number,
  chosen: ArrayLike<number>,
  states?: Float64Array,
): Sequences {
  const count = requireRollout(rollout);
  const memory = states ?? rollout.states;
  requireTable('states', memory, count);
  const numSequences = countSequences(rollout, length);
  requireArray('chosen', chosen);
  for (let b = 0; b < chosen.length; b++) {
    requireCount(`chosen[${b}]`, chosen[b], 0);
    if (chosen[b] >= numSequences)
      throw new RangeError(`chosen[${b}]: got ${chosen[b]}, there are ${numSequences} sequences, counted from 0`);
  }
  const { numSteps, numEnvs, observations } = rollout;
  const [steps, rows] = [Math.min(length, numSteps), chosen.length];
  const size = observations.length / (numSteps * numEnvs);
  const units = memory.length / (numSteps * numEnvs);
  const inputs = new Float64Array(steps * rows * size);
  const initial = new Float64Array(rows * units);
  const [starts, mask] = [new Uint8Array(steps * rows), new Uint8Array(steps * rows)];
  const source = new Int32Array(steps * rows);
  for (let b = 0; b < rows; b++) {
    const first = Math.floor(chosen[b] / numEnvs) * length;
    const n = chosen[b] % numEnvs;
    initial.set(rowOf(memory, first * numEnvs + n, units), b * units);
    for (let l = 0; l < steps && first + l < numSteps; l++) {
      const place = l * rows + b;
      const from = (first + l) * numEnvs + n;
      source[place] = from;
      mask[place] = 1;
      starts[place] = rollout.starts[from];
      inputs.set(rowOf(observations, from, size), place * size);
    }
  }
  return { steps, rows, inputs, initial, starts, mask, source };
}

function rowOf<Floats extends Float32Array | Float64Array>(table: Floats, row: number, width: number): Floats {
  return table.subarray(row * width, (row + 1) * width) as Floats;
}

/** The whole rollout read from its first states on. */
export function readRollout(
  network: RecurrentNetwork,
  parameters: Float32Array,
  rollout: RecurrentRollout,
): SequenceReading {
  const whole = gatherSequences(
    rollout,
    rollout.numSteps,
    Uint32Array.from({ length: rollout.numEnvs }, (_, n) => n),
  );
  return network.read(parameters, whole, whole.steps, whole.rows);
}

/** [T,N,H] what a policy with these parameters would have remembered before each step, had it begun the rollout with the same memory. */
export function recomputeStates(
  network: RecurrentNetwork,
  parameters: Float32Array,
  rollout: RecurrentRollout,
): Float64Array {
  requireRollout(rollout);
  requireNetwork(network, parameters);
  return readRollout(network, parameters, rollout).pass.previous;
}
