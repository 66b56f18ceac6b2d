// Counts what passed, failed and was skipped, and prints each result as it comes.

/**
 * @typedef {object} Result  without counts it is one check, which fails if there are messages
 * @property {number} [passed]
 * @property {number} [failed]
 * @property {number} [skipped]
 * @property {number} [seconds]
 * @property {string[]} [messages]
 */

export class Tally {
  passed = 0;
  failed = 0;
  skipped = 0;
  /** @type {{ name: string, messages: string[] }[]} */
  failures = [];

  /**
   * @param {string} name of a check, or of a group of tests
   * @param {Result} result
   */
  add(name, { passed, failed, skipped = 0, seconds = 0, messages = [] }) {
    failed ??= messages.length > 0 && skipped === 0 ? 1 : 0;
    passed ??= failed > 0 || skipped > 0 ? 0 : 1;
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
    const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`].filter(Boolean);
    console.log(`  ${failed > 0 ? 'FAILED' : 'ok    '}  ${name}: ${counts.join(', ')} (${seconds.toFixed(1)} s)`);
    if (failed > 0) {
      this.failures.push({ name, messages });
      for (const message of messages) console.log(indent(message, 10));
    } else if (skipped > 0) for (const message of messages) console.log(indent(message, 10));
  }

  /** All failures once more, then the line that is read by machines. */
  close() {
    if (this.failures.length > 0) console.log('\nWhat failed:');
    for (const { name, messages } of this.failures) {
      console.log(`  ${name}`);
      for (const message of messages) console.log(indent(message, 4));
    }
    console.log(`\n${this.summary()}`);
    return this.failed === 0 ? 0 : 1;
  }

  summary() {
    return `${this.passed} passed, ${this.failed} failed${this.skipped > 0 ? `, ${this.skipped} skipped` : ''}`;
  }
}

/**
 * @param {string} text
 * @param {number} width
 */
function indent(text, width) {
  return text
    .split('\n')
    .map((line) => ' '.repeat(width) + line)
    .join('\n');
}
