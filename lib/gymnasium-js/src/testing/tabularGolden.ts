// What scripts/golden/tabular_golden.py recorded of Gymnasium's tabular worlds, and how results compare with it. For tests only.
import type { Info } from '../env.js';
import { golden } from './golden.js';

/** A number, or Blackjack's three. */
export type Seen = number | number[];
export type Told = [prob: number, mask?: string] | [];
export type Run<T> = [value: T, times: number][];
export interface World {
  id: string;
  kwargs: Record<string, unknown>;
}
export interface Table extends World {
  states: number;
  actions: number;
  counts: Run<number>;
  probability: Run<number>;
  next: number[];
  reward: Run<number>;
  terminated: Run<number>;
  starts: Record<string, number>;
}
export type Step = [
  action: number,
  observation: Seen,
  reward: number,
  terminated: number,
  truncated: number,
  ...told: Told,
];
export interface Trajectory extends World {
  seed: number;
  competent: boolean;
  first: [Seen, ...Told];
  steps: (Step | [Step, [Seen, ...Told]])[];
}
export interface Steps extends World {
  seed: number;
  fickle: boolean;
  rows: [state: number, action: number, observation: number, reward: number, terminated: number, ...told: Told][];
}
export interface Cards {
  kwargs: Record<string, unknown>;
  seed: number;
  rows: [
    player: number[],
    dealer: number[],
    action: number,
    observation: number[],
    reward: number,
    terminated: boolean,
    playerAfter: number[],
    dealerAfter: number[],
  ][];
}
export interface Vectors extends World {
  mode: 'NextStep' | 'SameStep' | 'Disabled';
  seed: number;
  first: number[] | number[][];
  steps: {
    a: number[];
    o: number[] | number[][];
    r: number[];
    te: number[];
    tu: number[];
    p?: number[];
    mask?: number[][];
    final?: (Seen | null)[];
    reset?: number[] | number[][];
  }[];
}
interface Golden {
  tables: Table[];
  trajectories: Trajectory[];
  steps: Steps[];
  cards: Cards[];
  vectors: Vectors[];
  maps: { size: number; p: number; seed: number; map: string[] }[];
}

export const recorded = golden<Golden>('gym_tabular');
export const titleOf = ({ id, kwargs }: World): string => `${id} ${JSON.stringify(kwargs)}`;
export const unfold = <T>(runs: Run<T>): T[] => runs.flatMap(([value, times]) => Array<T>(times).fill(value));
/** Ids that make the same world: version 3 of the taxi is version 4 in dry weather. */
export const aliases = ({ id, kwargs }: World): string[] =>
  id === 'Taxi-v4' && Object.keys(kwargs).length === 0 ? [id, 'Taxi-v3'] : [id];

/** What an info has to say, in the spelling of the recorded one. */
export function told({ prob, actionMask }: Info): unknown[] {
  const mask = actionMask === undefined ? [] : [(actionMask as Int8Array).join('')];
  return prob === undefined ? mask : [prob, ...mask];
}
