/** Base of every error this package throws on purpose: `catch (error) { if (error instanceof GymnasiumError) ... }`. */
export class GymnasiumError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A seed that is negative, fractional, not finite, above 2^53 or no number at all. */
export class InvalidSeedError extends GymnasiumError {}

/** An argument of a constructor, of `make` or of a wrapper that is of the wrong type or out of range. */
export class InvalidArgumentError extends GymnasiumError {}

/** An action that is not an element of the action space; nothing has been stepped. */
export class InvalidActionError extends GymnasiumError {}

/** `step` or `render` before the first `reset`. */
export class ResetNeededError extends GymnasiumError {}

/** `step` after `terminated` or `truncated` and before the next `reset`. */
export class EpisodeOverError extends GymnasiumError {}

/** Any call, `close` included, on an environment that is already closed. */
export class ClosedError extends GymnasiumError {}

/** An id that nobody registered; the message names the nearest known ones and versions. */
export class UnknownEnvironmentError extends GymnasiumError {}

/** A registration that is malformed or contradicts an earlier one. */
export class RegistrationError extends GymnasiumError {}

/**
 * An environment inside a vector threw, or returned what is no result. The message says which environment and at which step of its
 * episode, `cause` is the error that it threw. Others of the vector may have been stepped: it has to be reset before the next step.
 */
export class InnerEnvironmentError extends GymnasiumError {
  /**
   * @param index of the environment in its vector, counted from 0
   * @param step of the episode that failed, counted from 1; 0 for `reset`
   */
  constructor(
    message: string,
    readonly index: number,
    readonly step: number,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

/** A mistake found by `checkEnv` or by the passive checker: the environment breaks the Gymnasium contract. */
export class EnvironmentCheckError extends GymnasiumError {}
