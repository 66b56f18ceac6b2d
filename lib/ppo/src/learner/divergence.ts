import type { Minibatch } from './learner';

const ADVICE = 'lower learningRate or clip gradients with maxGradNorm';

/** The one error of a diverged training step, whatever the learner. @throws RangeError unless `value` is finite */
export function requireFiniteLoss(value: number): void {
  if (Number.isFinite(value)) return;
  throw new RangeError(`training diverged: the loss or its gradient became ${value}; ${ADVICE}`);
}

const columns = ['oldLogProbs', 'oldValues', 'advantages', 'returns'] as const;

/** @throws RangeError that names the first number of a minibatch's columns that is not finite */
export function requireFiniteColumns(minibatch: Minibatch): void {
  for (const name of columns) {
    const column = minibatch[name];
    let check = 0;
    for (let b = 0; b < column.length; b++) check += column[b] - column[b]; // NaN for NaN and infinities, else 0
    if (check === 0) continue;
    const b = column.findIndex((value) => !Number.isFinite(value));
    throw new RangeError(`training diverged: ${name}[${b}] became ${column[b]}; ${ADVICE}`);
  }
}
