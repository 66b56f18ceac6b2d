import { requireFloats } from '../numbers/floats';
import { requireNumbers } from '../numbers/validate';
import { requireCounts, requireInput, requireWeights } from './checks';
import { addOuter, addProduct, dotRow } from './vectors';

/** The tensors of a GRU with O inputs and H units; the three gates lie side by side in the order reset, update, candidate. */
export interface GruWeights {
  /** [O,3H] */
  readonly inputWeights: Float64Array;
  /** [H,3H] */
  readonly hiddenWeights: Float64Array;
  /** [3H] */
  readonly inputBiases: Float64Array;
  /** [3H] */
  readonly hiddenBiases: Float64Array;
}

/** How many numbers there are of everything. */
export interface GruSizes {
  /** L, steps */
  readonly steps: number;
  /** B, sequences side by side */
  readonly rows: number;
  /** O */
  readonly inputs: number;
  /** H */
  readonly units: number;
}

/** What a GRU reads: B sequences of L steps. */
export interface GruInput {
  /** [L,B,O] */
  readonly inputs: Float64Array;
  /** [B,H] the states before the first step */
  readonly initial: Float64Array;
  /** [L,B] 1: an episode begins here, so the state before this step is forgotten (zeros) */
  readonly starts: Uint8Array;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * A gated recurrent unit (Cho et al. 2014) read over sequences, in PyTorch's arrangement:
 *
 *   r  = sigmoid(W_ir x + b_ir + W_hr h + b_hr)           what of the old state the candidate may see
 *   z  = sigmoid(W_iz x + b_iz + W_hz h + b_hz)           how much of the old state stays
 *   n  = tanh(W_in x + b_in + r (W_hn h + b_hn))          the candidate
 *   h' = (1 - z) n + z h
 *
 * `forward` keeps what `backward`, backpropagation through time, needs. Plain loops in float64: the networks are small, and the same
 * numbers come out whatever else is read beside a sequence. Lesson: notebooks/11b-memory.ipynb.
 */
export class GruPass {
  /** [L,B,H] the states after each step */
  readonly hidden: Float64Array;
  /** [L,B,H] the states that each step began with: those after the step before, or zeros where an episode begins */
  readonly previous: Float64Array;
  private readonly gates: Float64Array; // [L,B,3H] r, z, n
  private readonly recalled: Float64Array; // [L,B,H] W_hn h + b_hn
  private readonly fromInput: Float64Array; // [3H], filled for every place
  private readonly fromState: Float64Array;
  private input: GruInput | null = null;

  constructor(readonly sizes: GruSizes) {
    requireCounts('sizes', sizes, ['steps', 'rows', 'inputs', 'units']);
    const places = sizes.steps * sizes.rows;
    this.hidden = new Float64Array(places * sizes.units);
    this.previous = new Float64Array(places * sizes.units);
    this.gates = new Float64Array(places * 3 * sizes.units);
    this.recalled = new Float64Array(places * sizes.units);
    this.fromInput = new Float64Array(3 * sizes.units);
    this.fromState = new Float64Array(3 * sizes.units);
  }

  /** Reads the sequences from left to right; fills `hidden` and `previous`. */
  forward(weights: GruWeights, input: GruInput): void {
    const { steps, rows, units } = this.sizes;
    const { previous, hidden } = this;
    requireWeights('weights', weights, this.sizes);
    requireInput(input, this.sizes);
    this.input = input;
    for (let place = 0; place < steps * rows; place++) {
      const before = place - rows; // the same sequence, a step earlier
      for (let k = 0; k < units; k++) {
        const known = before < 0 ? input.initial[place * units + k] : hidden[before * units + k];
        previous[place * units + k] = input.starts[place] ? 0 : known;
      }
      this.readPlace(weights, input.inputs, place);
    }
  }

  private readPlace(weights: GruWeights, inputs: Float64Array, place: number): void {
    const { inputs: size, units } = this.sizes;
    const { previous, gates, recalled, fromInput, fromState } = this;
    fromInput.set(weights.inputBiases);
    addProduct(inputs, place * size, size, weights.inputWeights, fromInput, 0, 3 * units);
    fromState.set(weights.hiddenBiases);
    addProduct(previous, place * units, units, weights.hiddenWeights, fromState, 0, 3 * units);
    const gate = place * 3 * units;
    for (let k = 0; k < units; k++) {
      const at = place * units + k;
      const r = sigmoid(fromInput[k] + fromState[k]);
      const z = sigmoid(fromInput[units + k] + fromState[units + k]);
      recalled[at] = fromState[2 * units + k];
      const n = Math.tanh(fromInput[2 * units + k] + r * recalled[at]);
      gates[gate + k] = r;
      gates[gate + units + k] = z;
      gates[gate + 2 * units + k] = n;
      this.hidden[at] = (1 - z) * n + z * previous[at];
    }
  }

  /**
   * Backpropagation through time of the last `forward`: from the last step to the first, and no further than the beginning of an episode.
   * @param hiddenGradient [L,B,H] derivative of the loss by each state, as far as the loss reads that state itself
   * @param gradient the derivatives by the weights are added to what is there
   * @returns [B,H] the derivative by the initial states
   */
  backward(weights: GruWeights, hiddenGradient: Float64Array, gradient: GruWeights): Float64Array {
    const { steps, rows, inputs: size, units } = this.sizes;
    const { input, previous } = this;
    if (input === null) throw new Error('backward: nothing was read yet; call forward first');
    requireWeights('weights', weights, this.sizes);
    requireNumbers('hiddenGradient', hiddenGradient, { length: this.hidden.length, like: 'hidden' });
    requireWeights('gradient', gradient, this.sizes);
    for (const [name, part] of Object.entries(gradient)) requireFloats(`gradient.${name}`, part);
    const carried = new Float64Array(rows * units); // by the states between two steps
    const width = 3 * units;
    const byInput = new Float64Array(width);
    const byState = new Float64Array(width);
    for (let place = steps * rows - 1; place >= 0; place--) {
      const row = (place % rows) * units;
      for (let k = 0; k < units; k++) carried[row + k] += hiddenGradient[place * units + k];
      this.gateGradients(place, carried, row, byInput, byState);
      addOuter(input.inputs, place * size, size, byInput, 0, width, gradient.inputWeights);
      addOuter(previous, place * units, units, byState, 0, width, gradient.hiddenWeights);
      for (let j = 0; j < width; j++) {
        gradient.inputBiases[j] += byInput[j];
        gradient.hiddenBiases[j] += byState[j];
      }
      for (let k = 0; k < units; k++) {
        carried[row + k] = input.starts[place]
          ? 0
          : carried[row + k] + dotRow(weights.hiddenWeights, k, byState, 0, width);
      }
    }
    return carried;
  }

  /** From the state after a step to what the gates are made of; `carried` [H], from `row` on, becomes the part that reaches the state before directly. */
  private gateGradients(
    place: number,
    carried: Float64Array,
    row: number,
    byInput: Float64Array,
    byState: Float64Array,
  ): void {
    const { units } = this.sizes;
    const gate = place * 3 * units;
    for (let k = 0; k < units; k++) {
      const [r, z, n] = [this.gates[gate + k], this.gates[gate + units + k], this.gates[gate + 2 * units + k]];
      const at = place * units + k;
      const slope = carried[row + k];
      const ofCandidate = slope * (1 - z) * (1 - n * n);
      const ofReset = ofCandidate * this.recalled[at] * r * (1 - r);
      const ofUpdate = slope * (this.previous[at] - n) * z * (1 - z);
      byInput[k] = byState[k] = ofReset;
      byInput[units + k] = byState[units + k] = ofUpdate;
      byInput[2 * units + k] = ofCandidate;
      byState[2 * units + k] = ofCandidate * r;
      carried[row + k] = slope * z;
    }
  }
}
