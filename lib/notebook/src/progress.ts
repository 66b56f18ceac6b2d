/** What the reader has predicted and solved so far in this kernel: one lesson, one kernel, one score. */
export interface Progress {
  /** By prediction: was it right? */
  readonly predictions: Map<string, boolean>;
  /** By exercise: points earned and points possible; `attempted` is false for an untouched stub. */
  readonly exercises: Map<string, ExerciseProgress>;
  /** Options of the prediction cards, by id, and the card shown last. */
  readonly cards: Map<string, readonly string[]>;
  lastCard: string | null;
}

export interface ExerciseProgress {
  readonly title: string;
  readonly points: number;
  readonly earned: number;
  readonly attempted: boolean;
}

const KEY = Symbol.for('notebook-kit.progress');

/** The progress of this kernel; it survives a reload of the library. */
export function progress(): Progress {
  const holder = globalThis as unknown as Record<symbol, Progress | undefined>;
  return (holder[KEY] ??= { predictions: new Map(), exercises: new Map(), cards: new Map(), lastCard: null });
}

/** Forgets everything: for tests. */
export function resetProgress(): void {
  const { predictions, exercises, cards } = progress();
  for (const map of [predictions, exercises, cards]) map.clear();
  progress().lastCard = null;
}
