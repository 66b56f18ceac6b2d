/**
 * Cells after which the kernel must have answered: with a reply, the status idle, and a next cell that runs. Written one
 * by one, in a list that is easy to add to.
 */
export interface AnswerProbe {
  readonly title: string;
  /** Run one after the other. What is expected, is expected of the last. */
  readonly cells: readonly string[];
  /** Name and text of its error, "Error: text"; none is expected when absent. */
  readonly error?: RegExp;
  /** Its output: what it printed on both streams, and its result. */
  readonly shows?: RegExp;
  /** It prints "started" and is interrupted then. */
  readonly interrupt?: true;
}
