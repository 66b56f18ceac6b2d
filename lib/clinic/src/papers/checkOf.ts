import type { CheckSpec } from 'notebook-kit';
import { ideas } from '../bank/ideas';
import { textOf } from './mark';
import { type Paper, requirePaper } from './paper';

/**
 * What `check` of notebook-kit needs to judge a program that a paper asks for.
 * @throws RangeError if the item with this number asks for no program
 * @example check('item-27', mended, checkOf(paper, 27))
 */
export function checkOf(paper: Paper, number: number): CheckSpec<readonly unknown[], unknown> {
  requirePaper(paper, 'checkOf');
  const item = paper.items.find((one) => one.number === number);
  if (item?.kind !== 'code') {
    const numbers = paper.items.filter(({ kind }) => kind === 'code').map((one) => one.number);
    throw new RangeError(
      `checkOf: number must be one of the items that ask for programs, ${numbers.join(', ')}; got ${textOf(number)}`,
    );
  }
  const misconceptions = item.wrong.map(([like, idea]) => ({
    like: like as unknown as (...args: unknown[]) => unknown,
    says: ideas[idea].words,
  }));
  return { cases: [...item.cases], misconceptions, keepsArguments: true };
}
