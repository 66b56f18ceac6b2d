import { initialParameters } from '../networks/orthogonal';
import { addDense, addSlot, countParameters, type ParameterSlot } from '../networks/parameters';
import { requireMethods } from '../numbers/objects';
import { requireRandom, type Random } from '../numbers/random';
import { requireCount, requireObject, type NumberArray } from '../numbers/validate';
import { requireCounts, requireInput, requireNetwork, requireSlopes } from './checks';
import { GruPass, type GruInput, type GruWeights } from './gru';
import { addOuter, addProduct, dotRow } from './vectors';

/** Sizes of a recurrent actor-critic. */
export interface RecurrentSizes {
  readonly observationSize: number;
  readonly stateSize: number;
  readonly numActions: number;
}

/** What a network says at every place of B sequences of L steps. */
export interface SequenceReading {
  readonly pass: GruPass;
  /** [L,B,numActions] */
  readonly logits: Float64Array;
  /** [L,B] */
  readonly values: Float64Array;
}

/** All tensors of the network, as views into one flat array. */
interface Tensors extends GruWeights {
  readonly policyWeights: Float64Array;
  readonly policyBiases: Float64Array;
  readonly valueWeights: Float64Array;
  readonly valueBiases: Float64Array;
}

const order = [
  'inputWeights',
  'hiddenWeights',
  'inputBiases',
  'hiddenBiases',
  'policyWeights',
  'policyBiases',
  'valueWeights',
  'valueBiases',
] as const satisfies readonly (keyof Tensors)[];

/**
 * A GRU with two linear heads, one for the policy and one for the value. It owns no parameters: they lie in one flat array of the
 * caller, in the order of the manifest.
 */
export class RecurrentNetwork {
  readonly manifest: readonly ParameterSlot[];

  constructor(readonly sizes: RecurrentSizes) {
    requireCounts('sizes', sizes, ['observationSize', 'stateSize', 'numActions']);
    this.manifest = manifestOf(sizes);
  }

  get numParameters(): number {
    return countParameters(this.manifest);
  }

  /** GRU as PyTorch's (uniform within 1 / sqrt(H)), heads orthogonal with gains 0.01 and 1, zero biases. */
  initialParameters(random: Random): Float32Array {
    requireRandom('random', random);
    return initialParameters(this.manifest, random);
  }

  /** Reads sequences from left to right. @param input [L,B,...] as `GruInput` */
  read(parameters: NumberArray, input: GruInput, steps: number, rows: number): SequenceReading {
    const { observationSize: inputs, stateSize: units, numActions } = this.sizes;
    requireCount('steps', steps);
    requireCount('rows', rows);
    requireNetwork(this, parameters);
    requireInput(input, { steps, rows, inputs, units });
    const tensors = this.views(new Float64Array(parameters));
    const pass = new GruPass({ steps, rows, inputs, units });
    pass.forward(tensors, input);
    const places = steps * rows;
    const logits = new Float64Array(places * numActions);
    const values = new Float64Array(places);
    for (let place = 0; place < places; place++) {
      logits.set(tensors.policyBiases, place * numActions);
      addProduct(pass.hidden, place * units, units, tensors.policyWeights, logits, place * numActions, numActions);
      values[place] = tensors.valueBiases[0];
      addProduct(pass.hidden, place * units, units, tensors.valueWeights, values, place, 1);
    }
    return { pass, logits, values };
  }

  /**
   * The gradient of a loss by all parameters, flat, from its derivatives by what the network said.
   * @param slopes.logits [L,B,numActions]   @param slopes.values [L,B]; zero where a place does not count
   */
  gradient(
    parameters: NumberArray,
    reading: SequenceReading,
    slopes: { readonly logits: Float64Array; readonly values: Float64Array },
  ): Float64Array {
    const { stateSize: units, numActions } = this.sizes;
    requireNetwork(this, parameters);
    requireObject('reading', reading, 'what read returned');
    requireMethods('reading.pass', reading.pass, ['backward'], 'the pass of what read returned');
    const { pass } = reading;
    const places = pass.hidden.length / units;
    requireSlopes('slopes', slopes, { logits: places * numActions, values: places });
    const tensors = this.views(new Float64Array(parameters));
    const flat = new Float64Array(this.numParameters);
    const into = this.views(flat);
    const byHidden = new Float64Array(pass.hidden.length);
    for (let place = 0; place < slopes.values.length; place++) {
      const at = place * numActions;
      addOuter(pass.hidden, place * units, units, slopes.logits, at, numActions, into.policyWeights);
      addOuter(pass.hidden, place * units, units, slopes.values, place, 1, into.valueWeights);
      for (let a = 0; a < numActions; a++) into.policyBiases[a] += slopes.logits[at + a];
      into.valueBiases[0] += slopes.values[place];
      for (let k = 0; k < units; k++) {
        byHidden[place * units + k] =
          dotRow(tensors.policyWeights, k, slopes.logits, at, numActions) +
          dotRow(tensors.valueWeights, k, slopes.values, place, 1);
      }
    }
    pass.backward(tensors, byHidden, into);
    return flat;
  }

  private views(flat: Float64Array): Tensors {
    const tensors = {} as Record<(typeof order)[number], Float64Array>;
    order.forEach((name, i) => {
      const { offset, size } = this.manifest[i];
      tensors[name] = flat.subarray(offset, offset + size);
    });
    return tensors;
  }
}

function manifestOf({ observationSize, stateSize, numActions }: RecurrentSizes): ParameterSlot[] {
  const slots: ParameterSlot[] = [];
  const spread = { gain: 0, uniform: 1 / Math.sqrt(stateSize) };
  addSlot(slots, { name: 'gru.inputWeights', shape: [observationSize, 3 * stateSize], ...spread });
  addSlot(slots, { name: 'gru.hiddenWeights', shape: [stateSize, 3 * stateSize], ...spread });
  addSlot(slots, { name: 'gru.inputBiases', shape: [3 * stateSize], ...spread });
  addSlot(slots, { name: 'gru.hiddenBiases', shape: [3 * stateSize], ...spread });
  addDense(slots, { part: 'policy', sizes: [stateSize, numActions], lastGain: 0.01 });
  addDense(slots, { part: 'value', sizes: [stateSize, 1], lastGain: 1 });
  return slots;
}
