import type { AnswerProbe } from './answerProbe';
import { endingProbes } from './endingProbes';
import { inputProbes } from './inputProbes';
import { reportProbes } from './reportProbes';
import { resultProbes } from './resultProbes';

/** All of them, by kind. */
export const answerProbes: readonly AnswerProbe[] = [...reportProbes, ...resultProbes, ...endingProbes, ...inputProbes];
