import { mean, type Random } from 'ppo-lib';
import type { CapstoneProgram, CapstoneSettings } from './program';
import type { World } from './world';

const STEPS = 64;
const MOST_STATES = 10;

interface Row {
  readonly state: number;
  readonly action: number;
  readonly logProb: number;
  advantage: number;
  target: number;
}

/** An environment and where it stands. */
export interface Seat {
  readonly world: World;
  state: number;
  earned: number;
}

/** Logits and values of numbered states, trained with the parts of a program. */
export class Table {
  private readonly logits = Array.from({ length: MOST_STATES }, () => [0, 0, 0]);
  private readonly values = Array.from({ length: MOST_STATES }, () => 0);

  constructor(
    private readonly program: CapstoneProgram,
    private readonly settings: CapstoneSettings,
    private readonly random: Random,
  ) {}

  /** STEPS steps of one environment, with advantages and targets; the returns of episodes that end go into `returns`. */
  rollout(seat: Seat, returns: number[]): Row[] {
    const rows: Row[] = [];
    const [rewards, following, terminated, truncated]: number[][] = [[], [], [], []];
    for (let t = 0; t < STEPS; t++) {
      const probabilities = softmax(this.logits[seat.state]);
      const action = this.draw(probabilities);
      rows.push({ state: seat.state, action, logProb: Math.log(probabilities[action]), advantage: 0, target: 0 });
      const step = seat.world.step(action);
      seat.earned += step.reward;
      rewards.push(step.reward);
      following.push(this.values[step.observation]);
      terminated.push(Number(step.terminated));
      truncated.push(Number(step.truncated));
      seat.state = step.observation;
      if (!step.terminated && !step.truncated) continue;
      returns.push(seat.earned);
      seat.earned = 0;
      seat.state = seat.world.reset();
    }
    const values = rows.map(({ state }) => this.values[state]);
    const { gamma, lambda } = this.settings;
    const { program } = this;
    const given = program.advantagesOf(rewards, [...values], following, terminated, truncated, gamma, lambda);
    const advantages = columnOf(given, 'advantagesOf');
    const targets = columnOf(program.targetsOf([...advantages], values), 'targetsOf');
    return rows.map((row, t) => ({ ...row, advantage: advantages[t], target: targets[t] }));
  }

  /** The epochs of one update: whole batches, plain gradient ascent. */
  update(rows: readonly Row[]): void {
    const centre = mean(rows.map(({ advantage }) => advantage));
    const spread = Math.sqrt(mean(rows.map(({ advantage }) => (advantage - centre) ** 2))) + 1e-8;
    for (let epoch = 0; epoch < this.settings.numEpochs; epoch++) {
      const change = this.logits.map((row) => row.map(() => 0));
      for (const row of rows) this.addRow(row, (row.advantage - centre) / spread, change[row.state]);
      const step = this.settings.learningRate / rows.length;
      this.logits.forEach((row, s) => row.forEach((_, a) => (row[a] += step * change[s][a])));
    }
    for (const { state, target } of rows) this.values[state] += 0.05 * (target - this.values[state]);
  }

  private addRow({ state, action, logProb }: Row, advantage: number, change: number[]): void {
    const { ratioOf, slopeOf, entropySlopes } = this.program;
    const { clipRange, entropyCoef } = this.settings;
    const probabilities = softmax(this.logits[state]);
    const ratio = ratioOf(Math.log(probabilities[action]), logProb);
    const push = finite(slopeOf(ratio, advantage, clipRange) * ratio, 'ratioOf or slopeOf');
    const slopes = entropySlopes([...probabilities]);
    for (let a = 0; a < change.length; a++) {
      const direction = Number(a === action) - probabilities[a];
      change[a] += push * direction + entropyCoef * finite(slopes?.[a], 'entropySlopes');
    }
  }

  private draw(probabilities: readonly number[]): number {
    let left = this.random.uniform();
    for (let a = 0; a < probabilities.length - 1; a++) {
      left -= probabilities[a];
      if (left < 0) return a;
    }
    return probabilities.length - 1;
  }
}

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const exps = logits.map((x) => Math.exp(x - largest));
  const sum = exps.reduce((total, x) => total + x, 0);
  return exps.map((x) => x / sum);
}

/** A number for each step, of what a part gave. */
function columnOf(given: unknown, part: string): number[] {
  if (!Array.isArray(given) || given.length !== STEPS)
    throw new Error(`${part}: the program needs a list of ${STEPS} numbers of it, one for each step`);
  return given.map((value) => finite(value, part));
}

function finite(value: unknown, part: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new Error(`${part}: it gave ${String(value)} where the program needs a number`);
}
