/** Base of every error this package throws on purpose: `catch (error) { if (error instanceof GymnasiumError) ... }`. */
export class GymnasiumError extends Error {
  constructor(message: string) {
    super(message);
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

/** A mistake found by `checkEnv` or by the passive checker: the environment breaks the Gymnasium contract. */
export class EnvironmentCheckError extends GymnasiumError {}
