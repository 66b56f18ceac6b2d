// Prints what set-up does and how long each step took.

/**
 * Runs one step and prints its title and time.
 * @param {string} title
 * @param {() => Promise<string | void>} work  may return a short remark, such as "already there"
 */
export async function step(title, work) {
  const started = performance.now();
  process.stdout.write(`  ${title} ... `);
  try {
    const remark = await work();
    const seconds = (performance.now() - started) / 1000;
    process.stdout.write(remark ? `${remark} (${seconds.toFixed(1)} s)\n` : `${seconds.toFixed(1)} s\n`);
  } catch (error) {
    process.stdout.write('failed\n');
    throw error;
  }
}
