import { shared } from '../host/shared';

/** What the lesson has asked and the reader has solved so far in this kernel: one lesson, one kernel, one score. */
export interface Progress {
  /** By exercise: points earned and points possible; `attempted` is false for an untouched stub. */
  readonly exercises: Map<string, ExerciseProgress>;
  /** Options of the prediction cards by id, and the right letter once `verdict` has said it. What the reader guessed stays in the page. */
  readonly cards: Map<string, PredictionCard>;
  /** By exercise: how often an answer was checked. */
  readonly tries: Map<string, number>;
}

export interface PredictionCard {
  readonly options: Readonly<Record<string, string>>;
  readonly answer: string | null;
}

export interface ExerciseProgress {
  readonly title: string;
  readonly points: number;
  readonly earned: number;
  readonly attempted: boolean;
}

/** The progress of this kernel; it survives a reload of the library. */
export function progress(): Progress {
  return shared<Progress>('progress', () => ({ exercises: new Map(), cards: new Map(), tries: new Map() }));
}

/** Forgets everything: for tests. */
export function resetProgress(): void {
  const { exercises, cards, tries } = progress();
  for (const map of [exercises, cards, tries]) map.clear();
}
