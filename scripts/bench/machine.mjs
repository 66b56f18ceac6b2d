// What a benchmark says of the machine that it ran on.
import { existsSync, readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';

/** Two processors of one name may differ by a third: family and model, where the system tells them, say which one it is. */
function processorName() {
  const { model } = cpus()[0];
  if (!existsSync('/proc/cpuinfo')) return model;
  const facts = readFileSync('/proc/cpuinfo', 'utf8');
  const fact = (/** @type {string} */ name) => new RegExp(`^${name}\\s*: (.+)$`, 'm').exec(facts)?.[1];
  return fact('cpu family') === undefined ? model : `${model} (family ${fact('cpu family')}, model ${fact('model')})`;
}

export function describeMachine() {
  return {
    processor: processorName(),
    processors: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    loadAtStart: Number(loadavg()[0].toPrecision(4)),
    node: process.versions.node,
    v8: process.versions.v8,
  };
}
