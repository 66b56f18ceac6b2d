// npm run bench: gymnasium-js against Gymnasium and ppo-lib against PyTorch, each pair in this run on this machine. Prints medians with
// their spread, writes data/bench.json and the README's table. "-- --quick" does less of everything, writes nothing
// and names the ratios that fell; "-- --peers" races stronger opponents instead, "-- widths" looks at larger networks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../lib/paths.mjs';
import { Problem, reportAndExit } from '../lib/problems.mjs';
import { setUp } from '../lib/setup.mjs';
import { describeMachine } from './machine.mjs';
import { benchTable, record } from './table.mjs';

/** Measured where nothing else is asked for, and on request alone. */
const parts = ['environments', 'learners'];
const onRequest = ['widths'];

export async function benchCommand() {
  try {
    const { quick, peers, chosen } = readOptions(process.argv.slice(2));
    await setUp();
    if (peers) return await benchPeers(quick);
    const met = !chosen.includes('environments') || (await import('./environments.mjs')).raceEnvironments({ quick });
    if (chosen.includes('learners')) await benchLearners(quick);
    if (chosen.includes('widths')) await benchWidths(quick);
    if (!met) process.exitCode = 1;
  } catch (error) {
    reportAndExit(error);
  }
}

/**
 * @param {string[]} args
 * @returns {{ quick: boolean, peers: boolean, chosen: string[] }}
 */
export function readOptions(args) {
  const known = `Give "-- --quick" for a short run, "-- --peers" for more opponents, and names of parts for these alone: ${[...parts, ...onRequest].join(', ')}.`;
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { quick: { type: 'boolean' }, peers: { type: 'boolean' } },
      allowPositionals: true,
    });
    const unknown = positionals.find((name) => ![...parts, ...onRequest].includes(name));
    if (unknown !== undefined) throw new Error(`There is no part "${unknown}".`);
    return {
      quick: values.quick === true,
      peers: values.peers === true,
      chosen: positionals.length > 0 ? positionals : parts,
    };
  } catch (error) {
    throw new Problem(`npm run bench: ${/** @type {Error} */ (error).message} ${known}`);
  }
}

/** @param {boolean} quick */
async function benchPeers(quick) {
  const { ensurePython } = await import('./programs.mjs');
  const { peersTable, racePeers, writePeers } = await import('./peers.mjs');
  const results = await racePeers({ python: ensurePython('bench-peers', 'requirements-peers.txt'), quick });
  console.log(`\n${peersTable(results).join('\n')}`);
  if (!quick) writePeers(results);
}

/** @param {boolean} quick */
async function benchLearners(quick) {
  const { ensurePython, runPython } = await import('./programs.mjs');
  const { gradientSteps, solving, throughput } = await import('./learners.mjs');
  const { learning, memory, workers } = await import('./longRuns.mjs');
  const { lecture25 } = await import('./lecture25.mjs');
  const options = { python: ensurePython('bench', 'requirements-learners.txt'), quick };
  const machine = { ...describeMachine(), ...runPython(options.python, 'peers.py', 'versions') };
  const told = Object.entries(machine).map(([key, value]) => `${key} ${value}`);
  console.log(told.join(', '));
  const results = {
    note: 'written by npm run bench; medians with the smallest and largest of the repeats; rates per second',
    machine,
    throughput: throughput(options),
    gradientStep: gradientSteps(options),
    solve: solving(options),
    learning: await learning(options),
    lecture25: lecture25(options),
    workers: workers(options),
    memory: memory(options),
  };
  if (quick) return reportRegressions(results);
  record('bench.json', 'bench', results, benchTable(results));
}

/** @param {import('./table.mjs').Results} results */
async function reportRegressions(results) {
  const { fallen, ratiosOf, regressionLines } = await import('./regressions.mjs');
  const now = ratiosOf(results);
  const before = ratiosOf(JSON.parse(readFileSync(join(root, 'data/bench.json'), 'utf8')));
  const compared = Object.keys(before).filter((name) => name in now).length;
  console.log(`\n${regressionLines(fallen(now, before), compared).join('\n')}`);
}

/** @param {boolean} quick */
async function benchWidths(quick) {
  const { ensurePython } = await import('./programs.mjs');
  const { measureWidths, widthsTable, writeWidths } = await import('./widths.mjs');
  const results = measureWidths({ python: ensurePython('bench', 'requirements-learners.txt'), quick });
  console.log(`\n${widthsTable(results).join('\n')}`);
  if (!quick) writeWidths(results);
}
