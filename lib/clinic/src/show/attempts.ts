/** What the reader has tried on one patient of the planted-bug lab in this kernel. */
export interface Attempts {
  /** different names, in the order in which they were given, up to the right one */
  readonly guesses: string[];
  solvedBy: string | null;
  gaveUp: boolean;
}

const KEY = Symbol.for('ppo-clinic.attempts');

/** By patient; survives a reload of the library, as the progress does. */
export function labAttempts(): Map<number, Attempts> {
  const holder = globalThis as unknown as Record<symbol, Map<number, Attempts> | undefined>;
  return (holder[KEY] ??= new Map<number, Attempts>());
}

/** The attempts on one patient, none at first. */
export function attemptsOf(patient: number): Attempts {
  const attempts = labAttempts();
  const known = attempts.get(patient) ?? { guesses: [], solvedBy: null, gaveUp: false };
  attempts.set(patient, known);
  return known;
}
