/** The ward of programs that train on tokens: `require('ppo-clinic/tokens')`. Call `useBackend()` of ppo-lib first. Lesson: notebooks/14b-rlhf-relatives.ipynb. */
export { tokenCandidates, type TokenBugId } from './tokenWard/catalogue';
export { tokenPatients } from './tokenWard/beds';
export { findingsOfProgram, tokenChecks, type TokenFindings } from './tokenWard/findings';
export { judgeTokenBug, tokenAutopsyOf, type TokenJudgement } from './tokenWard/judge';
export { type TokenReport } from './tokenWard/reports';
export { nameTokenBug, tokenCandidateList, tokenChart } from './tokenWard/show';
