// npm run fuzz: calls every export with one wrong value at a time, and judges the answers.
import { parseArgs } from 'node:util';
import { requireInstalled } from '../lib/npm-packages.mjs';
import { Problem } from '../lib/problems.mjs';
import { buildWorkspaces } from '../lib/workspaces.mjs';
import { allTargets, planCalls } from './plan.mjs';
import { examplesOf, isGood, mostVague, tableOf, verdicts } from './report.mjs';
import { makeCalls } from './supervise.mjs';

export async function fuzzCommand() {
  const { seed, calls: count, packages, examples, targets: words } = readOptions(process.argv.slice(2));
  requireInstalled();
  await buildWorkspaces();
  const targets = await allTargets(packages, words);
  const calls = planCalls(targets, { seed, count });
  console.log(`${calls.length} calls of ${targets.length} targets, seed ${seed}`);
  const judged = await makeCalls({ seed, count, packages, words }, { onCall: progress });
  const results = calls.map((call, i) => ({ call, judged: judged[i] }));
  for (const verdict of verdicts.filter((one) => !['clear', 'accepted'].includes(one))) {
    const lines = examplesOf(results, verdict, examples);
    if (lines.length > 0) console.log(`\n${verdict}:\n${lines.join('\n')}`);
  }
  console.log(`\n${tableOf(results)}`);
  const good = isGood(results);
  console.log(
    good ? 'good' : `not good: nothing may be silent, hang, crash or stray, and at most ${mostVague} % vague`,
  );
  process.exit(good ? 0 : 1);
}

/**
 * @param {number} index
 * @param {number} total
 */
function progress(index, total) {
  if (process.stdout.isTTY && index % 100 === 0) process.stdout.write(`\r${index} of ${total}`);
}

/** @param {string[]} args */
export function readOptions(args) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        seed: { type: 'string', default: '1' },
        calls: { type: 'string', default: '20000' },
        package: { type: 'string', multiple: true },
        target: { type: 'string', multiple: true },
        examples: { type: 'string', default: '12' },
      },
    });
    const [seed, calls, examples] = [
      whole('seed', values.seed),
      whole('calls', values.calls),
      whole('examples', values.examples),
    ];
    return { seed, calls, examples, packages: values.package, targets: values.target };
  } catch (error) {
    const known = 'Options: --seed S, --calls N, --package NAME, --target NAME, --examples N.';
    throw new Problem(`npm run fuzz: ${/** @type {Error} */ (error).message} ${known}`);
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function whole(name, text) {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Error(`--${name}: expected a whole number, got "${text}".`);
}
