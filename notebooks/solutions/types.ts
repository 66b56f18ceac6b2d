/** What a student writes into the stub of an exercise. */
export type Answer = (...args: never[]) => unknown;

/**
 * One exercise, F being the function that its stub declares. Each answer stands for itself: it takes the place of the stub's
 * parameters and body, and so may use what the stub's cell and the cells tagged `setup` declare, and nothing else of this folder.
 */
export interface Exercise<F extends Answer = Answer> {
  /** Passes the check. */
  readonly solution: F;
  /** Typical wrong answers, and words that the check must say to each. */
  readonly wrong: readonly { readonly answer: F; readonly message: string }[];
}

/** The exercises of a lesson, by id. */
export type Solutions = Readonly<Record<string, Exercise>>;
