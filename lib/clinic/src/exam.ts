/** The exam: `require('ppo-clinic/exam')`. Papers drawn from a bank of items, reviews, a capstone with its rubric. Lessons: notebooks/15-exam.ipynb, 15b-capstone.ipynb. */
export { drawPaper, type ChoiceItem, type CodeItem, type Item, type NumbersItem, type Paper } from './papers/paper';
export { checkOf } from './papers/checkOf';
export { markPaper, type Answer, type Answers, type Mark, type Marks } from './papers/mark';
export { showItems, showMarks } from './papers/show';
export { review } from './papers/showReview';
export { exportResults, showGain } from './papers/results';
export { learn } from './capstone/learn';
export { soundSettings, type CapstoneProgram, type CapstoneSettings } from './capstone/program';
export { unknownWorld, type World, type WorldStep } from './capstone/world';
export { capstoneRubric, judgeExploring, judgeMending, type CapstoneWork, type RubricRow } from './capstone/rubric';
