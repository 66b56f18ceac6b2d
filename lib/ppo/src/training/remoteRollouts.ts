import type { Fragment, FragmentResult, FragmentSetup, SlotState, Workers } from '../workers/workers';
import type { RolloutBuffer } from './buffer';
import type { EpisodeProgress, FinishedEpisodes } from './collect';
import type { Normalizers } from './normalize';
import { requireSaved } from './remoteState';

/** At most so many slots: what one iteration can keep busy. */
const MAX_SLOTS = 16;

/** Environments are shared out in equal slots: as many as divide them, up to 16. Never by workers, so that their number changes nothing. */
export function slotsOf(numEnvs: number): number {
  for (let slots = Math.min(MAX_SLOTS, numEnvs); slots > 1; slots--) if (numEnvs % slots === 0) return slots;
  return 1;
}

/** Rollouts that workers play, slot by slot, put together as if they had been played here. */
export class RemoteRollouts {
  private readonly numSlots: number;
  private from: readonly (SlotState | number)[];

  /** @param envSeed of the first environment; the others count on from it, as side by side */
  constructor(
    readonly workers: Workers,
    setup: Omit<FragmentSetup, 'numEnvs'>,
    envSeed: number,
    /** of the whole run; null where nothing is normalised */
    private readonly normalizers: Normalizers | null = null,
  ) {
    const { numEnvs } = setup.config;
    this.numSlots = slotsOf(numEnvs);
    const perSlot = numEnvs / this.numSlots;
    this.from = Array.from({ length: this.numSlots }, (_, slot) => envSeed + slot * perSlot);
    workers.start({ ...setup, numEnvs: perSlot });
  }

  /** Fills the buffer and moves `progress` on. Whatever order the results come in, they end up where they belong. */
  async collect(
    iteration: number,
    parameters: Float32Array,
    buffer: RolloutBuffer,
    progress: EpisodeProgress,
  ): Promise<FinishedEpisodes> {
    this.workers.setWeights(iteration, parameters);
    const fragments = this.from.map((from, slot): Fragment => ({ iteration, slot, version: iteration, from }));
    const results: FragmentResult[] = [];
    for await (const result of this.workers.collect(fragments)) results[result.slot] = result;
    buffer.fill(results.map(({ columns }) => columns));
    this.from = withStatistics(results, this.normalizers);
    join(progress, this.from as SlotState[]);
    return {
      episodeReturns: results.flatMap(({ episodeReturns }) => episodeReturns),
      episodeLengths: results.flatMap(({ episodeLengths }) => episodeLengths),
    };
  }

  /** What the environments of each slot saved of themselves; null before the first rollout. */
  getState(): { slots: unknown[] } | null {
    const slots = this.from.flatMap((state) => (typeof state === 'number' ? [] : [state.env]));
    return slots.length === this.numSlots ? { slots } : null;
  }

  /** @throws RangeError if the checkpoint was not made with workers, or with other slots */
  setState(saved: unknown, { observations, returns, lengths }: EpisodeProgress): void {
    const envs = requireSaved(saved, this.numSlots);
    const part = <T extends Float32Array | Float64Array | Int32Array>(values: T, slot: number): T =>
      values.slice((slot * values.length) / envs.length, ((slot + 1) * values.length) / envs.length) as T;
    const statistics = this.normalizers?.getState() ?? null;
    this.from = envs.map((env, slot) => ({
      env,
      observations: part(observations, slot),
      returns: part(returns, slot),
      lengths: part(lengths, slot),
      normalizers: statistics && {
        ...statistics,
        discountedReturns: part(statistics.discountedReturns, slot),
      },
    }));
  }
}

/**
 * Statistics of all slots from those of each: the first slot's went on from the common ones, and what every other one counted is added in
 * the order of the slots. So they depend on nobody's speed, and with one slot they are those of a run without workers.
 * @returns where the slots stand, each with the common moments and the running returns of its own
 */
function withStatistics(results: readonly FragmentResult[], normalizers: Normalizers | null): SlotState[] {
  const states = results.map(({ state }) => state);
  const [first] = states;
  if (normalizers === null || first.normalizers === null) return states;
  const perSlot = first.returns.length;
  const discountedReturns = new Float32Array(states.length * perSlot);
  states.forEach((state, slot) => discountedReturns.set(state.normalizers?.discountedReturns ?? [], slot * perSlot));
  normalizers.setState({ ...first.normalizers, discountedReturns });
  for (const { share } of results.slice(1)) if (share !== null) normalizers.include(share);
  const common = normalizers.getState();
  return states.map((state, slot) => ({
    ...state,
    normalizers: { ...common, discountedReturns: discountedReturns.slice(slot * perSlot, (slot + 1) * perSlot) },
  }));
}

/** The progress of all environments from that of the slots. */
function join(progress: EpisodeProgress, slots: readonly SlotState[]): void {
  const perSlot = progress.returns.length / slots.length;
  const observations = new Float32Array(slots.length * slots[0].observations.length);
  slots.forEach((state, slot) => {
    observations.set(state.observations, slot * state.observations.length);
    progress.returns.set(state.returns, slot * perSlot);
    progress.lengths.set(state.lengths, slot * perSlot);
  });
  progress.observations = observations;
}
