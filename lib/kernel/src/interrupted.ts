/** What a stopped cell fails with, and the reason of its aborted signal. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor(message = 'the cell was stopped before it finished') {
    super(message);
  }
}
